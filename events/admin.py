"""Street events in the office: their sites and rules, what the house lends to them, and their temporary bars."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from events import kit, sites
from events.models import Deadline, Event, EventDate, KitItem, Lesson, RuleSet, Site, Task, TemporaryBar
from venue.house.admin import SaysWhyNot


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


class EventDateInline(Read, TabularInline):
    hide_title = True
    model = EventDate
    fields = ["starts_at", "ends_at", "state", "site", "space", "capacity", "places_taken"]


class TaskInline(Read, TabularInline):
    hide_title = True
    model = Task
    fields = ["title", "due_on", "mandatory", "state", "done_on", "owner"]


@admin.register(Event)
class EventAdmin(Read, ModelAdmin):
    """To be read: an event is planned on its own pages, with their rules."""

    readers = {"manager"}
    list_display = ["title", "state", "entity", "animator", "published_at", "dropped_at"]
    list_filter = ["state", "building", "entity"]
    list_select_related = ["entity", "animator"]
    search_fields = ["title", "title_en", "slug"]
    date_hierarchy = "made_at"
    fields = [
        "title",
        "slug",
        "state",
        "building",
        "entity",
        "animator",
        "site_lead",
        "price",
        "price_cents",
        "expected_people",
        "registers",
        "made_at",
        "authorised_at",
        "conditional_by",
        "published_at",
        "dropped_at",
    ]
    inlines = [EventDateInline, TaskInline]


class LessonInline(TabularInline):
    """What no longer holds is taken away here."""

    hide_title = True
    model = Lesson
    extra = 0
    fields = ["text", "event", "at"]
    readonly_fields = ["event", "at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Site)
class SiteAdmin(SaysWhyNot, ModelAdmin):
    """A site that is no longer used stays written down, with its events: nothing here is deleted. Its plan is kept on
    its own page, in the Atelier.
    """

    readers = editors = {"manager"}
    list_display = ["name", "city", "rule_set", "capacity", "fallback", "retired_at"]
    list_filter = ["rule_set", "city"]
    list_select_related = ["rule_set", "fallback"]
    search_fields = ["code", "name", "name_en", "city"]
    fieldsets = [
        (None, {"fields": ["code", "name", "address", "postcode", "city", "latitude", "longitude", "is_exact"]}),
        (None, {"fields": ["rule_set", "capacity", "fallback"]}),
        (None, {"fields": ["power", "water", "toilets", "access", "lorry", "step_free", "rescue_lane"]}),
        (_("In English"), {"fields": ["name_en", "access_en"]}),
        (_("Rarely changed"), {"fields": ["openagenda_uid", "retired_at"]}),
    ]
    inlines = [LessonInline]

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        was = sites.locked(obj, form.changed_data) if change else None
        obj.save()
        if was:
            sites.follow(obj, was)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeadlineInline(StackedInline):
    hide_title = True
    model = Deadline
    extra = 0
    fields = [
        ("key", "position"),
        ("title", "title_en"),
        ("advice", "advice_en"),
        ("asked_of", "from_people"),
        ("days", "earliest_days", "unit"),
        ("working_day", "mandatory", "needs_file"),
        "legal_ref",
        ("valid_from", "valid_to"),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RuleSet)
class RuleSetAdmin(ModelAdmin):
    """What changes is another row from a day on: plans that are ahead follow it in the night after that day."""

    readers = editors = {"manager"}
    list_display = ["name", "code", "country", "subdivision"]
    fieldsets = [(None, {"fields": ["code", "name", "name_en", "country", "subdivision"]})]
    inlines = [DeadlineInline]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(KitItem)
class KitItemAdmin(ModelAdmin):
    """What was taken away stays written down, with its events: nothing here is deleted."""

    readers = editors = {"manager"}
    list_display = ["name", "quantity", "missing", "kept_at", "building", "retired_at"]
    list_filter = ["building"]
    list_select_related = ["building"]
    search_fields = ["name", "name_en", "code"]
    fields = [
        "building",
        "code",
        "name",
        "name_en",
        "quantity",
        "missing",
        "kept_at",
        "position",
        "retired_at",
    ]

    def save_model(self, request: HttpRequest, obj: KitItem, form: Any, change: bool) -> None:
        kit.save(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(TemporaryBar)
class TemporaryBarAdmin(ModelAdmin):
    """To be read: an event claims its bar on its own page, where they are counted."""

    readers = {"manager"}
    list_display = ["entity", "year", "event", "made_at", "given_up_at"]
    list_filter = ["entity", "year"]
    list_select_related = ["entity", "event"]
    fields = ["entity", "year", "event", "made_at", "given_up_at"]
