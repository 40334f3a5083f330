"""Street events in the office: what the house lends to them, and the temporary bars of its legal bodies."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from events import kit
from events.models import KitItem, TemporaryBar


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
