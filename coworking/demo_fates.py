"""What has become of a demo booking by now: who came when, who paused, who stayed, who did not come."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from coworking import bookings
from coworking.demo_visits import Fate
from coworking.models import Booking, BookingChange, BookingState, Release
from venue import rules

WHAT = BookingChange.What
BY = "demo"
MINUTE = timedelta(minutes=1)
LONG_STAY = timedelta(hours=3)
PAUSE = 20 * MINUTE


def arrival(booking: Booking) -> datetime:
    """A few minutes early or late, the same each time one asks."""
    early = 1 if booking.walk_in else -8
    return booking.starts_at + Random(f"{booking.resource.code} {booking.starts_at}").randint(early, 12) * MINUTE


def live(booking: Booking, fate: Fate, now: datetime) -> list[BookingChange]:
    """Bring a confirmed booking to where it stands at `now`; its changes, neither written yet."""
    changes: list[BookingChange] = []

    def happens(what: BookingChange.What, state: BookingState, at: datetime) -> None:
        booking.state = state
        booking.ended_at = at if state in (BookingState.FINISHED, BookingState.RELEASED) else None
        booking.revision += 1
        booking.sequence += what in bookings.TELLS_CALENDARS
        times = {"at": at, "starts_at": booking.starts_at, "ends_at": booking.ends_at}
        changes.append(BookingChange(booking=booking, what=what, by=BY, **times))

    came = arrival(booking)
    if fate is Fate.NO_SHOW:
        given_on = booking.starts_at + minutes("seat.checkin_late_min")
        if given_on <= now:
            booking.release = Release.NO_SHOW
            happens(WHAT.RELEASED, BookingState.RELEASED, given_on)
        return changes
    if came > now:
        return changes
    booking.checked_in_at = came
    happens(WHAT.CHECKED_IN, BookingState.CHECKED_IN, came)
    if fate is Fate.STAYED_ON and (asked := booking.ends_at - 20 * MINUTE) <= now:
        booking.ends_at += 60 * MINUTE
        booking.busy = bookings.busy(booking.resource, booking.starts_at, booking.ends_at)
        happens(WHAT.EXTENDED, BookingState.CHECKED_IN, asked)
    if (fate is Fate.LONG_PAUSE or pauses(booking)) and (went := came + 90 * MINUTE) <= now:
        booking.paused_at = went
        happens(WHAT.PAUSED, BookingState.PAUSED, went)
        back = went + (minutes("seat.pause_min") if fate is Fate.LONG_PAUSE else PAUSE)
        if back > now:
            return changes
        booking.paused_at = None
        if fate is Fate.LONG_PAUSE:
            booking.release = Release.PAUSE
            happens(WHAT.RELEASED, BookingState.RELEASED, back)
            return changes
        happens(WHAT.RESUMED, BookingState.CHECKED_IN, back)
    left = booking.ends_at - Random(f"{came}").choice([0, 0, 0, 10, 25, 40]) * MINUTE
    if left <= now:
        happens(WHAT.FINISHED, BookingState.FINISHED, left)
    return changes


def pauses(booking: Booking) -> bool:
    """Of those who stay long at a seat, every other goes out for a coffee."""
    long = booking.resource.is_seat and booking.ends_at - booking.starts_at >= LONG_STAY
    return long and Random(f"{arrival(booking)}").random() < 0.5


def minutes(rule: str) -> timedelta:
    return timedelta(minutes=int(rules.get(rule)))
