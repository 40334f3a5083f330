"""The rooms and the calendar in the long tail; what was counted and claimed can be looked at, not changed."""

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from venue.spaces.models import CapacityClaim, Closure, Layout, Movement, OpeningHours, Period, Recount, Space


class LayoutInline(TabularInline):
    model = Layout
    extra = 0


class PeriodHoursInline(TabularInline):
    model = OpeningHours
    extra = 0
    fields = ["weekday", "opens", "closes", "building", "space"]


class PlaceAdmin(ModelAdmin):
    """Managers decide about the place; auditors may read it."""

    readers = {"manager", "auditor"}
    editors = {"manager"}


@admin.register(Space)
class SpaceAdmin(PlaceAdmin):
    list_display = ["code", "name", "kind", "floor", "area_m2", "public", "counts_in_building_cap"]
    list_filter = ["building", "kind", "floor"]
    search_fields = ["code", "name"]
    inlines = [LayoutInline]


@admin.register(OpeningHours)
class OpeningHoursAdmin(PlaceAdmin):
    list_display = ["weekday", "opens", "closes", "space", "period", "building"]
    list_filter = ["building", "space", "period"]
    list_select_related = ["space", "period", "building"]


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
