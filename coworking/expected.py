"""How many people rooms, desks and seats bring: their claims on the house's capacity (REQ-E2).

A hired or booked room expects its people while they are there. An open study or coworking room expects as many as it
has seats, for as long as it is open: whoever has a seat may come without asking, so a party must leave room for them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coworking.models import Booking, BookingState, HireRequest, Kind, Resource
from venue import rules
from venue.house.models import Building
from venue.spaces import capacity, hours
from venue.spaces.capacity import OverCapacity
from venue.spaces.models import CapacityClaim, Space

log = logging.getLogger(__name__)

PROMISED = [BookingState.CONFIRMED, BookingState.CHECKED_IN]
SEATS = [Kind.DESK, Kind.STUDY_SEAT]


def expect(booking: Booking) -> None:
    """The people of a room that was promised are expected; those of a desk or seat already are, with its whole room.

    Who stands at the desk is here already, and is not refused. Raises OverCapacity (409, with figures and conflicts)
    and UnknownLayout. Locks Building, then Space: call it after the booking's own locks.
    """
    resource = booking.resource
    if resource.is_seat or booking.walk_in or booking.state not in PROMISED:
        return
    hired = HireRequest.objects.filter(booking=booking).first()
    capacity.claim(
        resource.space,
        booking.people,
        booking.starts_at,
        booking.ends_at,
        source=booking.about,
        title=resource.name,
        layout=hired.layout if hired and hired.layout else None,
    )


def expect_nobody(booking: Booking) -> None:
    """The booking is over; safe to say of one that never expected anybody."""
    if not booking.resource.is_seat:
        capacity.release(booking.about)


def expect_seated(building: Building, first: date, last: date) -> int:
    """Expect all seats of each study and coworking room while it is open, from `first` to `last` included.

    Safe to say again: what stands as it should is left alone. A room that no longer fits beside what was promised
    before is logged, and stays as it was. How many claims were made.
    """
    made = 0
    for space, seats in _seated_rooms(building):
        standing = _standing(space, first, last)
        day = first
        while day <= last:
            for stretch in hours.stretches(space, day):
                source = f"open:{space.code}:{stretch.starts:%Y-%m-%dT%H%M}"
                facts = (seats, stretch.starts, stretch.ends)
                if standing.pop(source, None) == facts:
                    continue
                made += _claimed(space, *facts, source=source)
            day += timedelta(days=1)
        for source in standing:  # a closure or other hours since
            capacity.release(source)
    return made


def _claimed(space: Space, seats: int, starts: datetime, ends: datetime, *, source: str) -> bool:
    try:
        capacity.claim(space, seats, starts, ends, source=source, title=_("%(room)s, open") % {"room": space.name})
    except OverCapacity as error:
        log.warning("the seats of %s do not fit on %s: %s", space.code, source, error.figures.get("expected"))
        return False
    return True


def _seated_rooms(building: Building) -> Iterator[tuple[Space, int]]:
    rooms = (
        Resource.objects.in_use()
        .filter(kind__in=SEATS, space__building=building)
        .values_list("space")
        .annotate(seats=Sum("seats"))
        .order_by("space")
    )
    for space, seats in rooms:
        yield Space.objects.select_related("building").get(pk=space), seats


def _standing(space: Space, first: date, last: date) -> dict[str, tuple[int, datetime, datetime]]:
    """The claims that these days already have, by their source."""
    found = CapacityClaim.objects.filter(
        space=space,
        released_at=None,
        source__startswith=f"open:{space.code}:",
        starts_at__date__range=(first, last),
    )
    return {it.source: (it.people, it.starts_at, it.ends_at) for it in found}


def look_ahead(building: Building) -> int:
    """`expect_seated` from today on, for `capacity.seats_ahead_days`."""
    today = timezone.now().astimezone(ZoneInfo(building.time_zone)).date()
    ahead = int(rules.get("capacity.seats_ahead_days", building=building.pk))
    return expect_seated(building, today, today + timedelta(days=ahead))
