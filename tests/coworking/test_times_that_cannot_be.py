"""Wherever a time can be said, one that cannot be is refused with a code and nothing is written (issue 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db.models import Sum
from django.utils import timezone
from rest_framework.test import APIClient

from coworking import bookings, presence
from coworking.models import Booking
from tests.coworking import cast
from tests.coworking.cast import HOST, HOUR, PARIS
from tests.people.cast import browser, make_person
from venue.people.models import Letter, Person
from venue.spaces import calendar
from venue.spaces.models import CapacityClaim, Closure

pytestmark = pytest.mark.django_db
API = "/api/v1/coworking/"
SATURDAY = datetime(2027, 3, 27, 12, tzinfo=PARIS)
NOON = SATURDAY + 24 * HOUR  # by the clock on the wall
SUNDAY = "2027-03-28T"  # of which 02:00 to 03:00 is left out

# What cannot be, as (start, end).
BAD = {
    "naive": (f"{SUNDAY}10:00:00", f"{SUNDAY}11:00:00"),
    "backwards": (f"{SUNDAY}11:00:00+02:00", f"{SUNDAY}10:00:00+02:00"),
    "no time at all": (f"{SUNDAY}10:00:00+02:00", f"{SUNDAY}10:00:00+02:00"),
    "off the grid": (f"{SUNDAY}10:10:00+02:00", f"{SUNDAY}11:00:00+02:00"),
    "past": ("2027-03-27T09:00:00+01:00", "2027-03-27T10:00:00+01:00"),
    "too far ahead": ("2028-03-27T10:00:00+02:00", "2028-03-27T11:00:00+02:00"),
    "across closing": (f"{SUNDAY}17:00:00+02:00", f"{SUNDAY}19:00:00+02:00"),
    "left out": (f"{SUNDAY}02:30:00+01:00", f"{SUNDAY}04:00:00+02:00"),
    "left out in the end": (f"{SUNDAY}01:00:00+01:00", f"{SUNDAY}02:30:00+02:00"),
}


REFUSED = {
    "naive": "invalid",
    "backwards": "ends_before_start",
    "no time at all": "ends_before_start",
    "off the grid": "off_grid",
    "past": "in_the_past",
    "too far ahead": "too_far_ahead",
    "across closing": "outside_opening_hours",
    "left out": "no_such_hour",
    "left out in the end": "no_such_hour",
}


@pytest.fixture(autouse=True)
def saturday() -> Iterator[None]:
    with time_machine.travel(SATURDAY, tick=False):
        house = cast.study().building
        Closure.objects.create(building=house, starts=NOON + 6 * HOUR, ends=NOON + 8 * HOUR, reason="Inventaire")
        calendar.forget()
        yield


@pytest.fixture
def amina() -> Person:
    return make_person("Amina")


def written() -> dict[str, int]:
    """How much of everything there is."""
    models = [*apps.get_app_config("coworking").get_models(), CapacityClaim, Letter]
    return {model.__name__: model.objects.count() for model in models} | {"sum": sum_of_changes()}


def sum_of_changes() -> int:
    return int(Booking.objects.aggregate(sum=Sum("revision"))["sum"] or 0)


def answers(client: APIClient, path: str, body: dict[str, Any]) -> dict[str, str]:
    """What each impossible stretch is refused with there."""
    told = {}
    for name, (starts_at, ends_at) in BAD.items():
        answer = client.post(API + path, body | {"starts_at": starts_at, "ends_at": ends_at})
        problem = answer.json()
        days = problem.get("conflicts", [problem])
        told[name] = days[0]["code"] if 400 <= answer.status_code < 500 else f"{answer.status_code}"
    return told


ROUTES: dict[str, tuple[str, dict[str, Any]]] = {
    "a seat": ("bookings/", {"resource": "STUD-01"}),
    "a room": ("bookings/", {"resource": "MR1"}),
    "a wait": ("waiting/", {"resource": "STUD-01"}),
    "a series": ("series/", {"resource": "MR1", "rule": "FREQ=WEEKLY;COUNT=2"}),
    "a hire": ("hire-requests/", {"resource": "MR1", "customer": "association", "people": 3, "email": "a@example.org"}),
}


@pytest.mark.parametrize("route", ROUTES)
def test_whoever_asks_for_it_hears_why_not(amina: Person, route: str) -> None:
    cast.resource(), cast.room()
    before = written()
    assert (answers(browser(amina), *ROUTES[route]), written()) == (REFUSED, before)


def test_a_host_who_books_for_anyone_hears_the_same() -> None:
    cast.resource()
    before, chidi = written(), browser(make_person("Chidi", "host"))
    said = {"resource": "STUD-01", "first_name": "Marcel"}
    assert (answers(chidi, "bookings/", said), written()) == (REFUSED, before)


def test_a_booking_is_not_moved_there_either(amina: Person) -> None:
    booking = cast.booking(cast.resource(), NOON, who=amina)
    before = written()
    assert (answers(browser(amina), f"bookings/{booking.key}/move/", {}), written()) == (REFUSED, before)


def test_the_house_blocks_no_such_time_but_may_when_it_is_closed_and_far_ahead() -> None:
    cast.resource()
    maud, said = browser(make_person("Maud", "manager")), {"resources": ["STUD-01"], "title": "Ménage"}
    assert answers(maud, "blocks/", said) == REFUSED | {"too far ahead": "201", "across closing": "201"}
    assert Booking.objects.count() == 2


def test_nobody_stays_until_a_time_that_cannot_be(amina: Person) -> None:
    with time_machine.travel(datetime(2027, 3, 28, 0, 30, tzinfo=PARIS), tick=False):
        booking = cast.booking(cast.resource(), timezone.localtime(), 1, who=amina)
        presence.check_in(bookings.locked(booking.pk), by=HOST)
        before, path = written(), f"{API}bookings/{booking.key}/extension/"
        until = {
            "invalid": f"{SUNDAY}03:00:00",
            "ends_before_start": f"{SUNDAY}01:00:00+01:00",
            "off_grid": f"{SUNDAY}03:10:00+02:00",
            "no_such_hour": f"{SUNDAY}02:30:00+01:00",
            "too_long": f"{SUNDAY}06:00:00+02:00",
        }
        client = browser(amina)
        told = [client.post(path, {"ends_at": ends_at}).json()["code"] for ends_at in until.values()]
    assert (told, written()) == (list(until), before)


def test_the_hour_that_autumn_has_twice_is_two_hours_for_a_room_a_wait_and_a_move(amina: Person) -> None:
    with time_machine.travel(datetime(2027, 10, 30, 12, tzinfo=PARIS), tick=False):
        cast.booking(cast.resource(), datetime(2027, 10, 31, 0, tzinfo=UTC), 1)  # 02:00 summer time
        client = browser(amina)
        twice = [(f"2027-10-31T02:00:00{offset}", f"2027-10-31T02:30:00{offset}") for offset in ("+02:00", "+01:00")]
        waits = [client.post(f"{API}waiting/", {"resource": "STUD-01", "starts_at": a, "ends_at": b}) for a, b in twice]
        room = cast.booking(cast.room(), datetime(2027, 10, 31, 3, tzinfo=UTC), 1, who=amina)
        move = f"{API}bookings/{room.key}/move/"
        moved = [client.post(move, {"starts_at": a, "ends_at": b}).json()["starts_at"] for a, b in twice]
    assert [it.json().get("code", it.json().get("state")) for it in waits] == ["waiting", "places_free"]
    assert moved == [starts_at for starts_at, _ in twice]
