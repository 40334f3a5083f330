"""Who waits is asked in order, for a quarter of an hour each, and only for what she asked for (issue 3 §5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coworking import bookings, offering, waiting
from coworking.models import Booking, BookingState, Release, WaitingPlace
from coworking.refusals import (
    AlreadyWaiting,
    NotBookable,
    OfferOver,
    OutsideOpeningHours,
    PlacesFree,
    QuotaExceeded,
    TwoAtOnce,
)
from tests.coworking import cast
from tests.coworking.cast import HOUR, MONDAY, TUESDAY
from tests.coworking.waiting_cast import give_back, join, line
from tests.jobs import run_jobs_here
from venue.rules.models import RuleOverride
from venue.spaces import calendar
from venue.spaces.models import Closure

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def frozen(clock: Any) -> None:
    del clock


def offer_of(place: WaitingPlace) -> Booking:
    place.refresh_from_db()
    assert place.booking is not None
    return place.booking


def close() -> None:
    """A pipe has burst in the study room."""
    room = cast.study()
    Closure.objects.create(building=room.building, space=room, reason="Fuite", starts=TUESDAY, ends=TUESDAY + HOUR)
    calendar.forget()


# --- joining ---------------------------------------------------------------------------------------------------------


def test_who_finds_a_seat_free_need_not_wait() -> None:
    cast.booking(cast.resource())
    cast.resource("STUD-02")
    with pytest.raises(PlacesFree) as no:
        join()
    assert (no.value.figures, WaitingPlace.objects.count()) == ({"resource": "STUD-02", "free": 1}, 0)


def test_a_seat_without_what_she_needs_is_no_reason_not_to_wait() -> None:
    cast.booking(cast.resource(plug=True))
    cast.resource("STUD-02")
    assert join(needs=["plug"]).state == "waiting"


def test_nothing_can_be_waited_for_that_could_not_be_booked() -> None:
    cast.resource()
    close()
    with pytest.raises(OutsideOpeningHours):
        join(space=cast.study())
    with pytest.raises(NotBookable):
        join("Eli", kind="room")


def test_she_waits_for_one_thing_at_a_time_and_for_three_in_all() -> None:
    seat, dora = cast.resource(), cast.person("Dora")
    for hour in range(4):
        cast.booking(seat, TUESDAY + hour * HOUR, 1)
    for hour in range(3):
        join(person=dora, starts_at=TUESDAY + hour * HOUR, hours=1)
    with pytest.raises(AlreadyWaiting):
        join(person=dora)
    with pytest.raises(QuotaExceeded) as no:
        join(person=dora, starts_at=TUESDAY + 3 * HOUR, hours=1)
    assert no.value.figures == {"rule": "waiting.max_places", "allowed": 3, "used": 3, "asked": 1}


def test_who_has_a_place_then_does_not_wait_for_one() -> None:
    dora = cast.person("Dora")
    mine = cast.booking(who=dora)
    for wanted in ({"resource": mine.resource}, {"kind": "study_seat"}):
        with pytest.raises(TwoAtOnce):
            join(person=dora, starts_at=TUESDAY + HOUR, **wanted)


def test_the_database_itself_keeps_one_wish_at_a_time() -> None:
    cast.booking(cast.resource())
    twin = join()
    twin.pk = None
    with pytest.raises(IntegrityError, match="one_standing_waiting_place_per_person_at_a_time"), transaction.atomic():
        twin.save(force_insert=True)


def test_her_rank_counts_those_before_her_who_could_take_what_she_wants() -> None:
    plugged, plain = cast.resource(plug=True), cast.resource("STUD-02")
    for seat in (plugged, plain):
        cast.booking(seat, hours=4)
    places = [
        join("Amina", resource=plain),
        join("Bruno", needs=["plug"]),
        join("Chidi", TUESDAY + 2 * HOUR),
        join("Dora"),
        join("Eli", resource=plugged),
    ]
    assert [waiting.rank(place) for place in places] == [1, 1, 1, 3, 3]


# --- being offered ---------------------------------------------------------------------------------------------------


def test_what_is_given_back_is_held_for_the_first_in_line_for_a_quarter_of_an_hour() -> None:
    seat = cast.booking()
    dora, _eli = join("Dora"), join("Eli")

    give_back(seat)

    offer = offer_of(dora)
    assert line() == {"Dora": "offered", "Eli": "waiting"}
    assert (offer.state, offer.person, offer.starts_at, offer.ends_at, offer.expires_at) == (
        BookingState.HELD,
        dora.person,
        TUESDAY,
        TUESDAY + 2 * HOUR,
        MONDAY + 15 * MINUTE,
    )


def test_accepted_in_time_it_is_hers_and_said_twice_too() -> None:
    seat, dora = cast.booking(), join()
    give_back(seat)
    assert [waiting.accept(dora.pk, person=dora.person).state for _ in range(2)] == ["taken", "taken"]
    assert offer_of(dora).state == BookingState.CONFIRMED


def test_not_accepted_in_time_it_goes_to_the_next_and_she_may_join_again(clock: Any) -> None:
    seat, dora, eli = cast.booking(), join("Dora"), join("Eli")
    give_back(seat)
    clock.shift(15 * MINUTE)

    with pytest.raises(OfferOver):
        waiting.accept(dora.pk, person=dora.person)
    assert (bookings.lapse_overdue(), offering.keep_moving()) == (1, {"over": 0, "offered": 0})

    assert line() == {"Dora": "lapsed", "Eli": "offered"}
    assert offer_of(dora).release == Release.HOLD
    with pytest.raises(OfferOver):
        waiting.accept(dora.pk, person=dora.person)
    assert (waiting.rank(join(person=dora.person)), offer_of(eli).state) == (1, BookingState.HELD)


def test_declined_it_goes_to_the_next_at_once() -> None:
    seat, dora, _eli = cast.booking(), join("Dora"), join("Eli")
    give_back(seat)
    waiting.leave(dora.pk, person=dora.person)
    assert line() == {"Dora": "left", "Eli": "offered"}


def test_who_left_the_line_is_asked_nothing() -> None:
    seat, dora, _eli = cast.booking(), join("Dora"), join("Eli")
    waiting.leave(dora.pk, person=dora.person)
    give_back(seat)
    assert line() == {"Dora": "left", "Eli": "offered"}


def test_a_wish_must_fit_wholly_into_what_is_free_and_what_was_free_beside_it_counts() -> None:
    seat = cast.resource()
    first, last = cast.booking(seat, TUESDAY, 1), cast.booking(seat, TUESDAY + 3 * HOUR, 1)
    join("Dora", hours=4)
    join("Eli", TUESDAY, 2)
    give_back(first)
    assert line() == {"Dora": "waiting", "Eli": "offered"}
    give_back(last)
    assert line() == {"Dora": "waiting", "Eli": "offered"}


def test_two_short_wishes_share_what_comes_free() -> None:
    seat = cast.booking(hours=2)
    join("Dora", TUESDAY, 1)
    join("Eli", TUESDAY + HOUR, 1)
    give_back(seat)
    assert line() == {"Dora": "offered", "Eli": "offered"}


def test_the_clean_up_of_a_room_comes_free_with_it() -> None:
    room = cast.room()
    meeting = cast.booking(room, TUESDAY, 2)
    join("Dora", TUESDAY + 2 * HOUR, 2, kind="room")
    give_back(meeting)
    assert line() == {"Dora": "offered"}


def test_who_has_all_that_she_may_have_is_passed_over_keeps_her_rank_and_is_asked_when_she_gives_one_back() -> None:
    seat, dora = cast.booking(), cast.person("Dora")
    hers = [cast.booking(cast.resource(f"STUD-1{n}"), TUESDAY + 4 * n * HOUR - 4 * HOUR, 1, who=dora) for n in (0, 2)]
    place, _eli = join(person=dora, resource=seat.resource), join("Eli", resource=seat.resource)

    give_back(seat)
    place.refresh_from_db()
    assert (line(), place.skipped, waiting.rank(place)) == (
        {"Dora": "waiting", "Eli": "offered"},
        "quota_exceeded",
        1,
    )

    give_back(hers[0])
    give_back(offer_of(_eli))
    assert line() == {"Dora": "offered", "Eli": "left"}


@pytest.mark.parametrize("how", ["cancelled", "nobody came"])
def test_what_she_gives_up_herself_goes_to_others(clock: Any, how: str) -> None:
    seat, other = cast.booking(), cast.booking(cast.resource("STUD-02"))
    dora = join("Dora", resource=seat.resource)
    seat.delete()  # it is hers since she waits
    mine = cast.booking(seat.resource, who=dora.person)
    join("Eli", resource=seat.resource)
    clock.shift(MINUTE)
    with transaction.atomic():
        if how == "cancelled":
            bookings.cancel(bookings.locked(mine.pk), by="person:1")
        else:
            bookings.release(bookings.locked(mine.pk), Release.NO_SHOW)
    dora.refresh_from_db()
    assert (line(), dora.skipped, other.is_active) == ({"Dora": "waiting", "Eli": "offered"}, "given_up", True)


def test_her_quota_is_counted_again_when_she_accepts() -> None:
    seat, place = cast.booking(), join()
    give_back(seat)
    for number in range(2):  # as a race would leave it: the offer was not yet to be seen when she booked
        later = TUESDAY + (3 + number) * HOUR
        item = bookings.Item(cast.resource(f"STUD-1{number}"), later, later + HOUR)
        wish = offering.wish_of(place, item)
        bookings.insert_all([bookings.booking_of(item, wish, hold_until=None, now=MONDAY)], MONDAY)
    with pytest.raises(QuotaExceeded):
        waiting.accept(place.pk, person=place.person)
    assert line() == {"Dora": "offered"}


def test_of_a_stretch_that_has_begun_she_is_offered_what_remains_from_the_next_half_hour_on(clock: Any) -> None:
    seat, dora = cast.booking(), join()
    clock.move_to(TUESDAY + 16 * MINUTE)
    with transaction.atomic():
        bookings.release(bookings.locked(seat.pk), Release.NO_SHOW)
    offer = offer_of(dora)
    assert (offer.starts_at, offer.ends_at, offer.expires_at) == (
        TUESDAY + HOUR / 2,
        TUESDAY + 2 * HOUR,
        TUESDAY + 31 * MINUTE,
    )


def test_of_a_stretch_that_is_nearly_over_nothing_is_offered_and_the_wait_ends(clock: Any) -> None:
    seat, _dora = cast.booking(), join()
    clock.move_to(TUESDAY + 91 * MINUTE)
    with transaction.atomic():
        bookings.release(bookings.locked(seat.pk), Release.NO_SHOW)
    assert (line(), offering.keep_moving()["over"], line()) == ({"Dora": "waiting"}, 1, {"Dora": "lapsed"})


def test_whoever_asks_for_a_seat_whose_offer_has_lapsed_does_not_overtake_the_line(clock: Any) -> None:
    seat = cast.booking()
    join("Dora"), join("Eli")
    give_back(seat)
    clock.shift(16 * MINUTE)
    with pytest.raises(bookings.refusals.SeatTaken):
        cast.booking(seat.resource, who=cast.person("Fatou"))
    bookings.lapse_overdue()
    assert line() == {"Dora": "lapsed", "Eli": "offered"}


def test_a_seat_that_is_new_is_offered_within_the_minute() -> None:
    cast.booking()
    join("Dora"), join("Eli")
    cast.resource("STUD-02")
    assert (offering.keep_moving()["offered"], line()) == (1, {"Dora": "offered", "Eli": "waiting"})


def test_what_the_house_takes_back_leaves_her_where_she_was() -> None:
    seat, dora, _eli = cast.booking(), join("Dora"), join("Eli")
    give_back(seat)
    close()
    with transaction.atomic():
        bookings.release(bookings.locked(offer_of(dora).pk), Release.CLOSED)
    dora.refresh_from_db()
    assert (line(), waiting.rank(dora)) == ({"Dora": "waiting", "Eli": "waiting"}, 1)


def test_nothing_is_offered_where_the_house_is_closed_by_now() -> None:
    seat, _dora = cast.booking(), join()
    close()
    give_back(seat)
    assert line() == {"Dora": "waiting"}


def test_an_offer_comes_with_a_letter_in_her_language(mailoutbox: list[Any]) -> None:
    seat = cast.booking()
    join(person=cast.person("Dora", email="dora@example.org"), language="en")
    give_back(seat)
    run_jobs_here()
    [letter] = mailoutbox
    assert letter.subject == "A place is free for you until 09:15: Place STUD-01, Tuesday 24 November"
    assert "http://localhost:8000/en/travailler/reservations/" in letter.body


def test_a_seat_is_given_back_with_as_many_questions_for_three_in_line_as_for_one() -> None:
    asked = []
    for number, people in enumerate((["Amina"], ["Bruno", "Chidi", "Dora"])):
        seat = cast.booking(cast.resource(f"STUD-0{number}"))
        for name in people:
            join(name, resource=seat.resource)
        with CaptureQueriesContext(connection) as queries:
            give_back(seat)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_house_may_offer_for_longer() -> None:
    RuleOverride.objects.create(key="waiting.offer_min", value=60, valid_from=date(2000, 1, 1))
    seat, dora = cast.booking(), join()
    give_back(seat)
    assert offer_of(dora).expires_at == MONDAY + HOUR
