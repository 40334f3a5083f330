"""A booking: one resource for one stretch. The database keeps two from holding it at once (DESIGN §4 Bookings)."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.resources import Block, Resource
from coworking.models.series import Series
from venue.codes import short
from venue.people.models import Person


def new_key() -> str:
    """128 bits of randomness, as 22 characters that fit a URL."""
    return secrets.token_urlsafe(16)


class BookingState(models.TextChoices):
    HELD = "held", _("held")
    CONFIRMED = "confirmed", _("confirmed")
    CHECKED_IN = "checked_in", _("checked in")
    PAUSED = "paused", _("paused")
    BLOCKED = "blocked", _("blocked")
    FINISHED = "finished", _("finished")
    RELEASED = "released", _("released")
    CANCELLED = "cancelled", _("cancelled")


# Whoever is in one of these has the resource to himself.
ACTIVE = [
    BookingState.HELD,
    BookingState.CONFIRMED,
    BookingState.CHECKED_IN,
    BookingState.PAUSED,
    BookingState.BLOCKED,
]


class Release(models.TextChoices):
    """Why the house took a place back; nobody gave it up (released is not cancelled)."""

    NO_SHOW = "no_show", _("nobody came")
    PAUSE = "pause", _("the pause was too long")
    HOLD = "hold", _("the hold was over")
    HOST = "host", _("a host freed it")
    CLOSED = "closed", _("the house is closed")
    NEEDED = "needed", _("the house needs it")


class BookingQuerySet(models.QuerySet["Booking"]):
    def active(self) -> BookingQuerySet:
        """Those that keep others away. A hold past its time still does until somebody asks or the job comes."""
        return self.filter(state__in=ACTIVE)

    def of_people(self) -> BookingQuerySet:
        return self.filter(block=None)

    def overdue_holds(self, at: datetime | None = None) -> BookingQuerySet:
        return self.filter(state=BookingState.HELD, expires_at__lte=at or timezone.now())

    def between(self, starts_at: datetime, ends_at: datetime) -> BookingQuerySet:
        """Those that touch the stretch, buffers included."""
        return self.filter(busy__overlap=(starts_at, ends_at))


class Booking(models.Model):
    """`busy` is what nobody else may have: from set-up to the end of clean-up. `ends_at` moves when it is extended.

    A person books for herself; a host books for anyone, under a first name or nothing. `group` ties together what one
    request asked for. `sequence` counts what her calendar must learn of (RFC 5545), `revision` every change.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("place"))
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="bookings", verbose_name=_("person")
    )
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    busy = DateTimeRangeField(_("kept for them"))
    state = models.CharField(_("state"), max_length=10, choices=BookingState)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    title = models.CharField(_("title"), max_length=120, blank=True)
    walk_in = models.BooleanField(_("came without booking"), default=False)
    short_code = models.CharField(max_length=8, default=short.make, editable=False)
    group = models.UUIDField(default=uuid.uuid4, editable=False)
    block = models.ForeignKey(
        Block, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("blocked slot")
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("repeating booking"),
    )
    recurrence_id = models.DateTimeField(
        _("start by the rule"), null=True, blank=True
    )  # when the series' rule wanted it to start
    by = models.CharField(_("made by"), max_length=60)
    language = models.CharField(_("language"), max_length=5, default="fr")
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("came"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)  # finished, released or cancelled
    release = models.CharField(_("why it was released"), max_length=8, choices=Release, blank=True)
    sequence = models.PositiveIntegerField(_("changes for calendars"), default=0)
    revision = models.PositiveIntegerField(_("changes"), default=1)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        constraints = [
            ExclusionConstraint(
                name="one_booking_per_resource_at_a_time",
                expressions=[("resource", RangeOperators.EQUAL), ("busy", RangeOperators.OVERLAPS)],
                condition=Q(state__in=ACTIVE),
            ),
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="a_booking_has_a_known_state"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_booking_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(
                    busy__contains=Func(
                        F("starts_at"),
                        F("ends_at"),
                        Value("[)"),
                        function="tstzrange",
                        output_field=DateTimeRangeField(),
                    )
                ),
                name="a_booking_is_busy_while_it_lasts",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.HELD) | Q(expires_at__isnull=False), name="a_held_booking_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.RELEASED) ^ Q(release=""), name="who_is_released_knows_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE, ended_at=None) | (~Q(state__in=ACTIVE) & Q(ended_at__isnull=False)),
                name="what_is_over_has_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.BLOCKED) | Q(block__isnull=False), name="what_is_blocked_has_a_block"
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, recurrence_id__isnull=True)
                | Q(series__isnull=False, recurrence_id__isnull=False),
                name="an_occurrence_has_its_day_in_a_series",
            ),
            models.UniqueConstraint(fields=["series", "recurrence_id"], name="one_booking_per_occurrence"),
            models.UniqueConstraint(
                fields=["short_code"], condition=Q(state__in=ACTIVE), name="one_standing_booking_per_short_code"
            ),
        ]
        indexes = [
            models.Index(fields=["resource", "starts_at"], name="bookings_of_a_resource"),
            models.Index(fields=["person", "starts_at"], name="bookings_of_a_person"),
            models.Index(fields=["group"], name="bookings_asked_together"),
            # What the timers look for, however many bookings are long over.
            models.Index(fields=["state", "starts_at"], condition=Q(state__in=ACTIVE), name="standing_bookings"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.starts_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_hired(self) -> bool:
        """Whether a request to hire the room stands behind it."""
        return hasattr(self, "hire")

    @property
    def about(self) -> str:
        """What movements, claims and postings call it."""
        return f"booking:{self.pk}"


class BookingChange(models.Model):
    """What happened to a booking after it was made; never edited. `starts_at` and `ends_at` are what it was then."""

    append_only = True
    forgettable = True

    class What(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        CHECKED_IN = "checked_in", _("checked in")
        PAUSED = "paused", _("paused")
        RESUMED = "resumed", _("resumed")
        EXTENDED = "extended", _("extended")
        MOVED = "moved", _("moved")
        FINISHED = "finished", _("finished")
        RELEASED = "released", _("released")
        CANCELLED = "cancelled", _("cancelled")

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="changes", verbose_name=_("booking"))
    what = models.CharField(_("what happened"), max_length=10, choices=What)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.CharField(_("by"), max_length=60)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["booking", "at"], name="changes_of_a_booking")]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.what} {self.at:%H:%M}"
