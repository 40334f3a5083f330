"""Who helps at an event, from when to when: nobody in two places at once (REQ-S7)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import EventDate
from venue.people.models import Person
from venue.spaces.models.places import speaks_french


class CrewSlot(models.Model):
    """One job at one date. Below `minimum` three days before, the event is red (REQ-S7)."""

    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="slots", verbose_name=_("date"))
    title = models.CharField(_("what"), max_length=80, help_text=_("In French."))
    title_en = models.CharField(_("what, in English"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    minimum = models.PositiveSmallIntegerField(_("people at least"), default=1)
    most = models.PositiveSmallIntegerField(_("people at most"), default=1)

    class Meta:
        verbose_name = _("crew slot")
        verbose_name_plural = _("crew slots")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_slot_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(most__gte=F("minimum")), name="a_slot_holds_its_minimum"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def local_title(self) -> str:
        """What it is, in the language of the request."""
        return self.title_en if self.title_en and not speaks_french() else self.title


class CrewPlace(models.Model):
    """One person at one slot: she applied, or was asked, and it is settled. `during` is the slot's time.

    Released: the date will not take place, or the slot is no longer needed; she has not left anybody alone.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        LEFT = "left", _("left")
        RELEASED = "released", _("no longer needed")

    slot = models.ForeignKey(CrewSlot, on_delete=models.CASCADE, related_name="places", verbose_name=_("slot"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="crew_places", verbose_name=_("person"))
    during = DateTimeRangeField(_("from when to when"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    by = models.CharField(_("by"), max_length=60)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    class Meta:
        verbose_name = _("place in the crew")
        verbose_name_plural = _("places in the crew")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "person"], name="one_place_per_person_and_slot"),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "asked", "confirmed", "declined", "left", "released"]),
                name="a_crew_place_has_a_known_state",
            ),
            ExclusionConstraint(
                name="nobody_is_in_two_places_at_once",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(state="confirmed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.person_id} {self.state}"
