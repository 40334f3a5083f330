"""Persons, their roles, and the phones that a team is paired with."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.house.models import Building
from venue.people import office


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, **fields: Any) -> "Person":
        return self.create(email=email, **fields)


class Person(AbstractBaseUser):
    """Somebody with a place of her own in the house; guests need none. No username; e-mail and phone are optional."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(_("first name"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, default="fr")
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("here since"), default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.first_name or str(self.id)[:8]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower() if self.email else None
        self.phone = self.phone or None
        if not self.password:
            self.set_unusable_password()  # nobody has a password; '' would count as one
        super().save(*args, **kwargs)

    # What Django's admin asks; there is no superuser, whom no rule would bind.

    @property
    def is_staff(self) -> bool:
        return bool(office.office_roles(self) & office.OFFICE)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and office.may(self, perm)

    def has_perms(self, perm_list: Iterable[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and office.may_open(self, app_label)


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

    # They see amounts without persons; all others, the crew, persons without amounts (DESIGN §1.1).
    OF_AMOUNTS: ClassVar = frozenset({Name.ACCOUNTANT.value, Name.AUDITOR.value})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles", verbose_name=_("person"))
    name = models.CharField(_("role"), max_length=12, choices=Name)
    building = models.ForeignKey(Building, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("building"))
    given_at = models.DateTimeField(_("given on"), default=timezone.now)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "building"],
                nulls_distinct=False,
                name="one_role_once_per_person_and_building",
            )
        ]

    def __str__(self) -> str:
        return self.get_name_display()

    @classmethod
    def apart(cls, names: Collection[str]) -> bool:
        """Whether these would join persons and amounts in one pair of eyes: nobody may hold them together."""
        return not cls.OF_AMOUNTS.isdisjoint(names) and not cls.OF_AMOUNTS.issuperset(names)


class Scope(models.Model):
    """What a phone of the team may do and where; empty lists mean everywhere."""

    # Neither amounts nor persons: what a shared phone must never be able to show.
    ROLES: ClassVar = [Role.Name.HOST, Role.Name.COOK, Role.Name.ANIMATOR]

    roles = ArrayField(
        models.CharField(max_length=12, choices=[(name.value, name.label) for name in ROLES]), verbose_name=_("roles")
    )
    building = models.ForeignKey(Building, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("building"))
    spaces = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text=_("Codes of spaces."),
        verbose_name=_("rooms"),
    )
    sittings = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("sittings"))

    class Meta:
        abstract = True


class PairingCode(Scope):
    """One code for a whole team, good until a time. Kept readable: a manager shows it again to whoever comes late."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=8, unique=True)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    valid_until = models.DateTimeField(_("good until"))

    class Meta:
        verbose_name = _("code for phones")
        verbose_name_plural = _("codes for phones")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.code


class Device(Scope):
    """A crew phone. It is known by a token of which only the hash is here; its lease is prolonged while it is used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=40)
    token_hash = models.BinaryField(max_length=32, unique=True)
    paired_with = models.ForeignKey(
        PairingCode, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("paired with")
    )
    paired_at = models.DateTimeField(_("paired on"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now, help_text=_("To within five minutes."))
    lease_until = models.DateTimeField(_("may work until"))
    revoked_at = models.DateTimeField(_("cut off on"), null=True, blank=True)

    class Meta:
        verbose_name = _("phone of the team")
        verbose_name_plural = _("phones of the team")
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


class Letter(models.Model):
    """An e-mail, or a short message to a phone, on its way; erased as soon as it is sent."""

    class Way(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    way = models.CharField(max_length=5, choices=Way, default=Way.EMAIL)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.subject


class DemoLetter(models.Model):
    """What the demo house would have sent (venue.people.demo_mail); always empty in a real one."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
