from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from venue.errors import Refused
from venue.house.first_steps import FIRST_STEP, maison
from venue.house.models import Building, OperatingEntity


class FirstStepAdmin(ModelAdmin):
    """Whoever came to this form from the first steps of a new house goes back to them."""

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if FIRST_STEP in request.GET:
            return HttpResponseRedirect(maison())
        answer: HttpResponse = super().response_post_save_add(request, obj)
        return answer


class SaysWhyNot(ModelAdmin):
    """What a verb refuses while a form is saved is said in words, with what stands in the way; nothing is changed."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().changeform_view(request, *args, **kwargs)
        except Refused as no:
            titles = dict.fromkeys(other["title"] for other in no.figures.get("conflicts", []))
            self.message_user(request, " ".join([str(no.sentence), ", ".join(titles)]).strip(), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return answer


@admin.register(Building)
class BuildingAdmin(FirstStepAdmin):
    readers, editors = {"accountant", "auditor"}, {"manager"}
    list_display = ["name", "code", "city", "public_cap", "basement_cap"]
    prepopulated_fields = {"code": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "code", "address", "postcode", "city", "public_cap", "basement_cap"]}),
        (_("How to come"), {"fields": ["directions", "directions_en", "latitude", "longitude"]}),
        (_("Rarely changed"), {"fields": ["erp_category", "erp_types", "time_zone", "host_name", "position"]}),
    ]


@admin.register(OperatingEntity)
class OperatingEntityAdmin(FirstStepAdmin):
    readers, editors = {"auditor"}, {"manager", "accountant"}
    list_display = ["name", "code", "legal_form", "vat_registered"]
    prepopulated_fields = {"code": ["name"]}
    fields = [
        "name",
        "code",
        "legal_form",
        "siret",
        "address",
        "legal_mention",
        "iban",
        "vat_registered",
        "general_interest",
        "may_issue_tax_receipt",
        "bar_quota",
        "stripe_account",
    ]
