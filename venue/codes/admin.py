from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from venue.codes.models import SigningKey


@admin.register(SigningKey)
class SigningKeyAdmin(ModelAdmin):
    """Keys are read here, rotated and revoked by `manage.py rotate_ticket_key` and `revoke_ticket_key`; neither
    made nor thrown away by hand.
    """

    readers = {"manager", "auditor"}
    list_display = ["__str__", "created_at", "retired_at", "revoked_at"]
    fields = ["created_at", "retired_at", "revoked_at"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SigningKey | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SigningKey | None = None) -> bool:
        return False
