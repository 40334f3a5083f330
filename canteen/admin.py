"""The long tail. What has rules (opening, publishing, cancelling) is done on the house's own pages, and read here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from canteen.models import CostVersion, Dish, DishAllergen, DishChange, Menu, PricePage, Sitting, SittingChange
from venue.money.admin import euros


class Read:
    """To be read, not written: a verb writes it, or it has happened."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SittingChangeInline(Read, TabularInline):
    hide_title = True
    model = SittingChange


@admin.register(Sitting)
class SittingAdmin(Read, ModelAdmin):
    readers = {"manager", "accountant", "auditor"}
    list_display = ["__str__", "space", "state", "covers", "walk_in_reserve", "equilibrium_cents", "trial"]
    list_filter = ["state", "trial", "space"]
    list_select_related = ["space"]
    date_hierarchy = "starts_at"
    inlines = [SittingChangeInline]


class DishAllergenInline(Read, TabularInline):
    hide_title = True
    model = DishAllergen


class DishChangeInline(Read, TabularInline):
    hide_title = True
    model = DishChange


@admin.register(Dish)
class DishAdmin(Read, ModelAdmin):
    """With its fourteen answers and what guests could read before: an inspection asks who was told what."""

    readers = {"manager", "auditor"}
    list_display = ["name_fr", "menu", "course", "published_at", "published_by"]
    list_select_related = ["menu", "published_by"]
    list_filter = ["course", "menu__building"]
    search_fields = ["name_fr", "name_en"]
    inlines = [DishAllergenInline, DishChangeInline]


@admin.register(Menu)
class MenuAdmin(ModelAdmin):
    readers, editors = {"auditor"}, {"manager"}
    list_display = ["served_on", "title_fr", "building"]
    list_filter = ["building"]
    date_hierarchy = "served_on"


@admin.register(CostVersion)
class CostVersionAdmin(ModelAdmin):
    """Figures that a sitting was priced with are history; better ones are a new version."""

    readers, editors = {"accountant", "auditor"}, {"manager"}
    list_display = ["entity", "valid_from", "covers", "full_cost", "equilibrium", "note"]
    list_select_related = ["entity"]

    @admin.display(description=_("full cost"))
    def full_cost(self, costs: CostVersion) -> str:
        return euros(costs.full_cost_cents)

    @admin.display(description=_("equilibrium price, to the cent"))
    def equilibrium(self, costs: CostVersion) -> str:
        return euros(costs.raw_equilibrium_cents)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        unused = not (isinstance(obj, CostVersion) and obj.sittings.exists())
        return unused and super().has_change_permission(request, obj)


@admin.register(PricePage)
class PricePageAdmin(ModelAdmin):
    readers, editors = {"auditor"}, {"manager"}
    list_display = ["building", "sentence_fr", "support_cents"]
