"""Kit that events share: tents, tables, chairs, a PA. Nothing is promised twice (REQ-S6)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, EventDate
from venue.house.models import Building, OperatingEntity
from venue.spaces.models.places import speaks_french


class KitItem(models.Model):
    """So many of a thing. Of a single one the database itself keeps two from having it; stocks are counted under this
    row's lock.
    """

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="kit", verbose_name=_("house"))
    code = models.SlugField(_("short code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    # What did not come back, until it is found again or written off: it cannot be promised.
    missing = models.PositiveSmallIntegerField(_("missing now"), default=0)
    kept_at = models.CharField(_("kept at"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    retired_at = models.DateTimeField(_("taken away on"), null=True, blank=True)

    class Meta:
        verbose_name = _("kit item")
        verbose_name_plural = _("kit")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="kit_is_something"),
            models.CheckConstraint(condition=Q(missing__lte=F("quantity")), name="no_more_is_missing_than_there_was"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if self.name_en and not speaks_french() else self.name

    @property
    def is_single(self) -> bool:
        return self.quantity == 1

    @property
    def usable(self) -> int:
        """How many of them can be promised."""
        return self.quantity - self.missing


class KitReservation(models.Model):
    """So many of an item for one date, from loading to return. `single` is whether there is but one of it."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("reserved")
        OUT = "out", _("taken out")
        BACK = "back", _("brought back")
        RELEASED = "released", _("given up")

    item = models.ForeignKey(KitItem, on_delete=models.PROTECT, related_name="reservations", verbose_name=_("item"))
    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="kit", verbose_name=_("date"))
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    single = models.BooleanField(default=False, editable=False)
    during = DateTimeRangeField(_("from when to when"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RESERVED)
    out_at = models.DateTimeField(_("taken out on"), null=True, blank=True)
    back_at = models.DateTimeField(_("brought back on"), null=True, blank=True)
    missing = models.PositiveSmallIntegerField(_("missing"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.CharField(_("by"), max_length=60)

    class Meta:
        verbose_name = _("kit reservation")
        verbose_name_plural = _("kit reservations")
        ordering = ["item__position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_kit_reservation_is_of_something"),
            models.CheckConstraint(condition=Q(missing__lte=F("quantity")), name="no_more_is_missing_than_went_out"),
            models.CheckConstraint(
                condition=Q(state__in=["reserved", "out", "back", "released"]), name="kit_is_in_a_known_state"
            ),
            models.UniqueConstraint(
                fields=["item", "date"], condition=~Q(state="released"), name="one_reservation_per_item_and_date"
            ),
            ExclusionConstraint(
                name="a_single_item_is_in_one_place",
                expressions=[("item", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(single=True, state__in=["reserved", "out"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.item_id}"


class TemporaryBar(models.Model):
    """An event's share of the few temporary bars of a legal body in a year (REQ-D1); the sixth is refused."""

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="temporary_bars", verbose_name=_("legal body")
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bars", verbose_name=_("event"))
    year = models.PositiveSmallIntegerField(_("year"))
    # One for each occasion: days that touch each other.
    permits = models.PositiveSmallIntegerField(_("permits"), default=1)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    given_up_at = models.DateTimeField(_("given up on"), null=True, blank=True)

    class Meta:
        verbose_name = _("temporary bar")
        verbose_name_plural = _("temporary bars")
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "year"], condition=Q(given_up_at=None), name="one_bar_per_event_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.year}"
