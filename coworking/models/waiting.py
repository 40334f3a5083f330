"""A place in line: what somebody would take if it came free, and what she is offered (issue 3 §5)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.bookings import Booking
from coworking.models.resources import Kind, Resource
from venue.house.models import Building
from venue.people.models import Person
from venue.spaces.models import Space


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("offered")
    TAKEN = "taken", _("taken")
    LAPSED = "lapsed", _("lapsed")  # the offer's time is over, or that of the whole stretch
    LEFT = "left", _("left the line")


# Whoever is in one of these is in line, or has come to its head.
STANDING = [WaitingState.WAITING, WaitingState.OFFERED]


class WaitingPlaceQuerySet(models.QuerySet["WaitingPlace"]):
    def standing(self) -> WaitingPlaceQuerySet:
        return self.filter(state__in=STANDING)

    def in_line(self) -> WaitingPlaceQuerySet:
        """Who waits, the first in line first; two that came at the same microsecond are told apart by their number."""
        return self.filter(state=WaitingState.WAITING).order_by("made_at", "pk")

    def touching(self, starts_at: datetime, ends_at: datetime) -> WaitingPlaceQuerySet:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def before(self, place: WaitingPlace) -> WaitingPlaceQuerySet:
        return self.filter(Q(made_at__lt=place.made_at) | Q(made_at=place.made_at, pk__lt=place.pk))


class WaitingPlace(models.Model):
    """Somebody's wish for one stretch: one resource, or any of a kind, of a space, or of both in a building.

    While it is offered, `booking` is held for her until its `expires_at`; taken, it is hers. `skipped` is the code of
    why a place that came free went to the next: she keeps her rank.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="waiting_places")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    plug = models.BooleanField(default=False)
    accessible = models.BooleanField(default=False)
    quiet = models.BooleanField(default=False)
    people = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    language = models.CharField(max_length=5, default="fr")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=WaitingState, default=WaitingState.WAITING)
    booking = models.OneToOneField(
        Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="waiting_place"
    )
    offered_at = models.DateTimeField(null=True, blank=True)
    skipped = models.CharField(max_length=30, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in the waiting list")
        verbose_name_plural = _("places in the waiting list")
        ordering = ["made_at", "pk"]
        constraints = [
            ExclusionConstraint(
                name="one_standing_waiting_place_per_person_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=STANDING),
            ),
            models.CheckConstraint(condition=Q(state__in=WaitingState.values), name="who_waits_has_a_known_state"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_wait_is_for_a_stretch"),
            models.CheckConstraint(condition=Q(people__gte=1), name="a_wait_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(resource__isnull=False, space=None, kind="")
                | (Q(resource=None) & (Q(space__isnull=False) | ~Q(kind=""))),
                name="a_wait_is_for_one_resource_or_for_any_of_some",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[WaitingState.OFFERED, WaitingState.TAKEN]) | Q(booking__isnull=False),
                name="what_is_offered_has_a_booking",
            ),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.WAITING) | Q(booking=None), name="who_waits_holds_nothing"
            ),
            models.CheckConstraint(
                condition=Q(booking=None, offered_at=None) | Q(booking__isnull=False, offered_at__isnull=False),
                name="an_offer_has_its_hour",
            ),
        ]
        indexes = [
            # What is asked whenever something comes free, however many waited in years past.
            models.Index(
                fields=["building", "starts_at"], condition=Q(state=WaitingState.WAITING), name="the_waiting_line"
            ),
            models.Index(fields=["person", "starts_at"], name="waiting_places_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.state}"

    def wants(self, resource: Resource) -> bool:
        """Whether she asked for this resource, or for one like it. Reads its space."""
        if self.resource_id is not None:
            return self.resource_id == resource.pk
        return (
            self.building_id == resource.space.building_id
            and self.space_id in (None, resource.space_id)
            and self.kind in ("", resource.kind)
            and self.people <= resource.seats
            and (resource.plug or not self.plug)
            and (resource.accessible or not self.accessible)
            and (resource.quiet or not self.quiet)
        )

    def resources(self) -> list[Resource]:
        """All that she would take and may book, in the order of the list."""
        known = Resource.objects.in_use().filter(space__building=self.building_id, bookable=True, on_approval=False)
        mine = known.filter(Q(resident=None) | Q(resident=self.person_id))
        return [it for it in mine.select_related("space").order_by("position", "code") if self.wants(it)]
