"""The study seats that nobody can book: a share of each room, for people without phone or foresight (REQ-W4).

The rule `seat.walkin_pct` (30) says how large the share is. `coworking.resources.save` keeps it when seats change; when
the rule itself is raised later, the last bookable seats of the room's list are kept until somebody decides which.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from coworking.models import Kind, Resource
from venue import rules


class StudySeat(NamedTuple):
    """A study seat in use, as its row says."""

    id: int
    bookable: bool


def share(building: int, at: datetime | None = None) -> int:
    """Percent of a room's study seats that are kept at `at`; 100 at most."""
    return min(int(rules.get("seat.walkin_pct", at=at, building=building)), 100)


def most_bookable(seats: int, share: int) -> int:
    """How many of `seats` can be booked at most when `share` percent are kept: 21 of 30. Half a seat is kept whole."""
    return seats * (100 - share) // 100


def kept(seats: Iterable[StudySeat], share: int) -> frozenset[int]:
    """The ids of those that nobody can book, of one room's study seats in use, in the order of its list."""
    seats = list(seats)
    offered = [seat.id for seat in seats if seat.bookable]
    can_be_booked = offered[: most_bookable(len(seats), share)]
    return frozenset(seat.id for seat in seats) - frozenset(can_be_booked)


def is_kept(resource: Resource, at: datetime) -> bool:
    """Whether `resource` cannot be booked for a stretch that begins at `at`; for a study seat this asks one query."""
    if resource.kind != Kind.STUDY_SEAT or not resource.bookable:
        return not resource.bookable
    return resource.pk in kept(seats_of(resource.space_id), share(resource.space.building_id, at))


def seats_of(space: int) -> list[StudySeat]:
    """The study seats in use of a room (by id), in the order of its list."""
    rows = Resource.objects.in_use().filter(space=space, kind=Kind.STUDY_SEAT).order_by("position", "code")
    return [StudySeat(*row) for row in rows.values_list("pk", "bookable")]
