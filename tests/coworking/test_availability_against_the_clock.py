"""What is told to be free is what can be booked, minute by minute, the nights of both clock changes included.

The oracle knows nothing of stretches: it walks through the minutes of the day, looks at the clock on the wall in each,
and asks whether the room is open and the place is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coworking import availability, bookings, refusals
from coworking.models import Booking, Resource
from coworking.wishes import Item, Wish
from tests.coworking import cast
from tests.coworking.cast import PARIS
from tests.spaces.conftest import undone
from venue.spaces.calendar import forget
from venue.spaces.models import Closure, OpeningHours

pytestmark = pytest.mark.django_db

MINUTE, HALF_HOUR = timedelta(minutes=1), timedelta(minutes=30)
DAYS = [date(2026, 11, 24), date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)]


class World(NamedTuple):
    """A day of a room; all times in minutes of the wall clock, except what is booked: half hours since midnight."""

    day: date
    opens: int
    closes: int  # at or before `opens`: the next day
    closed: tuple[int, int] | None
    booked: list[tuple[int, int]]  # (start, length)
    setup: int
    cleanup: int
    now: int  # minutes since midnight; before it nothing can be booked


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=PARIS).astimezone(UTC)


def minutes_of(world: World) -> Iterator[datetime]:
    """Every minute from the day's midnight to the end of the next day."""
    at, end = midnight(world.day), midnight(world.day + timedelta(days=2))
    while at < end:
        yield at
        at += MINUTE


def build(world: World) -> Resource:
    seat = cast.room(setup_min=world.setup, cleanup_min=world.cleanup)
    OpeningHours.objects.all().delete()
    place = {"building": seat.space.building, "space": seat.space}
    opens, closes = (time(*divmod(minutes % 1440, 60)) for minutes in (world.opens, world.closes))
    OpeningHours.objects.create(**place, weekday=world.day.weekday(), opens=opens, closes=closes)
    if world.closed:
        starts, ends = (midnight(world.day) + minutes * MINUTE for minutes in world.closed)
        Closure.objects.create(**place, starts=starts, ends=ends, reason="")
    forget()
    for start, length in world.booked:
        starts_at = midnight(world.day) + start * HALF_HOUR
        row = bookings.booking_of(
            Item(seat, starts_at, starts_at + length * HALF_HOUR), cast.wish(seat), hold_until=None, now=starts_at
        )
        bookings.insert_sorted([row])
    return seat


# --- the oracle ------------------------------------------------------------------------------------------------------


def is_open(world: World, minute: datetime) -> bool:
    wall = minute.astimezone(PARIS)
    opens, closes = (time(*divmod(minutes % 1440, 60)) for minutes in (world.opens, world.closes))
    today = wall.date() == world.day
    morrow = wall.date() == world.day + timedelta(days=1)
    if closes > opens:
        inside = today and opens <= wall.time() < closes
    else:
        inside = (today and wall.time() >= opens) or (morrow and wall.time() < closes)
    since = (minute - midnight(world.day)) // MINUTE
    return inside and not (world.closed and world.closed[0] <= since < world.closed[1])


def busy_minutes(seat: Resource) -> set[datetime]:
    taken = set()
    for booking in Booking.objects.filter(resource=seat).active():
        at = booking.starts_at - timedelta(minutes=seat.setup_min)
        while at < booking.ends_at + timedelta(minutes=seat.cleanup_min):
            taken.add(at)
            at += MINUTE
    return taken


def bookable_slots(world: World, seat: Resource) -> set[datetime]:
    """The beginnings of half hours that can be booked, and that end the grid of the wall clock."""
    taken = busy_minutes(seat)
    now = midnight(world.day) + world.now * MINUTE
    open_ = {minute for minute in minutes_of(world) if is_open(world, minute)}
    slots = set()
    for minute in open_:
        if minute.astimezone(PARIS).minute % 30 or minute + HALF_HOUR <= now:
            continue
        during = {minute + k * MINUTE for k in range(30)}
        own = {minute + k * MINUTE for k in range(-seat.setup_min, 30 + seat.cleanup_min)}
        if during <= open_ and not own & taken:
            slots.add(minute)
    return slots


# --- what it is compared with ----------------------------------------------------------------------------------------


def told_slots(world: World, seat: Resource) -> set[datetime]:
    now = midnight(world.day) + world.now * MINUTE
    day = availability.read(seat.space.building, world.day, seat.space.code, now)
    (row,) = availability.tell(day)["results"]
    slots = set()
    for stretch in row["free"]:
        at = datetime.fromisoformat(stretch["starts_at"]).astimezone(UTC)
        while at < datetime.fromisoformat(stretch["ends_at"]):
            slots.add(at)
            at += HALF_HOUR
    return slots


half_hours = st.integers(0, 47)
worlds = st.builds(
    World,
    day=st.sampled_from(DAYS),
    opens=st.sampled_from([0, 60, 120, 510, 480]),
    closes=st.sampled_from([0, 120, 180, 240, 1140, 1320]),
    closed=st.none() | st.tuples(st.integers(0, 700), st.integers(701, 1300)),
    booked=st.lists(st.tuples(half_hours, st.integers(1, 8)), max_size=5),
    setup=st.sampled_from([0, 15, 45]),
    cleanup=st.sampled_from([0, 15, 30]),
    now=st.integers(0, 1200),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
@example(world=World(date(2027, 3, 28), 0, 0, None, [(3, 2)], 0, 0, 0))
@example(world=World(date(2027, 10, 31), 60, 240, None, [(5, 1)], 15, 15, 0))
def test_what_is_told_to_be_free_is_what_is_nobodys(world: World) -> None:
    with undone():
        seat = build(world)
        assert told_slots(world, seat) == bookable_slots(world, seat)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds, start=st.integers(0, 60), length=st.integers(1, 6))
def test_a_booking_succeeds_where_every_minute_is_free_and_nowhere_else(world: World, start: int, length: int) -> None:
    with undone(), time_machine.travel(midnight(world.day) + world.now * MINUTE, tick=False):
        seat = build(world)
        starts_at = midnight(world.day) + start * HALF_HOUR
        wanted = {starts_at + k * HALF_HOUR for k in range(length)}
        possible = bookable_slots(world, seat)

        assert booked(seat, starts_at, length) == (wanted <= possible)


def booked(seat: Resource, starts_at: datetime, length: int) -> bool:
    item = Item(seat, starts_at.astimezone(PARIS), (starts_at + length * HALF_HOUR).astimezone(PARIS))
    wish: dict[str, Any] = {"items": [item], "by": cast.HOST, "host": True, "freely": True}
    try:
        with transaction.atomic():
            bookings.place(Wish(**wish))
    except (refusals.SeatTaken, refusals.OutsideOpeningHours, refusals.InThePast):
        return False
    return True
