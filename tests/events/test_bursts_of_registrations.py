"""Registrations without a contact in quick succession are a burst, which a manager gives back in one action."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from events import bursts, registrations
from events.models import EventDate, Registration
from tests.events import cast, guests
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(cast.MONDAY, tick=False) as clock:
        yield clock


def rush(date: EventDate, clock: time_machine.Traveller, count: int = 5, pause_s: int = 30) -> list[Registration]:
    made = []
    for _ in range(count):
        made.append(guests.registered(date, 2, **guests.NAMELESS))
        clock.shift(pause_s)
    return made


def states(date: EventDate) -> list[str]:
    return list(Registration.objects.filter(date=date).order_by("rank").values_list("state", flat=True))


def test_a_burst_is_given_back_at_once_to_who_waits(clock: time_machine.Traveller) -> None:
    date = guests.gig(capacity=10)
    guests.registered(date, 5)
    EventDate.objects.filter(pk=date.pk).update(capacity=100)
    burst = rush(date, clock)
    EventDate.objects.filter(pk=date.pk).update(capacity=15)
    guests.registered(date, 2)
    [found] = bursts.bursts(date)
    assert (found.registrations, found.places) == (tuple(it.pk for it in burst), 10)
    assert bursts.release(date, found.registrations) == 10
    assert states(date) == ["registered", *["cancelled"] * 5, "offered"]
    known = EventDate.objects.get(pk=date.pk)
    assert (known.places_taken, known.waiting, known.nameless) == (7, 0, 0)


@pytest.mark.parametrize(("count", "pause_s"), [(4, 30), (5, 121)])
def test_a_table_of_friends_is_none(clock: time_machine.Traveller, count: int, pause_s: int) -> None:
    date = guests.gig(capacity=100)
    made = rush(date, clock, count, pause_s)
    assert (bursts.bursts(date), bursts.release(date, [it.pk for it in made])) == ([], 0)


def test_managers_of_the_house_alone(clock: time_machine.Traveller) -> None:
    date = guests.gig(capacity=100)
    rush(date, clock)
    path = f"/api/v1/planning/dates/{date.pk}/bursts/"
    client = browser()
    client.force_login(make_person("Maud", "manager"))
    [burst] = client.get(path).json()
    assert client.post(f"{path}release/", {"registrations": burst["registrations"]}).json() == {"places_released": 10}
    client.force_login(make_person("Noe", "animator"))
    assert client.get(path).status_code == 403
    assert registrations.people_of(date).registrations == 0
