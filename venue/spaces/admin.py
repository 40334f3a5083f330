"""The rooms and the calendar in the long tail; what was counted and claimed can be looked at, not changed."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from venue.house.admin import FirstStepAdmin, SaysWhyNot
from venue.house.models import Building
from venue.spaces.models import CapacityClaim, Closure, Layout, Movement, OpeningHours, Period, Recount, Space
from venue.spaces.models.calendar import WEEKDAYS

WORKING_WEEK = [0, 1, 2, 3, 4]


if TYPE_CHECKING:
    LayoutForms = forms.BaseInlineFormSet[Layout, Space, Any]
    HoursForm = forms.ModelForm[OpeningHours]
else:  # Django's own classes know no brackets
    LayoutForms, HoursForm = forms.BaseInlineFormSet, forms.ModelForm


class LayoutFormSet(LayoutForms):
    """A room that can be set up in several ways says which is the usual one: its capacity counts."""

    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data.get("name")]
        usual = [layout["is_default"] for layout in kept if not layout.get("DELETE")]
        if usual and sum(usual) != 1:
            raise ValidationError(_("Exactly one layout is the usual one."))


class LayoutInline(TabularInline):
    model = Layout
    hide_title = True
    formset = LayoutFormSet
    fields = ["name", "capacity", "is_default"]

    def get_extra(self, request: HttpRequest, obj: Space | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class PeriodHoursInline(TabularInline):
    model = OpeningHours
    extra = 0
    fields = ["weekday", "opens", "closes", "building", "space"]


class PlaceAdmin(FirstStepAdmin):
    """Managers decide about the place; auditors may read it."""

    readers = {"manager", "auditor"}
    editors = {"manager"}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Most houses have one building: nobody should have to choose it."""
        asked: dict[str, Any] = super().get_changeform_initial_data(request)
        return {"building": Building.objects.first()} | asked


@admin.register(Space)
class SpaceAdmin(SaysWhyNot, PlaceAdmin):
    list_display = ["code", "name", "kind", "floor", "area_m2", "public", "counts_in_building_cap"]
    list_filter = ["building", "kind", "floor"]
    search_fields = ["code", "name"]
    inlines = [LayoutInline]
    fieldsets = [
        (None, {"fields": ["building", "name", "short_name", "code", "kind", "floor", "area_m2"]}),
        (None, {"fields": ["public", "counts_in_building_cap", "has_bookable_seats"]}),
        (_("In English"), {"fields": ["name_en", "short_name_en"]}),
        (_("Rarely changed"), {"fields": ["shape", "erp_type", "position"]}),
    ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whatever is planned in the room follows, or refuses."""
        super().save_related(request, form, formsets, change)
        if change and any(layouts.has_changed() for layouts in formsets):
            for follow in settings.WHEN_LAYOUTS_CHANGE:
                import_string(follow)(form.instance)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The first layout of a new room is the usual one, unless somebody says otherwise."""
        options: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        return options if obj.pk else {"initial": [{"is_default": True}]} | options


class SameHoursForm(HoursForm):
    """The same stretch on several days at once: a week is written in one or two forms."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=WEEKDAYS,
        coerce=int,
        initial=WORKING_WEEK,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = OpeningHours
        fields = ["building", "space", "period", "opens", "closes"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        same = {name: facts.get(name) for name in ("building", "space", "period", "opens")}
        if self.errors:
            return facts
        if OpeningHours.objects.filter(**same, weekday__in=facts["weekdays"]).exists():
            raise ValidationError(_("One of these days opens at that hour already."))
        return facts


@admin.register(OpeningHours)
class OpeningHoursAdmin(PlaceAdmin):
    list_display = ["weekday", "opens", "closes", "space", "period", "building"]
    list_filter = ["building", "space", "period"]
    list_select_related = ["space", "period", "building"]
    add_fields = ["building", "weekdays", "opens", "closes", "space", "period"]

    def get_form(self, request: HttpRequest, obj: OpeningHours | None = None, **options: Any) -> Any:
        if obj is None:
            options |= {"form": SameHoursForm, "fields": [name for name in self.add_fields if name != "weekdays"]}
        return super().get_form(request, obj, **options)

    def get_fields(self, request: HttpRequest, obj: OpeningHours | None = None) -> Any:
        return super().get_fields(request, obj) if obj else self.add_fields

    def save_model(self, request: HttpRequest, obj: OpeningHours, form: Any, change: bool) -> None:
        if not change:
            obj.weekday, *others = form.cleaned_data["weekdays"]
            same = {name: getattr(obj, name) for name in ("building", "space", "period", "opens", "closes")}
            for weekday in others:
                OpeningHours.objects.create(weekday=weekday, **same)
        super().save_model(request, obj, form, change)


@admin.register(Period)
class PeriodAdmin(PlaceAdmin):
    list_display = ["name", "first_day", "last_day", "space", "building"]
    list_filter = ["building", "space"]
    list_select_related = ["space", "building"]
    inlines = [PeriodHoursInline]


@admin.register(Closure)
class ClosureAdmin(PlaceAdmin):
    list_display = ["reason", "starts", "ends", "space", "surprise", "building"]
    list_filter = ["building", "space", "surprise"]
    list_select_related = ["space", "building"]
    date_hierarchy = "starts"


class ReadOnlyAdmin(ModelAdmin):
    """What happened is a row that is never edited."""

    readers = {"manager", "auditor"}
    list_select_related = ["space"]
    list_filter = ["space"]


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    list_display = ["at", "space", "step", "kind", "recorded_at"]
    date_hierarchy = "at"


@admin.register(Recount)
class RecountAdmin(ReadOnlyAdmin):
    list_display = ["at", "space", "present", "by", "reason"]
    date_hierarchy = "at"


@admin.register(CapacityClaim)
class CapacityClaimAdmin(ReadOnlyAdmin):
    list_display = ["title", "space", "people", "starts_at", "ends_at", "released_at"]
    date_hierarchy = "starts_at"
