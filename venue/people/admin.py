"""Persons, their roles and the team's phones in Django's admin: for managers, and without any amount."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from venue.live import close_on_commit
from venue.people import pairing, persons
from venue.people.models import Device, PairingCode, Person, Role


class RolesTogether(BaseInlineFormSet):  # type: ignore[type-arg]  # not a generic class when it runs
    """All roles of one person, as they would stand after saving."""

    def clean(self) -> None:
        super().clean()
        if Role.apart({form.cleaned_data["name"] for form in self.forms if form.cleaned_data.get("name")}):
            raise ValidationError(persons.RolesApart.message)


class RoleInline(TabularInline):
    """Roles are given here; they are taken in Maison, which sees to it that a manager is left."""

    model = Role
    formset = RolesTogether
    hide_title = True
    extra = 0
    fields = ["name", "building"]

    def has_change_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(ModelAdmin):
    """Nobody is deleted here: she leaves in Maison, which also ends her sessions."""

    editors = {"manager"}
    list_display = ["__str__", "email", "language", "roles_held", "is_active"]
    list_filter = ["roles__name", "is_active"]
    search_fields = ["first_name", "email"]
    fields = ["first_name", "email", "phone", "language", "is_active", "joined_at", "last_login"]
    readonly_fields = ["is_active", "joined_at", "last_login"]
    inlines = [RoleInline]
    actions = ["forget_keys"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_queryset(request).prefetch_related("roles")
        return people

    @admin.display(description=_("roles"))
    def roles_held(self, person: Person) -> str:
        return ", ".join(sorted(str(role) for role in person.roles.all()))

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """As the verb does: a new address ends her sessions."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            persons.put_out(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        close_on_commit(f"person:{form.instance.pk}")

    @admin.action(description=_("Forget passkeys and second factor (lost phone)"))
    def forget_keys(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        Authenticator.objects.filter(user__in=people).delete()
        for person in people:
            persons.put_out(person)


class ScopeAdmin(ModelAdmin):
    """What phones are for, in words."""

    @admin.display(description=_("roles"))
    def roles_here(self, scope: Device | PairingCode) -> str:
        return ", ".join(str(Role.Name(role).label) for role in scope.roles)


@admin.register(Device)
class DeviceAdmin(ScopeAdmin):
    """Phones are paired by themselves and revoked here; never made by hand, since nobody would have the token."""

    editors = {"manager"}
    list_display = ["name", "roles_here", "building", "paired_at", "seen_at", "lease_until", "revoked_at"]
    fields = ["name", "roles", "building", "spaces", "sittings", "paired_at", "seen_at", "lease_until", "revoked_at"]
    readonly_fields = ["paired_at", "seen_at", "lease_until", "revoked_at"]
    actions = ["revoke"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Revoke: these phones are out now"))
    def revoke(self, request: HttpRequest, devices: QuerySet[Device]) -> None:
        for device in devices:
            pairing.revoke(device)


@admin.register(PairingCode)
class PairingCodeAdmin(ScopeAdmin):
    """Codes are made in Maison → devices, where they can be shown as a picture; here they can be taken back."""

    editors = {"manager"}
    list_display = ["code", "roles_here", "building", "made_by", "valid_until"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: PairingCode | None = None) -> bool:
        return False
