"""How a booking stands: when one may check in, until when a pause lasts, what may be done with it now."""

from __future__ import annotations

import base64
import uuid
from datetime import datetime, timedelta
from typing import Final

from coworking import hosts
from coworking.models import Booking, BookingState, Kind, Resource
from coworking.slots import Stretch
from venue import rules
from venue.codes import tokens
from venue.people.actors import Actor

BOOKING: Final = 3  # what a code is for, beside tokens.MEAL and OPEN_MEAL


def check_in_window(booking: Booking) -> Stretch:
    """From 10 minutes before the start to 15 after it (REQ-W3); whoever books the half hour that runs has as long.

    Who hired a room has it until its end, however late they come.
    """
    building = booking.resource.space.building_id
    early = timedelta(minutes=int(rules.get("seat.checkin_early_min", building=building)))
    late = timedelta(minutes=int(rules.get("seat.checkin_late_min", building=building)))
    if is_hired(booking.resource):
        return Stretch(booking.starts_at - early, booking.ends_at)
    return Stretch(booking.starts_at - early, min(max(booking.starts_at, booking.made_at) + late, booking.ends_at))


def is_hired(resource: Resource) -> bool:
    """The hall, the kitchen and what a manager says yes to are asked for and paid: nobody else is waiting outside."""
    return resource.on_approval or resource.kind in (Kind.HALL, Kind.KITCHEN)


def is_contract(booking: Booking) -> bool:
    """Whether somebody hired a room by it (`HireRequest`): then only the hire changes it. A seat is never hired."""
    return not booking.resource.is_seat and hasattr(booking, "hire")


def pause_end(booking: Booking) -> datetime | None:
    """When a pause is over; None when there is none."""
    if booking.state != BookingState.PAUSED or booking.paused_at is None:
        return None
    minutes = int(rules.get("seat.pause_min", building=booking.resource.space.building_id))
    return min(booking.paused_at + timedelta(minutes=minutes), booking.ends_at)


def possible(booking: Booking, actor: Actor, now: datetime) -> list[str]:
    """What this actor may ask for now, as nouns of the API; whether it succeeds is another matter."""
    if is_contract(booking):
        return []
    host = hosts.receives(actor, booking.resource.space)
    state, window = booking.state, check_in_window(booking)
    over = now >= booking.ends_at
    words = {
        "check-in": state == BookingState.CONFIRMED and window.starts_at <= now < window.ends_at,
        "pause": state == BookingState.CHECKED_IN and booking.resource.is_seat and not over,
        "resumption": state == BookingState.PAUSED and not over,
        "extension": state in (BookingState.CHECKED_IN, BookingState.PAUSED) and not over,
        "departure": state in (BookingState.CHECKED_IN, BookingState.PAUSED),
        "cancellation": state in (BookingState.HELD, BookingState.CONFIRMED) and not over,
        "move": state == BookingState.CONFIRMED and now < booking.starts_at,
        "release": host and booking.is_active and booking.block_id is None,
    }
    return [word for word, may in words.items() if may]


def token(booking: Booking) -> str:
    """The signed text of the booking's QR code, for the host's scanner; its id is the booking's key."""
    return tokens.mint(id_of(booking.key), purpose=BOOKING, about=booking.pk, covers=1)


def id_of(key: str) -> uuid.UUID:
    return uuid.UUID(bytes=base64.urlsafe_b64decode(key + "=="))


def key_of(id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(id.bytes).decode().rstrip("=")
