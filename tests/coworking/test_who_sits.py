"""Checking in, pausing, coming back, staying, leaving; at each minute the house counts who sits, not who booked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from coworking import bookings, presence
from coworking.models import Booking, BookingChange
from coworking.refusals import (
    EndsBeforeStart,
    IsOver,
    NotNow,
    OffGrid,
    OutsideOpeningHours,
    QuotaExceeded,
    SeatTaken,
    TooLong,
)
from tests.coworking import cast
from tests.coworking.cast import HOST, HOUR, MONDAY, TUESDAY
from venue.rules.models import RuleOverride
from venue.spaces.models import Movement
from venue.spaces.reading import read_house

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def seat() -> Booking:
    """Tuesday from ten to noon, booked by Amina on Monday."""
    return cast.booking(who=cast.person())


def at(minutes: float) -> datetime:
    """So many minutes after ten."""
    return TUESDAY + minutes * MINUTE


def do(verb: Callable[..., None], booking: Booking, minutes: float, *said: Any) -> str:
    """What the booking is after `verb`, or why it was refused."""
    try:
        verb(booking := bookings.locked(booking.pk), *said, by=f"person:{booking.person_id}", at=at(minutes))
    except (NotNow, IsOver) as refused:
        return refused.code
    return Booking.objects.get(pk=booking.pk).state


def present(minutes: float, code: str = "STUD") -> int:
    house = read_house(at=at(minutes))
    assert house is not None
    return {room.code: room.present for room in house.rooms}[code]


# --- the window ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(-10.1, "not_now"), (-10, "checked_in"), (0, "checked_in"), (14.9, "checked_in"), (15, "not_now")],
)
def test_one_checks_in_from_ten_minutes_before_to_fifteen_after(seat: Booking, minutes: float, state: str) -> None:
    assert do(presence.check_in, seat, minutes) == state


def test_who_comes_too_early_is_told_when(seat: Booking) -> None:
    with pytest.raises(NotNow) as refused:
        presence.check_in(bookings.locked(seat.pk), by="", at=at(-60))
    assert refused.value.figures == {
        "state": "confirmed",
        "from": "2026-11-24T09:50:00+01:00",
        "until": "2026-11-24T10:15:00+01:00",
    }


def test_who_books_the_half_hour_that_runs_has_fifteen_minutes_from_then() -> None:
    with time_machine.travel(at(20), tick=False):
        seat = cast.booking()
        assert [presence.release_absent(at(minutes)) for minutes in (21, 34)] == [0, 0]
    assert do(presence.check_in, seat, 34) == "checked_in"


def test_who_takes_an_offer_late_has_fifteen_minutes_from_then() -> None:
    with time_machine.travel(at(5), tick=False):
        held = cast.booking(hold_until=at(20))
    with time_machine.travel(at(19), tick=False):
        bookings.confirm(bookings.locked(held.pk), by=HOST)
    assert (presence.release_absent(at(33)), do(presence.check_in, held, 33)) == (0, "checked_in")


def test_the_rules_of_the_house_say_how_long(seat: Booking) -> None:
    RuleOverride.objects.create(key="seat.checkin_late_min", value=30, valid_from=MONDAY.date())
    assert do(presence.check_in, seat, 29) == "checked_in"


def test_whoever_hired_the_hall_has_it_however_late_they_come() -> None:
    hall = cast.booking(cast.room("HALL", kind="hall"))
    assert (presence.release_absent(at(119)), do(presence.check_in, hall, 119)) == (0, "checked_in")


def test_nothing_begins_on_a_booking_that_is_held_or_over(seat: Booking) -> None:
    held = cast.booking(cast.resource("STUD-02"), hold_until=at(600))
    bookings.cancel(bookings.locked(seat.pk), by=HOST)
    verbs: list[Callable[..., None]] = [presence.check_in, presence.pause, presence.resume, presence.finish]
    assert [do(verb, held, 0) for verb in verbs] == ["not_now"] * 4
    assert [do(verb, seat, 0) for verb in verbs] == ["booking_over"] * 4


# --- the head-count --------------------------------------------------------------------------------------------------


def test_at_each_minute_the_house_counts_her_exactly_while_she_sits(seat: Booking) -> None:
    do(presence.check_in, seat, 3)
    do(presence.pause, seat, 30)
    do(presence.resume, seat, 50)
    do(presence.extend, seat, 90, at(180))
    minutes = [2, 3, 29, 30, 49, 50, 90, 119, 125, 131, 189, 190]
    expected = [0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0]
    before = [present(minute) for minute in minutes]
    late = [presence.finish_ended(at(300)), presence.finish_ended(at(301))]
    after = [present(minute) for minute in minutes]
    assert (before, late, after) == (expected, [1, 0], expected)


def test_a_booking_of_which_nobody_came_was_never_counted(seat: Booking) -> None:
    assert (presence.release_absent(at(15)), present(15), Movement.objects.count()) == (1, 0, 0)


def test_who_leaves_early_is_counted_no_more(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    do(presence.finish, seat, 60)
    assert [present(minute) for minute in (59, 60, 129, 130, 200)] == [1, 0, 0, 0, 0]


def test_who_says_goodbye_late_left_at_the_end(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    assert do(presence.finish, seat, 125) == "finished"
    assert [present(minute) for minute in (119, 129, 130)] == [1, 1, 0]
    assert Booking.objects.get().ended_at == at(120)


def test_who_extends_during_a_pause_is_counted_when_back_and_to_the_new_end(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    do(presence.pause, seat, 110)
    do(presence.extend, seat, 115, at(150))
    do(presence.resume, seat, 130)
    assert [present(minute) for minute in (109, 110, 129, 130, 159, 160)] == [1, 0, 0, 1, 1, 0]


def test_a_room_counts_all_who_are_expected_in_it() -> None:
    room = cast.booking(cast.room(), people=5)
    do(presence.check_in, room, 0)
    do(presence.extend, room, 60, at(150))
    assert [present(minute, "MR1") for minute in (0, 61, 159, 160)] == [5, 5, 5, 0]


def test_the_next_at_a_seat_takes_the_place_of_who_lingers(seat: Booking) -> None:
    bruno = cast.booking(seat.resource, at(120))
    do(presence.check_in, seat, 0)
    do(presence.check_in, bruno, 115)
    assert [present(minute) for minute in (115, 119, 120, 129, 130, 249, 250)] == [2, 2, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("job", ["on time", "late"])
def test_whoever_sits_down_where_somebody_just_left_is_one(seat: Booking, job: str) -> None:
    bruno = cast.booking(seat.resource, at(120))
    do(presence.check_in, seat, 0)
    if job == "on time":
        presence.finish_ended(at(121))
    do(presence.check_in, bruno, 123)
    presence.finish_ended(at(125))
    assert [present(minute) for minute in (122, 123, 130, 249, 250)] == [1, 1, 1, 1, 0]


def test_a_movement_names_nobody(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    assert list(Movement.objects.values_list("by", "kind", "about")) == [("house", "checkin", f"booking:{seat.pk}")]


# --- said twice ------------------------------------------------------------------------------------------------------


def test_said_twice_it_happens_once(seat: Booking) -> None:
    steps: list[tuple[Callable[..., None], float, list[Any]]] = [
        (presence.check_in, 0, []),
        (presence.pause, 10, []),
        (presence.resume, 20, []),
        (presence.extend, 30, [at(150)]),
        (presence.finish, 40, []),
    ]
    for verb, minutes, said in steps:
        assert do(verb, seat, minutes, *said) == do(verb, seat, minutes + 1, *said)
    assert list(BookingChange.objects.values_list("what", flat=True)) == [
        "checked_in",
        "paused",
        "resumed",
        "extended",
        "finished",
    ]
    assert present(41) == 0


def test_a_change_says_whether_the_owner_a_host_or_the_house_made_it(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    presence.pause(bookings.locked(seat.pk), by=HOST, at=at(1))
    presence.release_paused(at(31))
    assert list(BookingChange.objects.values_list("by", flat=True)) == ["owner", HOST, "house"]


# --- pauses ----------------------------------------------------------------------------------------------------------


def test_a_pause_lasts_half_an_hour_and_then_the_seat_is_given_on(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    do(presence.pause, seat, 10)
    assert (presence.release_paused(at(39)), do(presence.resume, seat, 40)) == (0, "not_now")
    assert presence.release_paused(at(40)) == 1
    seat.refresh_from_db()
    assert (seat.state, seat.release, do(presence.resume, seat, 41)) == ("released", "pause", "booking_over")


def test_one_pause_in_two_hours() -> None:
    seat = cast.booking(hours=4)
    do(presence.check_in, seat, 0)
    do(presence.pause, seat, 10)
    do(presence.resume, seat, 20)
    assert [do(presence.pause, seat, minutes) for minutes in (60, 129, 130)] == ["not_now", "not_now", "paused"]


def test_a_pause_that_lasts_to_the_end_is_an_end_like_any_other(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    do(presence.pause, seat, 100)
    assert (presence.release_paused(at(500)), presence.finish_ended(at(500))) == (0, 1)
    assert Booking.objects.get().state == "finished"


def test_a_pause_overrun_before_the_end_is_one_however_late_the_job(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    do(presence.pause, seat, 10)
    assert (presence.finish_ended(at(500)), presence.release_paused(at(500))) == (0, 1)


def test_a_room_needs_no_pause() -> None:
    room = cast.booking(cast.room())
    do(presence.check_in, room, 0)
    assert do(presence.pause, room, 10) == "not_now"


# --- staying longer --------------------------------------------------------------------------------------------------


def refused(seat: Booking, ends_at: datetime, minutes: float = 60) -> type[Exception] | None:
    try:
        presence.extend(bookings.locked(seat.pk), ends_at, by="", at=at(minutes))
    except Exception as error:
        return type(error)
    return None


def test_one_stays_where_nobody_else_comes(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    cast.booking(seat.resource, at(180), 1)
    assert [refused(seat, at(minutes)) for minutes in (210, 180)] == [SeatTaken, None]
    seat.refresh_from_db()
    assert (seat.ends_at, seat.state) == (at(180), "checked_in")


def test_a_hold_whose_time_is_over_keeps_nobody_from_staying(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    cast.booking(seat.resource, at(120), 1, hold_until=at(50))
    assert refused(seat, at(180)) is None


def test_staying_asks_the_same_rules_as_booking(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    wishes = [at(110), at(125), at(270)]
    assert [refused(seat, ends_at) for ends_at in wishes] == [EndsBeforeStart, OffGrid, TooLong]
    assert do(presence.extend, seat, 121, at(180)) == "booking_over"


def test_nobody_stays_beyond_closing() -> None:
    cast.study(opens=time(8), closes=time(12, 30))
    seat = cast.booking()
    do(presence.check_in, seat, 0)
    assert [refused(seat, at(minutes)) for minutes in (180, 150)] == [OutsideOpeningHours, None]


def test_hours_of_the_week_count_when_staying_and_open_bookings_do_not(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    for hour in (24, 26):
        cast.booking(cast.resource("STUD-02"), TUESDAY + hour * HOUR, who=seat.person)
    RuleOverride.objects.create(key="seat.week_h", value=7, valid_from=MONDAY.date())
    assert [refused(seat, at(minutes)) for minutes in (210, 180)] == [QuotaExceeded, None]


def test_who_has_not_come_cannot_stay_longer(seat: Booking) -> None:
    assert do(presence.extend, seat, 0, at(180)) == "not_now"


# --- the clock -------------------------------------------------------------------------------------------------------


def test_a_no_show_is_released_and_the_record_kept(seat: Booking) -> None:
    assert [presence.release_absent(at(minutes)) for minutes in (14.9, 15, 16)] == [0, 1, 0]
    seat.refresh_from_db()
    assert (seat.state, seat.release, seat.checked_in_at) == ("released", "no_show", None)
    assert cast.booking(seat.resource, at(30), 1).state == "confirmed"


def test_a_hold_lapses(seat: Booking) -> None:
    held = cast.booking(cast.resource("STUD-02"), hold_until=at(20))
    assert [bookings.lapse_overdue(at(minutes)) for minutes in (19, 20, 21)] == [0, 1, 0]
    held.refresh_from_db()
    assert (held.state, held.release) == ("released", "hold")


def test_a_host_frees_a_seat_and_the_house_counts_nobody_there(seat: Booking) -> None:
    do(presence.check_in, seat, 0)
    presence.release(bookings.locked(seat.pk), by=HOST, at=at(30))
    seat.refresh_from_db()
    assert (seat.release, present(29), present(30)) == ("host", 1, 0)
