"""What the socket says of occupancy is what HTTP answers, in one statement, with a revision that only grows."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings

from tests.people.cast import browser
from tests.spaces.conftest import EVERYTHING_HAPPENS, Room, tuesday
from venue.house.models import Building
from venue.live.topics import Truth
from venue.people.actors import GUEST, Actor
from venue.spaces import occupancy
from venue.spaces.topics import OccupancyTopic

pytestmark = pytest.mark.django_db
HOST = Actor("device", "device:1", frozenset({"host"}))
ACCOUNTANT = Actor("person", "person:1", frozenset({"accountant"}))


def read(key: str | None = None, *, crew: bool = False, at: datetime | None = None) -> Truth:
    with time_machine.travel(at or tuesday("12:00"), tick=False):
        truth = OccupancyTopic().read(key, crew=crew)
    assert truth is not None
    return truth


def test_socket_and_http_say_the_same(room: Room) -> None:
    occupancy.recount(room("CANT"), 30, by="person:chidi", at=tuesday("11:55"))
    with time_machine.travel(tuesday("12:00"), tick=False):
        assert read().data == browser().get("/api/v1/occupancy/").json()


def test_the_default_building_has_two_names(house: Building) -> None:
    assert read().data == read("preau").data


def test_an_unknown_building_is_no_topic(house: Building) -> None:
    assert OccupancyTopic().read("nowhere", crew=False) is None
    assert OccupancyTopic().may_join(HOST, "nowhere", crew=False) is False


def test_numbers_are_for_the_crew(house: Building) -> None:
    assert ("present" in read().data["building"], "present" in read(crew=True).data["building"]) == (False, True)
    joins = [OccupancyTopic().may_join(actor, None, crew=True) for actor in (GUEST, ACCOUNTANT, HOST)]
    assert joins == [False, False, True]
    assert OccupancyTopic().may_join(GUEST, None, crew=False)


def test_a_host_of_another_building_is_not_crew_here(house: Building) -> None:
    elsewhere = Actor("device", "device:1", frozenset({"host"}), limits=frozenset({("host", house.pk + 1)}))
    assert OccupancyTopic().may_join(elsewhere, "preau", crew=True) is False


def test_a_reading_is_one_statement(house: Building, django_assert_num_queries: Any) -> None:
    read()
    with django_assert_num_queries(1):
        read(crew=True)


@pytest.mark.parametrize("what", sorted(EVERYTHING_HAPPENS))
def test_whatever_happens_the_revision_grows(room: Room, what: str) -> None:
    before = read()
    with time_machine.travel(tuesday("12:00"), tick=False):
        EVERYTHING_HAPPENS[what](room("CANT"))
    assert read().revision > before.revision


def test_nothing_happening_leaves_the_revision(house: Building) -> None:
    assert read().revision == read(at=tuesday("12:00") + timedelta(seconds=59)).revision


def test_the_revision_grows_with_each_minute_because_news_grow_old(room: Room) -> None:
    with time_machine.travel(tuesday("12:00"), tick=False):
        for happen in EVERYTHING_HAPPENS.values():
            happen(room("CANT"))
    revisions = [read(at=tuesday("12:00") + timedelta(minutes=minute)).revision for minute in range(25)]
    assert revisions == sorted(set(revisions))


def test_each_room_has_a_revision_of_its_own(room: Room) -> None:
    def revisions() -> dict[str, int]:
        return {space["space"]: space["revision"] for space in read().data["spaces"]}

    before = revisions()
    with time_machine.travel(tuesday("12:00"), tick=False):
        occupancy.recount(room("CANT"), 3, by="person:chidi")
    after = revisions()
    assert [code for code in before if after[code] != before[code]] == ["CANT"]
    assert after["CANT"] == before["CANT"] + 1


@pytest.mark.parametrize(("example", "crew"), [("occupancy", False), ("crew-occupancy", True)])
def test_the_example_for_the_browser_has_our_shape(room: Room, example: str, crew: bool) -> None:
    file = Path(settings.BASE_DIR) / "tests" / "examples" / f"{example}.json"
    told, shown = read(crew=crew).data, json.loads(file.read_text())["data"]
    assert (set(shown), set(shown["building"])) == (set(told), set(told["building"]))
    assert {frozenset(it) for it in shown["spaces"]} == {frozenset(it) for it in told["spaces"]}
