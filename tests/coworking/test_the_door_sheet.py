"""The sheet on a room's door: free or in use, until when, what comes next; and never whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from coworking import door
from coworking.models import Block, Booking, BookingState, Resource
from tests.coworking import cast
from tests.people.cast import browser

pytestmark = pytest.mark.django_db

State = BookingState


def at(clock: str) -> datetime:
    return datetime.combine(cast.TUESDAY.date(), time.fromisoformat(clock), tzinfo=cast.PARIS)


@pytest.fixture
def room() -> Resource:
    """Salle Gergovie, open from 8:30 to 19:00."""
    space = cast.study("MR1", opens=time(8, 30), closes=time(19), name="Salle Gergovie", kind="room")
    return cast.room(space=space, name="Salle Gergovie", name_en="Gergovie room")


def held(room: Resource, start: str, end: str, **facts: Any) -> Booking:
    span = (at(start), at(end))
    plain = {"state": State.CONFIRMED, "by": "test", "starts_at": span[0], "ends_at": span[1], "busy": span}
    return Booking.objects.create(resource=room, **plain | {"first_name": "Amina", "title": "Licenciements"} | facts)


def standing(room: Resource, clock: str) -> tuple[str, str | None]:
    found = door.sheet(room.space.building, "MR1", at(clock))
    return found.state, f"{found.until.astimezone(cast.PARIS):%H:%M}" if found.until else None


def test_a_door_says_free_in_use_or_closed_and_until_when(room: Resource) -> None:
    held(room, "10:00", "11:00")
    held(room, "11:00", "12:00", state=State.CHECKED_IN)
    held(room, "13:00", "14:00", state=State.CANCELLED, ended_at=at("08:00"))
    held(room, "15:00", "16:00", state=State.HELD, expires_at=at("08:00"))
    told = [standing(room, clock) for clock in ("08:00", "08:30", "09:59", "10:00", "11:59", "12:00", "19:00")]
    closed, free, used = "closed", "free", "in_use"
    assert told == [
        (closed, "08:30"),
        (free, "10:00"),
        (free, "10:00"),
        (used, "12:00"),
        (used, "12:00"),
        (free, "19:00"),
        (closed, None),
    ]


def test_what_runs_past_midnight_is_told_to_its_end() -> None:
    night = cast.room()  # open day and night
    held(
        night,
        "23:00",
        "23:30",
        ends_at=at("23:00") + timedelta(hours=3),
        busy=(at("23:00"), at("23:00") + timedelta(hours=3)),
    )
    assert standing(night, "23:10") == ("in_use", "02:00")


def test_anybody_reads_it_and_nobody_is_named(room: Resource) -> None:
    held(room, "10:00", "11:00")
    party = Block.objects.create(title="Fête", title_en="Party", starts_at=at("14:00"), ends_at=at("18:00"), by="test")
    held(room, "14:00", "18:00", state=State.BLOCKED, block=party)
    with time_machine.travel(at("10:30"), tick=False):
        told = browser().get("/api/v1/coworking/rooms/MR1/door/", headers={"Accept-Language": "en"}).json()
    day = "2026-11-24T"
    meeting = {"starts_at": f"{day}10:00:00+01:00", "ends_at": f"{day}11:00:00+01:00", "title": ""}
    block = {"starts_at": f"{day}14:00:00+01:00", "ends_at": f"{day}18:00:00+01:00", "title": "Party"}
    assert told == {
        "resource": "MR1",
        "name": "Gergovie room",
        "space": "MR1",
        "timezone": "Europe/Paris",
        "at": f"{day}10:30:00+01:00",
        "state": "in_use",
        "until": f"{day}11:00:00+01:00",
        "now": meeting,
        "next": block,
        "today": [meeting, block],
        "open": [{"starts_at": f"{day}08:30:00+01:00", "ends_at": f"{day}19:00:00+01:00"}],
        "reason": None,
    }


def test_a_seat_and_a_room_that_is_none_have_no_door(room: Resource) -> None:
    cast.resource("STUD-01")
    codes = ["STUD-01", "NONE", "MR%00"]
    assert [browser().get(f"/api/v1/coworking/rooms/{code}/door/").status_code for code in codes] == [404] * 3


def test_a_door_costs_one_statement(room: Resource, django_assert_num_queries: Callable[[int], Any]) -> None:
    for start, end in [("09:00", "10:00"), ("10:00", "11:00"), ("12:00", "13:00")]:
        held(room, start, end)
        door.sheet(room.space.building, "MR1", at("09:30"))  # the calendar is read once
        with django_assert_num_queries(1):
            door.sheet(room.space.building, "MR1", at("09:30"))
