"""What can be booked: a desk, a study seat, a room; and the stretches that canteen and events keep for themselves."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.house.models import OperatingEntity
from venue.people.models import Person
from venue.spaces.models import Space
from venue.spaces.models.places import speaks_french


def new_sticker_key() -> str:
    """128 bits of randomness for the QR that is stuck on a desk, as 22 characters that fit a URL."""
    return secrets.token_urlsafe(16)


class Kind(models.TextChoices):
    DESK = "desk", _("desk")
    STUDY_SEAT = "study_seat", _("study seat")
    ROOM = "room", _("room")
    HALL = "hall", _("hall")
    KITCHEN = "kitchen", _("kitchen")


class ResourceQuerySet(models.QuerySet["Resource"]):
    def in_use(self) -> ResourceQuerySet:
        """Those that stand in the house; one that was taken away keeps its past bookings."""
        return self.filter(retired_at=None)

    def seats(self) -> ResourceQuerySet:
        return self.filter(kind__in=[Kind.DESK, Kind.STUDY_SEAT])

    def rooms(self) -> ResourceQuerySet:
        return self.exclude(kind__in=[Kind.DESK, Kind.STUDY_SEAT])


class Resource(models.Model):
    """A desk, a study seat or a room of a space (REQ-W1). `code` is what stands on its sticker.

    A room is one resource of its space. `bookable` is no for a walk-in seat (REQ-W4). The minutes of set-up and
    clean-up are kept free around each booking (REQ-W5).
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="resources", verbose_name=_("room"))
    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="resources", verbose_name=_("run by")
    )
    code = models.CharField(
        _("short code"), max_length=20, unique=True, help_text=_("As on its sticker: STUD-07. Unique everywhere.")
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    seats = models.PositiveSmallIntegerField(_("people"), default=1, help_text=_("How many sit there at most."))
    bookable = models.BooleanField(
        _("can be booked"), default=True, help_text=_("No: kept for people who come without booking.")
    )
    resident = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resident_desks",
        verbose_name=_("resident"),
        help_text=_("Whose desk it is; nobody else can book it."),
    )
    plug = models.BooleanField(_("power socket"), default=False)
    accessible = models.BooleanField(_("accessible"), default=False, help_text=_("Reached and used in a wheelchair."))
    quiet = models.BooleanField(_("quiet zone"), default=False)
    equipment = ArrayField(models.CharField(max_length=40), verbose_name=_("equipment"), default=list, blank=True)
    equipment_en = ArrayField(
        models.CharField(max_length=40), verbose_name=_("equipment in English"), default=list, blank=True
    )
    photo = models.ImageField(_("photo"), upload_to="resources/", blank=True)
    setup_min = models.PositiveSmallIntegerField(_("minutes of set-up"), default=0)
    cleanup_min = models.PositiveSmallIntegerField(_("minutes of clean-up"), default=0)
    on_approval = models.BooleanField(
        _("on approval"), default=False, help_text=_("A manager says yes to each booking.")
    )
    spot = models.JSONField(
        _("place on the plan"),
        default=list,
        blank=True,
        help_text=_("[x, y] in metres, as the room is drawn; empty for a whole room."),
    )
    sticker_key = models.CharField(max_length=22, unique=True, default=new_sticker_key, editable=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    placed_at = models.DateTimeField(
        _("stands here since"), null=True, blank=True, default=timezone.now, help_text=_("Empty: since always.")
    )
    retired_at = models.DateTimeField(_("taken away on"), null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk, seat or room")
        verbose_name_plural = _("desks, seats and rooms")
        ordering = ["space", "position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="a_resource_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_resource_seats_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def local_name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if self.name_en and not speaks_french() else self.name

    @property
    def is_seat(self) -> bool:
        """A desk or a study seat: one person, the rules of seats (REQ-W3)."""
        return self.kind in (Kind.DESK, Kind.STUDY_SEAT)

    @property
    def setup(self) -> timedelta:
        return timedelta(minutes=self.setup_min)

    @property
    def cleanup(self) -> timedelta:
        return timedelta(minutes=self.cleanup_min)


class Block(models.Model):
    """A stretch in which canteen, events or the house need resources themselves (REQ-W1).

    Its hold on each resource is a booking in the state *blocked*, so that the same constraint keeps both away.
    """

    title = models.CharField(_("what for"), max_length=120, help_text=_("In French, as everybody may read it."))
    title_en = models.CharField(_("what for, in English"), max_length=120, blank=True)
    source = models.CharField(_("because of"), max_length=60, blank=True, help_text=_("As in sitting:12."))
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    by = models.CharField(_("made by"), max_length=60)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("blocked slot")
        verbose_name_plural = _("blocked slots")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_block_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.starts_at:%Y-%m-%d %H:%M})"
