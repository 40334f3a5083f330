"""Coworking in the long tail: what can be booked. Bookings are made on the house's own pages, and read here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminImageFieldWidget

from coworking import resources
from coworking.models import Block, Booking, BookingChange, Invoice, Offer, Resource, RoomPrice
from venue.errors import Refused
from venue.house.models import OperatingEntity
from venue.money.admin import euros
from venue.photos import PhotoField
from venue.spaces.models.places import is_point

if TYPE_CHECKING:
    ResourceModelForm = forms.ModelForm[Resource]
else:  # Django's own class knows no brackets
    ResourceModelForm = forms.ModelForm


class ResourceForm(ResourceModelForm):
    """Refuses, in words beside the field, what would leave too few seats to who comes without booking (REQ-W4)."""

    photo = PhotoField(label=_("photo"), required=False, widget=UnfoldAdminImageFieldWidget)

    def clean_spot(self) -> Any:
        spot = self.cleaned_data["spot"]
        if spot and not is_point(spot):
            raise forms.ValidationError(_("Two numbers in metres are needed, as in [4.5, 2], or []."))
        return spot or []

    def _post_clean(self) -> None:
        """The office's pages are transactions: the share is looked at under the lock that the saving keeps."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                resources.refuse_small_share(self.instance)
            except Refused as refused:
                self.add_error("bookable", str(refused.sentence))


@admin.register(Resource)
class ResourceAdmin(ModelAdmin):
    """A desk that was taken away stays written down, with its bookings: nothing here is deleted."""

    readers = editors = {"manager"}
    form = ResourceForm
    list_display = ["code", "name", "space", "kind", "bookable", "resident", "plug", "accessible", "retired_at"]
    list_filter = ["space", "kind", "bookable", "plug", "accessible", "quiet"]
    list_select_related = ["space", "resident"]
    search_fields = ["code", "name", "name_en"]
    autocomplete_fields = ["resident"]
    ordering = ["space__position", "position", "code"]
    fieldsets = [
        (None, {"fields": ["space", "kind", "code", "name", "seats", "bookable", "resident"]}),
        (None, {"fields": ["plug", "accessible", "quiet", "equipment", "photo"]}),
        (_("Rooms"), {"fields": ["setup_min", "cleanup_min", "on_approval"]}),
        (_("In English"), {"fields": ["name_en", "equipment_en"]}),
        (_("Rarely changed"), {"fields": ["entity", "spot", "position", "placed_at", "retired_at"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Most houses have one legal body that runs their desks: who ran the last one."""
        asked: dict[str, Any] = super().get_changeform_initial_data(request)
        last = Resource.objects.order_by("-pk").select_related("entity").first()
        return {"entity": last.entity if last else OperatingEntity.objects.first()} | asked

    def save_model(self, request: HttpRequest, obj: Resource, form: Any, change: bool) -> None:
        resources.save(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class BookingChangeInline(TabularInline):
    model = BookingChange
    hide_title = True
    extra = 0
    fields = ["what", "at", "by", "starts_at", "ends_at"]


@admin.register(Booking)
class BookingAdmin(ModelAdmin):
    """To be read: a host changes a booking on her own page, with its rules."""

    readers = {"manager"}
    list_display = ["resource", "starts_at", "ends_at", "state", "person", "first_name", "walk_in"]
    list_filter = ["state", "walk_in", "resource__space"]
    list_select_related = ["resource", "person"]
    date_hierarchy = "starts_at"
    fields = [
        "resource",
        "person",
        "first_name",
        "starts_at",
        "ends_at",
        "state",
        "release",
        "people",
        "title",
        "walk_in",
        "by",
        "made_at",
        "checked_in_at",
        "paused_at",
        "ended_at",
    ]
    inlines = [BookingChangeInline]


@admin.register(Block)
class BlockAdmin(ModelAdmin):
    """To be read: places are kept and lifted on the managers' page, which shows what stands in the way."""

    readers = {"manager"}
    list_display = ["title", "starts_at", "ends_at", "places", "lifted_at"]
    search_fields = ["title", "title_en"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    fields = ["title", "title_en", "source", "starts_at", "ends_at", "places", "by", "made_at", "lifted_at"]
    readonly_fields = ["places"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Block]:
        rows: QuerySet[Block] = super().get_queryset(request).prefetch_related("bookings__resource")
        return rows

    @admin.display(description=_("places"))
    def places(self, block: Block) -> str:
        return ", ".join(sorted(held.resource.code for held in block.bookings.all()))


@admin.register(RoomPrice)
class RoomPriceAdmin(ModelAdmin):
    """What rooms cost. A price that was valid once stays written down: a newer one replaces it."""

    readers, editors = {"accountant", "auditor"}, {"manager"}
    list_display = ["resource", "customer", "unit", "amount_cents", "valid_from"]
    list_filter = ["resource", "customer"]
    list_select_related = ["resource"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Rooms only: desks and seats have their offers."""
        return super().formfield_for_foreignkey(db_field, request, **{"queryset": Resource.objects.rooms()} | kwargs)


@admin.register(Invoice)
class InvoiceAdmin(ModelAdmin):
    """To be read, by those who keep the books: amounts without persons (DESIGN §1.1). Each paper names its customer."""

    readers = {"accountant", "auditor"}
    list_display = ["number", "issued_on", "due_on", "net_cents", "vat_cents", "gross_cents", "paid", "credits"]
    list_filter = ["entity", "year"]
    list_select_related = ["credits"]
    date_hierarchy = "issued_on"
    fields = [
        "entity",
        "number",
        "credits",
        "replaces",
        "issued_on",
        "due_on",
        "served_from",
        "served_until",
        "net_cents",
        "vat_cents",
        "gross_cents",
        "paid",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        rows: QuerySet[Invoice] = super().get_queryset(request).prefetch_related("payments")
        return rows

    @admin.display(description=_("number"))
    def number(self, invoice: Invoice) -> str:
        return invoice.number

    @admin.display(description=_("paid (cents)"))
    def paid(self, invoice: Invoice) -> int:
        return invoice.paid_cents


@admin.register(Offer)
class OfferAdmin(ModelAdmin):
    """The price list. What is no longer sold stays written down, for the passes that it gave; whose they are, nobody
    reads here.
    """

    readers, editors = {"accountant", "auditor"}, {"manager"}
    list_display = ["name", "kind", "price", "units", "unit", "days_per_month", "months", "renews", "on_sale"]
    list_filter = ["on_sale", "kind", "entity"]
    list_select_related = ["entity"]
    ordering = ["position", "code"]
    prepopulated_fields = {"code": ["name"]}

    def has_delete_permission(self, request: HttpRequest, obj: Offer | None = None) -> bool:
        return False

    @admin.display(description=_("price"))
    def price(self, offer: Offer) -> str:
        return str(_("own choice")) if offer.price_cents is None else euros(offer.price_cents)
