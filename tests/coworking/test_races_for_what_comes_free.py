"""The clock against people, two workers, two who wait: whoever is a moment later finds it done. With negative controls,
which take the lock away and let both have looked before either writes.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from coworking import bookings, offering, paying, plans, presence, series, waiting
from coworking.models import Booking, BookingChange, Series, WaitingPlace
from coworking.plans import OccurrencesRefused
from coworking.refusals import IsOver, OfferOver, PlacesFree
from tests.coworking import cast
from tests.coworking.cast import HOST, HOUR, MONDAY, TUESDAY
from tests.coworking.waiting_cast import give_back, join, line
from tests.race import abreast, race

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = timedelta(milliseconds=1)
LATE = TUESDAY + timedelta(minutes=15)
LOST = MONDAY + timedelta(minutes=15)  # when an offer of Monday at nine is over


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read the booking before either writes."""

    def seen(which: str | int) -> Booking:
        found = Booking.objects.filter(key=which) if isinstance(which, str) else Booking.objects.filter(pk=which)
        booking = found.select_related("person", "resource__space", "resource__entity").get()
        gate.wait(timeout=10)
        return booking

    gate = threading.Barrier(2)
    monkeypatch.setattr(bookings, "locked", seen)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What each came to, its number or the name of its refusal; which of them was first is nobody's choice."""
    turns = iter(enumerate(acts))
    lock = threading.Lock()

    def act() -> tuple[int, str]:
        with lock:
            number, mine = next(turns)
        try:
            return number, str(mine())
        except (IsOver, OfferOver, PlacesFree, OccurrencesRefused) as refused:
            return number, type(refused).__name__

    results = race(len(acts), act)
    assert [it for it in results if isinstance(it, Exception)] == []
    return [result for _number, result in sorted(results)]


def changes(booking: Booking) -> list[str]:
    return sorted(BookingChange.objects.filter(booking=booking).values_list("what", flat=True))


# --- at the last second ----------------------------------------------------------------------------------------------


def come(seat: Booking) -> str:
    with transaction.atomic():
        presence.check_in(bookings.locked(seat.pk), by=HOST, at=LATE - MOMENT)
    return "in"


def test_who_checks_in_at_the_last_second_sits_or_is_late_never_both() -> None:
    for number in range(4):
        seat = cast.booking(cast.resource(f"STUD-0{number}"))
        ended = at_once(lambda seat=seat: come(seat), lambda: presence.release_absent(LATE))  # type: ignore[misc]
        seat.refresh_from_db()
        assert (seat.state, ended, changes(seat)) in [
            ("checked_in", ["in", "0"], ["checked_in"]),
            ("released", ["IsOver", "1"], ["released"]),
        ]


def test_without_the_lock_she_sits_on_a_seat_that_is_given_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    seat = cast.booking()
    without_locks(monkeypatch)
    assert at_once(lambda: come(seat), lambda: presence.release_absent(LATE)) == ["in", "1"]
    assert changes(seat) == ["checked_in", "released"]


# --- offers ----------------------------------------------------------------------------------------------------------


def offered() -> tuple[WaitingPlace, Booking]:
    """Dora is offered a seat until `LOST`; Eli waits behind her."""
    seat, dora, _eli = cast.booking(), join("Dora"), join("Eli")
    give_back(seat)
    dora.refresh_from_db()
    assert dora.booking is not None
    return dora, dora.booking


def accept(place: WaitingPlace) -> str:
    return waiting.accept(place.pk, person=place.person, now=LOST - MOMENT).state


def test_who_accepts_at_the_last_second_has_it_or_the_next_is_asked_never_both() -> None:
    dora, offer = offered()
    ended = at_once(lambda: accept(dora), lambda: bookings.lapse_overdue(LOST))
    assert (ended, line(), changes(offer)) in [
        (["taken", "0"], {"Dora": "taken", "Eli": "waiting"}, ["confirmed"]),
        (["OfferOver", "1"], {"Dora": "lapsed", "Eli": "offered"}, ["released"]),
    ]


def test_without_the_lock_it_is_hers_and_taken_from_her(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control. With Eli behind her the constraint would stop the second of the two, with a fault."""
    dora, offer = offered()
    WaitingPlace.objects.exclude(pk=dora.pk).delete()
    without_locks(monkeypatch)
    at_once(lambda: accept(dora), lambda: bookings.lapse_overdue(LOST))
    assert changes(offer) == ["confirmed", "released"]


def test_of_two_workers_one_lets_an_offer_lapse_and_the_next_is_asked_once() -> None:
    _dora, offer = offered()
    ended = at_once(*[lambda: bookings.lapse_overdue(LOST)] * 4)
    assert Counter(ended) == {"0": 3, "1": 1}
    assert (line(), changes(offer)) == ({"Dora": "lapsed", "Eli": "offered"}, ["released"])


def test_without_the_lock_both_let_it_lapse(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    _dora, offer = offered()
    without_locks(monkeypatch)
    assert at_once(*[lambda: bookings.lapse_overdue(LOST)] * 2) == ["1", "1"]
    assert changes(offer) == ["released", "released"]


def two_seats_and_dora() -> list[Booking]:
    seats = [cast.booking(cast.resource(f"STUD-0{number}")) for number in range(2)]
    join("Dora")
    return seats


def test_of_two_seats_that_come_free_at_once_who_waits_alone_is_offered_one() -> None:
    seats = two_seats_and_dora()
    at_once(*(lambda seat=seat: give_back(seat) for seat in seats))  # type: ignore[misc]
    assert (line(), Booking.objects.filter(state="held").count()) == ({"Dora": "offered"}, 1)


def test_without_claiming_her_place_she_keeps_two_seats_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    seats = two_seats_and_dora()
    monkeypatch.setattr(offering, "claim", lambda place: True)
    monkeypatch.setattr(bookings, "insert_sorted", abreast(2, bookings.insert_sorted))
    at_once(*(lambda seat=seat: give_back(seat) for seat in seats))  # type: ignore[misc]
    assert Booking.objects.filter(state="held").count() == 2


# --- joining while a seat comes free ---------------------------------------------------------------------------------


@pytest.fixture
def join_and_give_back(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Dora joins; when she has looked for a free seat and found none, somebody gives one back, if the locks let her."""
    seat = cast.booking()
    looked, freed = threading.Event(), threading.Event()
    look = offering.free_among

    def slow_look(*said: Any) -> Any:
        found = look(*said)
        looked.set()
        freed.wait(timeout=0.5)
        return found

    def give_back_then() -> str:
        assert looked.wait(timeout=5)
        give_back(seat)
        freed.set()
        return "given back"

    def both() -> None:
        monkeypatch.setattr(offering, "free_among", slow_look)
        assert at_once(lambda: join("Dora").state, give_back_then) == ["waiting", "given back"]

    return both


def test_who_joins_while_a_seat_comes_free_is_offered_it(join_and_give_back: Callable[[], None]) -> None:
    join_and_give_back()
    assert line() == {"Dora": "offered"}


def test_without_holding_the_seats_still_she_waits_beside_a_free_one(
    join_and_give_back: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    monkeypatch.setattr(waiting, "hold_still", lambda wanted: None)
    join_and_give_back()
    assert (line(), Booking.objects.active().count()) == ({"Dora": "waiting"}, 0)


# --- two series ------------------------------------------------------------------------------------------------------


def weekly(first_name: str) -> str:
    who = {"by": HOST, "host": True, "first_name": first_name}
    plan = plans.plan(cast.room(), TUESDAY, TUESDAY + HOUR, "FREQ=WEEKLY;COUNT=3", **who)
    with transaction.atomic():
        series.create(plan)
    return "made"


def test_of_two_series_for_the_same_hours_one_stands_and_the_other_is_told_each_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have looked, and found every day free: only the database says no, and to all of the second."""
    cast.room()
    monkeypatch.setattr(paying, "place", abreast(2, paying.place))
    ended = at_once(lambda: weekly("Chorale"), lambda: weekly("Théâtre"))
    assert Counter(ended) == {"made": 1, "OccurrencesRefused": 1}
    assert (Series.objects.count(), Booking.objects.count()) == (1, 3)
