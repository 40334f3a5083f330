"""Who registered for a date, in which order they wait, and who was let in. Reached by its key alone (DESIGN §4)."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import DateState, EventDate
from venue.codes import short


def new_key() -> str:
    """128 bits of randomness, as 22 characters that fit a URL."""
    return secrets.token_urlsafe(16)


class RegistrationState(models.TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("awaiting payment")
    REGISTERED = "registered", _("registered")
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("offered")
    EXPIRED = "expired", _("expired")
    CANCELLED = "cancelled", _("cancelled")


# These hold places of their date.
HOLDING = [RegistrationState.AWAITING_PAYMENT, RegistrationState.REGISTERED, RegistrationState.OFFERED]
# What somebody still counts on.
LIVE = [*HOLDING, RegistrationState.WAITING]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def holding(self) -> RegistrationQuerySet:
        return self.filter(state__in=HOLDING)

    def live(self) -> RegistrationQuerySet:
        return self.filter(state__in=LIVE)

    def overdue(self, at: datetime) -> RegistrationQuerySet:
        """On hold for longer than was promised."""
        on_hold = [RegistrationState.AWAITING_PAYMENT, RegistrationState.OFFERED]
        return self.filter(state__in=on_hold, expires_at__lte=at)

    def in_line(self) -> RegistrationQuerySet:
        """Who waits, in the order in which the date's lock heard them."""
        return self.filter(state=RegistrationState.WAITING).order_by("rank")


class Registration(models.Model):
    """`places` at a date, for whoever bears the `key`; `id` is what its QR says. It never holds an amount.

    `rank` is the order in which the date's lock let them through: fair, whoever's clock says what. `admitted` changes
    only by a guarded UPDATE beside the admissions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    # Found by `one_rank_each`: an index less for each registration of a rush.
    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, related_name="registrations", db_index=False)
    places = models.PositiveSmallIntegerField(default=1)
    admitted = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=16, choices=RegistrationState)
    rank = models.PositiveIntegerField()
    short_code = models.CharField(max_length=8, default=short.make, editable=False)
    language = models.CharField(max_length=5, default="fr")
    # Whoever registered left neither an address nor a number, and was not the team: counted in the date's `nameless`.
    # A fact of then: a contact that is forgotten later makes nobody nameless.
    nameless = models.BooleanField(default=False)
    browser = models.CharField(max_length=64, blank=True, help_text=_("Hash of the browser that registered."))
    posting_ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    # Only on what was just made or is to be shown: how many registrations wait before it; None unless it waits.
    ahead: int | None

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["date", "rank"]
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="a_registration_has_places"),
            models.CheckConstraint(condition=Q(admitted__lte=F("places")), name="nobody_is_let_in_twice"),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="a_registration_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["awaiting_payment", "offered"]) | Q(expires_at__isnull=False),
                name="a_place_on_hold_has_an_end",
            ),
            models.UniqueConstraint(fields=["date", "rank"], name="one_rank_each"),
            models.UniqueConstraint(fields=["short_code"], name="one_registration_per_short_code"),
        ]
        indexes = [
            models.Index(fields=["date", "rank"], condition=Q(state="waiting"), name="who_waits_for_a_date"),
            models.Index(fields=["browser", "date"], condition=~Q(browser=""), name="registrations_of_a_browser"),
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=["awaiting_payment", "offered"]),
                name="places_on_hold_by_their_end",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @property
    def places_left(self) -> int:
        """How many of them have not come in yet."""
        return self.places - self.admitted

    @property
    def holds(self) -> bool:
        """Whether its places are counted as taken."""
        return self.state in HOLDING

    @property
    def is_live(self) -> bool:
        """Whether somebody still counts on it, with places or in line."""
        return self.state in LIVE

    def is_on_hold(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at > at

    def can(self, at: datetime) -> list[str]:
        """What its bearer may do now, as the contract calls it; the verbs look again under their locks."""
        may = {
            "acceptance": self.state == RegistrationState.OFFERED and self.is_on_hold(at) and self.date.stands,
            "payment": self.state == RegistrationState.AWAITING_PAYMENT and self.is_on_hold(at),
            "cancellation": self.is_cancellable(at),
        }
        return [what for what, it_may in may.items() if it_may]

    def is_cancellable(self, at: datetime) -> bool:
        """Until the date begins, unless somebody has come in. What is put off has no beginning yet."""
        before = at < self.date.starts_at or self.date.state == DateState.POSTPONED
        return self.is_live and self.admitted == 0 and before


class RegistrationContact(models.Model):
    """An optional first name and one channel (REQ-P2). A row of its own, so that cutting the link is deleting it."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="contact")
    first_name = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email="") | Q(phone=""), name="one_channel_per_registration"),
        ]

    def __str__(self) -> str:
        return self.first_name or "contact"


class AdmissionScan(models.Model):
    """One attempt at the entrance with the answer that it got: the same `request_id` gets it again (DESIGN §4)."""

    append_only = True
    forgettable = True

    actor = models.CharField(max_length=60)
    request_id = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="scans")
    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, null=True, related_name="scans")
    result = models.CharField(max_length=24)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    scanned_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "request_id"], name="one_admission_scan_per_request_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.at:%H:%M:%S}"


class Admission(models.Model):
    """So many people of a registration let in. Never edited: undoing is a row of −n that names the first.

    What a phone without network let in above the places is marked `excess`: it happened (DESIGN §1.2).
    """

    append_only = True

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="admissions")
    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, related_name="admissions")
    people = models.SmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    request_id = models.UUIDField()
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")
    excess = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["date"], include=["people"], name="let_in_at_a_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gt=0, undoes=None) | Q(people__lt=0, undoes__isnull=False),
                name="only_an_undo_takes_people_back",
            ),
            models.UniqueConstraint(fields=["by", "request_id"], name="one_admission_per_request_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.people:+d} {self.registration_id}"
