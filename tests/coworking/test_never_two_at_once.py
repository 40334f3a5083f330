"""No resource is held twice at once, whatever races (DESIGN §4 Bookings); each race has its negative control."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, OperationalError, connections, transaction

from coworking import bookings, wishes
from coworking.models import ACTIVE, Booking, BookingState, Release
from coworking.refusals import QuotaExceeded, SeatTaken, TwoAtOnce
from coworking.wishes import Item
from tests.coworking import cast
from tests.coworking.cast import HOUR, MONDAY, TUESDAY
from tests.race import abreast, race

RACERS = 8


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.mark.django_db
def test_a_second_booking_of_the_same_time_is_refused_with_what_is_taken() -> None:
    cast.booking(starts_at=TUESDAY)

    with pytest.raises(SeatTaken) as refused:
        cast.booking(starts_at=TUESDAY + HOUR)

    assert refused.value.figures == {
        "resource": "STUD-01",
        "starts_at": "2026-11-24T11:00:00+01:00",
        "ends_at": "2026-11-24T13:00:00+01:00",
    }


@pytest.mark.django_db
def test_adjacent_bookings_both_succeed() -> None:
    cast.booking(starts_at=TUESDAY, hours=2)
    cast.booking(starts_at=TUESDAY + 2 * HOUR, hours=1)
    cast.booking(starts_at=TUESDAY - HOUR, hours=1)

    assert Booking.objects.active().count() == 3


@pytest.mark.django_db
def test_a_room_is_kept_free_for_set_up_and_clean_up() -> None:
    room = cast.room()
    cast.booking(room, TUESDAY, 1)

    with pytest.raises(SeatTaken):
        cast.booking(room, TUESDAY + HOUR, 1)

    assert cast.booking(room, TUESDAY + 1.5 * HOUR, 1).state == BookingState.CONFIRMED


@pytest.mark.django_db
def test_several_places_are_booked_together_or_not_at_all() -> None:
    seats = [cast.resource(f"STUD-0{n}") for n in range(1, 5)]
    cast.booking(seats[2])
    together = [Item(seat, TUESDAY, TUESDAY + HOUR) for seat in reversed(seats)]

    with pytest.raises(SeatTaken) as refused, transaction.atomic():
        bookings.place(cast.wish(items=together))

    assert refused.value.figures["resource"] == "STUD-03"
    assert Booking.objects.count() == 1


@pytest.mark.django_db
def test_who_holds_a_place_past_the_time_makes_room() -> None:
    held = cast.booking(hold_until=MONDAY + timedelta(minutes=5))

    with time_machine.travel(MONDAY + timedelta(minutes=6)):
        booked = cast.booking()

    held.refresh_from_db()
    assert (held.state, held.release, booked.state) == ("released", Release.HOLD, "confirmed")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_race_for_a_seat_one_has_it() -> None:
    seat = cast.resource()

    results = race(RACERS, lambda: cast.booking(seat))

    assert Counter(type(it) for it in results) == {Booking: 1, SeatTaken: RACERS - 1}


@pytest.mark.django_db(transaction=True)
def test_looking_first_lets_everybody_through_and_only_the_database_says_no() -> None:
    """The negative control: the same race where Python alone looks before it writes."""
    seat = cast.resource()

    def look_and_write() -> str:
        if Booking.objects.filter(resource=seat, busy__overlap=(TUESDAY, TUESDAY + HOUR), state__in=ACTIVE).exists():
            return "taken"
        gate.wait(timeout=10)  # everybody has looked
        try:
            cast.booking(seat)
        except SeatTaken:
            return "refused by the constraint"
        return "booked"

    gate = threading.Barrier(RACERS)
    assert Counter(race(RACERS, look_and_write)) == {"booked": 1, "refused by the constraint": RACERS - 1}


@pytest.fixture
def slow_rows() -> Iterator[None]:
    """Each row of a booking takes 30 ms to write, so that those of several requests interleave."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END $$;"
            "CREATE TRIGGER dawdle AFTER INSERT ON coworking_booking FOR EACH ROW EXECUTE FUNCTION dawdle()"
        )
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP FUNCTION dawdle() CASCADE")


def rounds_of_opposite_orders(place: Any) -> Counter[type]:
    seats = [cast.resource(f"STUD-0{n}") for n in range(1, 5)]
    outcomes: Counter[type] = Counter()
    turns = iter(range(100))

    def act() -> Any:
        mine = seats if next(turns) % 2 else list(reversed(seats))
        with transaction.atomic():
            return place(cast.wish(items=[Item(seat, TUESDAY, TUESDAY + HOUR) for seat in mine]))

    for _ in range(2):
        outcomes.update(type(it) for it in race(6, act))
        Booking.objects.update(state=BookingState.CANCELLED, ended_at=MONDAY)
    return outcomes


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_requests_for_the_same_places_in_any_order_never_deadlock(slow_rows: None) -> None:
    assert rounds_of_opposite_orders(bookings.place) == {list: 2, SeatTaken: 10}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_unsorted_they_deadlock(slow_rows: None) -> None:
    """The negative control: the same rows in the order in which they were asked for."""

    def place_unsorted(wish: Any) -> list[Booking]:
        made = [bookings.booking_of(item, wish, hold_until=None, now=MONDAY) for item in wish.items]
        for booking in made:
            if bookings.insert_sorted([booking]):
                raise bookings.taken(booking)
        return made

    assert rounds_of_opposite_orders(place_unsorted)[OperationalError] >= 1


@pytest.mark.django_db(transaction=True)
def test_one_person_never_has_two_seats_at_once_by_asking_twice() -> None:
    amina = cast.person()
    seats = iter([cast.resource(f"STUD-1{n}") for n in range(RACERS)])

    results = race(RACERS, lambda: cast.booking(next(seats), who=amina))

    assert Counter(type(it) for it in results) == {Booking: 1, TwoAtOnce: RACERS - 1}


@pytest.mark.django_db(transaction=True)
def test_one_person_never_has_more_than_her_quota_by_asking_twice_at_once() -> None:
    amina = cast.person()
    seats = iter([(cast.resource(f"STUD-1{n}"), TUESDAY + n * HOUR) for n in range(RACERS)])

    results = race(RACERS, lambda: cast.booking(*next(seats), 1, who=amina))

    assert Counter(type(it) for it in results) == {Booking: 2, QuotaExceeded: RACERS - 2}


@pytest.mark.django_db(transaction=True)
def test_without_her_word_she_has_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    amina = cast.person()
    seats = iter([cast.resource(f"STUD-1{n}") for n in range(4)])
    monkeypatch.setattr(wishes, "alone", lambda person: None)
    monkeypatch.setattr(bookings, "insert_all", abreast(4, bookings.insert_all))

    results = race(4, lambda: cast.booking(next(seats), who=amina))

    assert Counter(type(it) for it in results) == {Booking: 4}


@pytest.mark.django_db
def test_a_moved_booking_meets_the_same_constraint() -> None:
    booking, other = cast.booking(), cast.booking(starts_at=TUESDAY + 4 * HOUR)

    with pytest.raises(SeatTaken), transaction.atomic():
        bookings.move(bookings.locked(booking.key), other.starts_at, other.ends_at, by=cast.HOST)
    with transaction.atomic():
        bookings.move(bookings.locked(booking.key), TUESDAY + 2 * HOUR, other.starts_at, by=cast.HOST)

    booking.refresh_from_db()
    assert (booking.starts_at, booking.sequence) == (TUESDAY + 2 * HOUR, 1)


@pytest.mark.django_db
def test_the_constraint_itself_says_no() -> None:
    booking = cast.booking()
    booking.pk, booking.key, booking.short_code = None, "another", "22222222"
    booking._state.adding = True

    with pytest.raises(IntegrityError, match="one_booking_per_resource_at_a_time"), transaction.atomic():
        booking.save()
