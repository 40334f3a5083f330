"""Persons, their roles, and the phones that a team is paired with."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.house.models import Building


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email) if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with a place of her own in the house; guests need none. No username; e-mail and phone are optional."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(max_length=40, blank=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    language = models.CharField(max_length=5, default="fr")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text=_("May open Django's admin."))
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.first_name or str(self.id)[:8]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower() if self.email else None
        self.phone = self.phone or None
        if not self.password:
            self.set_unusable_password()  # nobody has a password; '' would count as one
        super().save(*args, **kwargs)


class Role(models.Model):
    """What a person may do, in one building or (None) in all of them."""

    class Name(models.TextChoices):
        HOST = "host", _("host")
        COOK = "cook", _("cook")
        ANIMATOR = "animator", _("animator")
        PRESCRIBER = "prescriber", _("prescriber")
        MANAGER = "manager", _("manager")
        ACCOUNTANT = "accountant", _("accountant")
        AUDITOR = "auditor", _("auditor")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=12, choices=Name)
    building = models.ForeignKey(Building, on_delete=models.CASCADE, null=True, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "building"],
                nulls_distinct=False,
                name="one_role_once_per_person_and_building",
            )
        ]

    def __str__(self) -> str:
        return self.get_name_display()


class Scope(models.Model):
    """What a phone of the team may do and where; empty lists mean everywhere."""

    # Neither amounts nor persons: what a shared phone must never be able to show.
    ROLES: ClassVar = [Role.Name.HOST, Role.Name.COOK, Role.Name.ANIMATOR]

    roles = ArrayField(models.CharField(max_length=12, choices=[(name.value, name.label) for name in ROLES]))
    building = models.ForeignKey(Building, on_delete=models.CASCADE, null=True, blank=True)
    spaces = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text=_("Codes of spaces."))
    sittings = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        abstract = True


class PairingCode(Scope):
    """One code for a whole team, good until a time. Kept readable: a manager shows it again to whoever comes late."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.code


class Device(Scope):
    """A crew phone. It is known by a token of which only the hash is here; its lease is prolonged while it is used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    token_hash = models.BinaryField(max_length=32, unique=True)
    paired_with = models.ForeignKey(PairingCode, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    paired_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text=_("To within five minutes."))
    lease_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-paired_at"]

    def __str__(self) -> str:
        return self.name


class Said(models.Model):
    """A request that was already heard: its Idempotency-Key as a hash, and what it made (DESIGN §4 API)."""

    id = models.BinaryField(max_length=32, primary_key=True)
    body_hash = models.BinaryField(max_length=32)
    reference = models.CharField(max_length=64)
    said_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "said"

    def __str__(self) -> str:
        return bytes(self.id).hex()[:8]
