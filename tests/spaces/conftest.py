"""The demo house of DOMAIN §11, seeded on its day: Monday 23 November 2026."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from venue.house import demo as house_demo
from venue.house.models import Building
from venue.spaces import capacity, demo, occupancy
from venue.spaces.models import Movement, Space
from venue.spaces.reading import read_house

TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")
Room = Callable[[str], Space]


def paris(text: str) -> datetime:
    """`paris("2026-11-26 18:30")`, as the clock on the wall of the house says it."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def tuesday(clock: str) -> datetime:
    return paris(f"2026-11-24 {clock}")


def arrive(space: Space, people: int, clock: str, **facts: Any) -> Movement:
    """People come in on that Tuesday; each call is a request of its own."""
    facts.setdefault("request_id", uuid.uuid4())
    return occupancy.arrive(space, people, at=tuesday(clock), **({"by": "device:door"} | facts))


def leave(space: Space, people: int, clock: str, **facts: Any) -> Movement:
    facts.setdefault("request_id", uuid.uuid4())
    return occupancy.leave(space, people, at=tuesday(clock), **({"by": "device:door"} | facts))


def step(space: Space, people: int, clock: str) -> Movement:
    """A tap on ±1 at the door."""
    return occupancy.move(space, people, request_id=uuid.uuid4(), by="device:door", at=tuesday(clock))


def recount(space: Space, present: int, clock: str, by: str = "person:chidi") -> None:
    occupancy.recount(space, present, by=by, at=tuesday(clock))


def present(clock: str | datetime, code: str = "CANT") -> int:
    """People whom the reader sees in the room at that moment."""
    house = read_house(at=tuesday(clock) if isinstance(clock, str) else clock)
    assert house is not None
    return {room.code: room.present for room in house.rooms}[code]


@contextmanager
def undone() -> Iterator[None]:
    """Facts cannot be deleted: each of Hypothesis's examples is rolled back instead."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nobody_lives_in_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's own counts would stand in the way of ours."""
    monkeypatch.setattr(demo, "seed_counts", lambda: None)


@pytest.fixture
def house(db: None) -> Building:
    house_demo.seed(TODAY)
    demo.seed(TODAY)
    return Building.objects.get(code="preau")


@pytest.fixture
def room(house: Building) -> Room:
    return lambda code: Space.objects.select_related("building").get(code=code)


EVERYTHING_HAPPENS: dict[str, Callable[[Space], object]] = {
    "a movement": lambda space: occupancy.move(space, 1, request_id=uuid.uuid4(), by="device:door"),
    "a late movement": lambda space: occupancy.move(
        space, 1, request_id=uuid.uuid4(), by="device:door", at=timezone.now() - timedelta(hours=30)
    ),
    "a recount": lambda space: occupancy.recount(space, 3, by="person:chidi"),
    "a heartbeat": lambda space: occupancy.beat(space, by="device:door"),
    "a claim": lambda space: capacity.claim(
        space, 5, timezone.now(), timezone.now() + timedelta(hours=1), source="party:1", title="Fête", layout="standing"
    ),
}
