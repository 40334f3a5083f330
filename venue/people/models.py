"""Persons, their roles, and the phones that a team is paired with."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
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
