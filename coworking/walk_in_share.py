"""The study seats that nobody can book: a share of each room, for people without phone or foresight (REQ-W4).

The rule `seat.walkin_pct` (30) says how large the share is. `coworking.resources.save` keeps it when seats change. When
the rule itself is raised, the last bookable seats of a room's list are no longer offered, as soon as somebody could
book for a day on which the new share holds; bookings that stand are kept. Offering seats again is a manager's decision.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from coworking.models import Kind, Resource
from venue import rules
from venue.spaces.models import Space

log = logging.getLogger(__name__)


class StudySeat(NamedTuple):
    """A study seat in use, as its row says."""

    id: int
    bookable: bool


def share(building: int, at: datetime | None = None) -> int:
    """Percent of a room's study seats to keep: the largest of the days that can be booked now; 100 at most."""
    at = at or timezone.now()
    days = range(int(rules.get("seat.ahead_days", at=at, building=building)) + 1)
    return min(100, max(int(rules.get("seat.walkin_pct", at=at + timedelta(day), building=building)) for day in days))


def most_bookable(seats: int, share: int) -> int:
    """How many of `seats` can be booked at most when `share` percent are kept: 21 of 30. Half a seat is kept whole."""
    return seats * (100 - share) // 100


def seats_of(space: int) -> list[StudySeat]:
    """The study seats in use of a room (by id), in the order of its list."""
    rows = Resource.objects.in_use().filter(space=space, kind=Kind.STUDY_SEAT).order_by("position", "code")
    return [StudySeat(*row) for row in rows.values_list("pk", "bookable")]


def lock_seats(seats: Iterable[int]) -> None:
    """Before `lock_rooms` (DESIGN §4 *Lock order*); inside a transaction."""
    list(Resource.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=seats).order_by("pk"))


def lock_rooms(rooms: Iterable[int]) -> None:
    """The race: two managers each make one more seat bookable, and each counts before the other has written."""
    list(Space.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=rooms).order_by("pk"))


def keep(at: datetime | None = None) -> int:
    """Stop offering what the share no longer allows, the last of each room's list first; how many seats."""
    rooms = Space.objects.filter(resources__kind=Kind.STUDY_SEAT).distinct().order_by("pk")
    return sum(keep_in(space, at) for space in rooms)


@transaction.atomic
def keep_in(space: Space, at: datetime | None = None) -> int:
    lock_seats(seat.id for seat in seats_of(space.pk))
    lock_rooms([space.pk])
    seats = seats_of(space.pk)
    offered = [seat.id for seat in seats if seat.bookable]
    beyond = offered[most_bookable(len(seats), share(space.building_id, at)) :]
    if beyond:
        log.info("%s: %d study seats are no longer offered", space.code, len(beyond))
    return Resource.objects.filter(pk__in=beyond).update(bookable=False)
