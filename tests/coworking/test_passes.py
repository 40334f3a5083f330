"""A pass goes down when she sits down, once, and never below zero; a tenth day of the month is the last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import transaction
from pytest_django import Settings

from coworking import bookings, passes, presence
from coworking.models import Booking, Fare, Pass, PassUse
from coworking.passes import PassUsedUp
from coworking.paying import PaidForLess
from tests.coworking import cast
from tests.coworking.cast import HOST, HOUR, MONDAY, TUESDAY
from tests.coworking.pricing import a_pass, desk, price_list
from tests.race import race
from venue.people.models import Person
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> Iterator[None]:
    settings.STRIPE_SECRET_KEY = "sk_test"  # cards can be taken
    with time_machine.travel(MONDAY, tick=True):
        price_list()
        yield


@pytest.fixture
def amina() -> Person:
    return cast.person()


def booked(who: Person, day: int = 0, hours: float = 2, code: str = "DESK-01", **facts: Any) -> Booking:
    """Written as it is: how long and how often one may book is another matter."""
    starts_at = TUESDAY + timedelta(days=day)
    seat = desk(code)
    ends_at = starts_at + hours * HOUR
    busy = bookings.busy(seat, starts_at, ends_at)
    plain = {"person": who, "state": "confirmed", "by": f"person:{who.pk}"}
    return Booking.objects.create(
        **{"resource": seat, "starts_at": starts_at, "ends_at": ends_at, "busy": busy} | plain | facts
    )


def sit(booking: Booking, by: str = "") -> PassUse | None:
    with transaction.atomic():
        return passes.use(booking, by=by or f"person:{booking.person_id}")


def left(held: Pass) -> int | None:
    held.refresh_from_db()
    return held.units_left


def test_booking_takes_nothing_and_sitting_down_takes_one_once(amina: Person) -> None:
    held = a_pass(amina)
    booking = booked(amina)
    assert left(held) == 10
    sit(booking)
    sit(booking)
    assert (left(held), PassUse.objects.count()) == (9, 1)


def test_longer_than_a_half_day_takes_two(amina: Person) -> None:
    held = a_pass(amina)
    sit(booked(amina, hours=4.5))
    assert left(held) == 8


def test_what_is_given_back_is_another_row_once(amina: Person) -> None:
    held = a_pass(amina)
    booking = booked(amina)
    sit(booking)
    passes.give_back(booking, by=HOST)
    passes.give_back(booking, by=HOST)
    assert (left(held), PassUse.objects.count()) == (10, 2)


def test_used_up_she_cannot_sit_down_by_herself_but_a_host_lets_her_in(amina: Person) -> None:
    held = a_pass(amina, units_left=0)
    booking = booked(amina)
    with pytest.raises(PassUsedUp):
        sit(booking)
    assert (sit(booking, by=HOST), left(held)) == (None, 0)


def test_where_no_card_can_be_taken_it_is_on_trust(amina: Person, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert sit(booked(amina)) is None


def test_the_eleventh_day_of_a_month_is_not_hers_and_a_second_booking_of_a_day_is_no_day(amina: Person) -> None:
    a_pass(amina, "mi-temps")
    for day in range(-23, -13):  # 1 to 10 November
        PassUse.objects.create(
            held=Pass.objects.get(), booking=booked(amina, day), day=TUESDAY.date() + timedelta(days=day), units=0
        )
    with pytest.raises(PassUsedUp):
        sit(booked(amina, 1))
    again = booked(amina, -14, code="DESK-02")
    Pass.objects.update(valid_from=TUESDAY.date() - timedelta(days=30))
    assert sit(again) is not None
    assert sit(booked(amina, 7)) is not None  # 1 December


def test_a_resident_comes_as_often_as_she_likes(amina: Person) -> None:
    a_pass(amina, "resident")
    carnet = a_pass(amina)
    sit(booked(amina, hours=8))
    assert (left(carnet), PassUse.objects.get().units) == (10, 0)


def test_a_failed_payment_leaves_seven_days(amina: Person) -> None:
    last = TUESDAY.date() - timedelta(days=7)
    held = a_pass(amina, "resident", state="past_due", valid_from=last - timedelta(days=30), valid_until=last)
    assert sit(booked(amina)) is not None
    Pass.objects.filter(pk=held.pk).update(valid_until=last - timedelta(days=1))
    with pytest.raises(PassUsedUp):
        sit(booked(amina, code="DESK-02"))


def test_study_seats_are_free(amina: Person) -> None:
    held = a_pass(amina)
    booking = cast.booking(who=amina)
    assert (sit(booking), left(held)) == (None, 10)


def rush() -> tuple[list[Any], Pass]:
    """Eight check-ins at once, three tickets left."""
    amina = cast.person()
    held = a_pass(amina, units_left=3)
    waiting = [booked(amina, code=f"DESK-{number:02}") for number in range(8)]
    return race(8, lambda: sit(waiting.pop())), held


@pytest.mark.django_db(transaction=True)
def test_eight_desks_and_three_tickets_left(frozen: None) -> None:
    results, held = rush()
    used = [each for each in results if isinstance(each, PassUse)]
    refused = [each for each in results if isinstance(each, PassUsedUp)]
    assert (len(used), len(refused), left(held)) == (3, 5, 0)


@pytest.mark.django_db(transaction=True)
def test_without_looking_again_under_the_lock_the_database_has_to_say_no(frozen: None) -> None:
    """The negative control: five of them are crashes, not answers."""
    look = passes.has_left
    with mock.patch.object(passes, "has_left", lambda held, item: held.units_left is None or look(held, item) or True):
        results, held = rush()
    errors = [each for each in results if isinstance(each, Exception) and not isinstance(each, PassUsedUp)]
    assert (len(errors), left(held)) == (5, 0)


# --- staying longer than was paid ------------------------------------------------------------------------------------


def seated(booking: Booking) -> Booking:
    with transaction.atomic():
        presence.check_in(bookings.locked(booking.pk), by=f"person:{booking.person_id}", at=TUESDAY)
    return booking


def stay(booking: Booking, hours: float, by: str = "") -> str:
    """The code of the refusal, or until when she may stay."""
    try:
        with transaction.atomic():
            found = bookings.alone_and_locked(booking.pk)
            until = TUESDAY + hours * HOUR
            presence.extend(found, until, by=by or f"person:{booking.person_id}", at=TUESDAY + HOUR / 6)
    except PaidForLess as refused:
        return refused.code
    return f"{found.ends_at.astimezone(cast.PARIS):%H:%M}"


def test_who_paid_for_an_hour_stays_for_an_hour_unless_a_host_lets_her(amina: Person) -> None:
    booking = booked(amina, hours=0.5)
    Fare.objects.create(group=booking.group, paid_at=MONDAY)
    seated(booking)
    # An hour is the least that is sold: the rest of it is hers.
    assert [stay(booking, 1), stay(booking, 2), stay(booking, 2, by=HOST)] == ["11:00", "paid_for_less", "12:00"]


def test_who_used_one_ticket_does_not_stay_for_two(amina: Person) -> None:
    RuleOverride.objects.create(key="pass.half_day_h", value=1, valid_from=MONDAY.date())
    held, booking = a_pass(amina), booked(amina, hours=0.5)
    seated(booking)
    assert [stay(booking, 1), stay(booking, 2), stay(booking, 2, by=HOST)] == ["11:00", "paid_for_less", "12:00"]
    assert left(held) == 9


def test_who_has_a_month_stays_as_long_as_the_house_lets_her(amina: Person) -> None:
    a_pass(amina, "resident")
    assert stay(seated(booked(amina, hours=1)), 4) == "14:00"
