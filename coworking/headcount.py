"""Who sits, told to the head-count of the house: those who came, never those who booked (DESIGN §4 Occupancy).

Movements are facts, and each that comes carries when she is taken to leave. So a late job changes no number, and
another end is told by another fact. A movement names the house, not the person: who checked in is the booking's to say.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from coworking.models import Booking
from venue.spaces import occupancy
from venue.spaces.models import Movement


def came(booking: Booking, at: datetime) -> None:
    """They sit down; unless they say otherwise they are taken to leave soon after `ends_at`."""
    space = booking.resource.space
    occupancy.arrive(space, booking.people, until=booking.ends_at, at=at, **facts(booking))


def first_came(booking: Booking, at: datetime) -> None:
    """They sit down where somebody may have sat until now: the house lets people linger, but not two on one seat."""
    space = booking.resource.space
    before = Booking.objects.filter(resource=booking.resource, checked_in_at__isnull=False).exclude(pk=booking.pk)
    for gone in before.filter(ends_at__lte=booking.starts_at, ends_at__gt=at - occupancy.linger(space)):
        occupancy.make_way(gone.about, space, max(gone.ends_at, at))
    came(booking, at)


def went(booking: Booking, at: datetime) -> None:
    """They stand up before their end, for a while or for good; at or after it, the end itself is written down."""
    space = booking.resource.space
    if at < booking.ends_at:
        occupancy.leave(space, booking.people, at=at, **facts(booking))
    else:
        occupancy.leave_estimated(booking.about, space, booking.ends_at)


def stay(booking: Booking, at: datetime) -> None:
    """Those who sit have another end now: at the same moment they leave with the old one and come with the new."""
    occupancy.leave(booking.resource.space, booking.people, at=at, **facts(booking))
    came(booking, at)


def facts(booking: Booking) -> dict[str, Any]:
    # The caller holds the booking's lock and has looked at its state: nothing is told twice.
    return {"by": "house", "kind": Movement.Kind.CHECKIN, "about": booking.about, "request_id": uuid.uuid4()}
