"""GET /venue/, GET /occupancy/, POST movements, recounts, heartbeats (DESIGN §5)."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from tests.people.cast import browser, make_device, make_person, phone
from tests.spaces.conftest import Room, tuesday
from venue.house.models import Building
from venue.spaces import occupancy
from venue.spaces.models import Movement, Recount

pytestmark = pytest.mark.django_db
MOVEMENTS, RECOUNTS, HEARTBEATS = (f"/api/v1/occupancy/{it}/" for it in ("movements", "recounts", "heartbeats"))


@pytest.fixture(autouse=True)
def a_tuesday_noon(house: Building) -> Any:
    with time_machine.travel(tuesday("12:00"), tick=False):
        yield


def host(**facts: Any) -> APIClient:
    return phone(make_device("Door 1", "host", lease_until=tuesday("23:00"), **facts)[1])


def said(**other: Any) -> dict[str, Any]:
    return {"space": "CANT", "step": 2, "request_id": str(uuid.uuid4())} | other


def ask(client: APIClient | None = None, query: str = "") -> dict[str, Any]:
    answer = (client or browser()).get(f"/api/v1/occupancy/{query}")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told | {"by_code": {space["space"]: space for space in told["spaces"]}}


def test_the_public_hears_levels_and_free_seats_and_no_number_else(room: Room) -> None:
    occupancy.recount(room("CANT"), 44, by="person:chidi")
    occupancy.recount(room("STUD"), 21, by="person:chidi")
    occupancy.recount(room("COWO"), 3, by="person:chidi")
    told = ask()
    assert [(code, it["level"], it["free"]) for code, it in told["by_code"].items()] == [
        ("CANT", "almost_full", None),
        ("CAFE", "unknown", None),
        ("HALL", "unknown", None),
        ("COWO", "calm", "10+"),
        ("STUD", "lively", 9),
        ("MR1", "unknown", None),
        ("MR2", "unknown", None),
        ("WORK", "unknown", None),
        ("YARD", "unknown", None),
    ]
    assert {key for space in told["spaces"] for key in space} == {"space", "level", "free", "revision", "updated_at"}
    assert set(told["building"]) == {"code", "level", "updated_at", "revision"}


def test_the_crew_hears_numbers_and_warnings(room: Room) -> None:
    occupancy.recount(room("CANT"), 49, by="person:chidi")
    occupancy.recount(room("STUD"), 30, by="person:chidi")
    told = ask(host())
    numbers = {code: (it["present"], it["capacity"], it["warn"], it["full"]) for code, it in told["by_code"].items()}
    assert (numbers["CANT"], numbers["STUD"], numbers["KITC"]) == (
        (49, 54, True, False),
        (30, 30, True, True),
        (0, 12, False, False),
    )
    building = told["building"]
    assert (building["present"], building["capacity"], building["level"]) == (79, 190, "calm")


@pytest.mark.parametrize("role", ["accountant", "auditor"])
def test_who_counts_money_is_not_crew_here(role: str) -> None:
    assert "present" not in ask(browser(make_person("Dora", role)))["building"]


def test_crew_of_another_building_is_public_here() -> None:
    annex = Building.objects.create(code="annexe", name="L’Annexe", public_cap=30, position=9)
    elsewhere = browser(make_person("Bruno", "host", building=annex))
    assert ("present" in ask(elsewhere)["building"], "present" in ask(elsewhere, "?building=annexe")["building"]) == (
        False,
        True,
    )


def test_news_older_than_twenty_minutes_are_no_news(room: Room) -> None:
    occupancy.recount(room("CANT"), 44, by="person:chidi")
    levels = []
    for minutes in (19, 20, 21):
        with time_machine.travel(tuesday("12:00") + timedelta(minutes=minutes), tick=False):
            cant = ask()["by_code"]["CANT"]
            levels.append((cant["level"], cant["updated_at"]))
    assert levels == [
        ("almost_full", "2026-11-24T12:00:00+01:00"),
        ("almost_full", "2026-11-24T12:00:00+01:00"),
        ("unknown", "2026-11-24T12:00:00+01:00"),
    ]


def test_a_phone_open_on_the_page_keeps_a_room_fresh(room: Room) -> None:
    client = host()
    assert ask()["by_code"]["CANT"]["level"] == "unknown"
    assert client.post(HEARTBEATS, {"space": "CANT"}).status_code == 204
    assert ask()["by_code"]["CANT"]["level"] == "calm"


def test_the_building_is_as_full_as_the_rooms_under_its_cap(room: Room) -> None:
    occupancy.recount(room("YARD"), 60, by="person:chidi")
    occupancy.recount(room("HALL"), 95, by="person:chidi")
    told = ask()
    assert (told["building"]["level"], told["by_code"]["YARD"]["level"]) == ("lively", "full")


def test_an_unchanged_answer_is_304_until_somebody_moves(room: Room) -> None:
    client = browser()
    first = client.get("/api/v1/occupancy/")
    again = client.get("/api/v1/occupancy/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, first["Cache-Control"]) == (304, b"", "no-cache")
    occupancy.recount(room("CANT"), 5, by="person:chidi")
    assert client.get("/api/v1/occupancy/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_the_crew_s_answer_is_private_and_another(room: Room) -> None:
    public, crew = browser().get("/api/v1/occupancy/"), host().get("/api/v1/occupancy/")
    assert (crew["Cache-Control"], crew["ETag"] == public["ETag"]) == ("private, no-cache", False)
    assert "Authorization" in crew["Vary"]


def test_an_unknown_building_is_not_found() -> None:
    assert browser().get("/api/v1/occupancy/?building=nowhere").status_code == 404


def test_a_movement_is_heard_once(room: Room) -> None:
    client, body = host(), said()
    first, again = client.post(MOVEMENTS, body), client.post(MOVEMENTS, body)
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert first.json() == body | {"at": "2026-11-24T12:00:00+01:00"}
    assert ask(client)["by_code"]["CANT"]["present"] == 2


def test_a_request_id_for_something_else_is_a_conflict() -> None:
    client, body = host(), said()
    client.post(MOVEMENTS, body)
    answer = client.post(MOVEMENTS, body | {"step": 3})
    assert (answer.status_code, answer.json()["code"]) == (409, "request_id_reused")


def test_a_movement_may_be_told_later(room: Room) -> None:
    answer = host().post(MOVEMENTS, said(at="2026-11-24T10:30:00Z"))
    assert (answer.status_code, answer.json()["at"]) == (201, "2026-11-24T11:30:00+01:00")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("step", 0, "zero"),
        ("step", 51, "max_value"),
        ("step", -51, "min_value"),
        ("step", "many", "invalid"),
        ("step", True, "invalid"),
        ("step", None, "null"),
        ("space", "ATTIC", "unknown_space"),
        ("space", ["CANT"], "invalid"),
        ("request_id", "1", "invalid"),
        ("at", "2026-11-24T12:00:00", "naive"),
        ("at", "2026-11-24T12:05:00+01:00", "future"),
        ("at", "2026-11-22T11:59:00+01:00", "too_old"),
        ("at", "yesterday", "invalid"),
        ("colour", "blue", "unknown_field"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(field: str, value: Any, code: str) -> None:
    answer = host().post(MOVEMENTS, said(**{field: value}))
    assert (answer.status_code, [it["code"] for it in answer.json()["errors"][field]]) == (400, [code])
    assert Movement.objects.count() == 0


def test_a_recount_is_audited(room: Room) -> None:
    person = make_person("Chidi", "host")
    answer = browser(person).post(RECOUNTS, {"space": "CANT", "present": 12, "reason": "Compté deux fois"})
    assert answer.status_code == 201
    counted = Recount.objects.get()
    assert (counted.present, counted.by, counted.reason) == (12, f"person:{person.pk}", "Compté deux fois")
    assert answer.json() == {
        "space": "CANT",
        "present": 12,
        "at": "2026-11-24T12:00:00+01:00",
        "reason": "Compté deux fois",
    }


def test_a_recount_with_a_key_happens_once() -> None:
    client = host()
    key: dict[str, Any] = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    answers = [client.post(RECOUNTS, {"space": "CANT", "present": 12}, **key) for _ in range(2)]
    assert ([it.status_code for it in answers], answers[0].json()) == ([201, 201], answers[1].json())
    assert Recount.objects.count() == 1


@pytest.mark.parametrize("present", [-1, 10_001, 1.5, "x", None])
def test_an_absurd_recount_is_refused(present: Any) -> None:
    assert host().post(RECOUNTS, {"space": "CANT", "present": present}).status_code == 400


WRITES: list[tuple[str, Callable[[], dict[str, Any]]]] = [
    (MOVEMENTS, said),
    (RECOUNTS, lambda: {"space": "CANT", "present": 3}),
    (HEARTBEATS, lambda: {"space": "CANT"}),
]


@pytest.mark.parametrize(("path", "body"), WRITES)
def test_dora_counts_nobody(path: str, body: Any) -> None:
    for dora in (browser(), browser(make_person("Dora")), browser(make_person("Nora", "accountant"))):
        assert dora.post(path, body()).status_code in (401, 403)
    assert (Movement.objects.count(), Recount.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("role", "statuses"),
    [("host", [201, 201, 204]), ("manager", [201, 201, 204]), ("animator", [201, 403, 204]), ("cook", [403, 403, 403])],
)
def test_each_role_counts_as_far_as_it_goes(role: str, statuses: list[int]) -> None:
    client = browser(make_person("Bruno", role))
    assert [client.post(path, body()).status_code for path, body in WRITES] == statuses


def test_the_kitchen_s_phone_may_count_but_not_recount() -> None:
    client = phone(make_device("Kitchen", "cook", lease_until=tuesday("23:00"))[1])
    assert [client.post(path, body()).status_code for path, body in WRITES] == [201, 403, 204]


@pytest.mark.parametrize("limit", [{"spaces": ["HALL"]}, {"building": "annexe"}])
@pytest.mark.parametrize(("path", "body"), WRITES)
def test_a_phone_limited_to_another_place_counts_only_there(path: str, body: Any, limit: dict[str, Any]) -> None:
    if "building" in limit:
        limit = {"building": Building.objects.create(code="annexe", name="L’Annexe", public_cap=30, position=9)}
    assert host(**limit).post(path, body()).status_code == 403


def test_the_house_introduces_itself() -> None:
    told = browser().get("/api/v1/venue/").json()
    assert {key: told[key] for key in ("code", "name", "timezone", "address", "latitude", "longitude")} == {
        "code": "preau",
        "name": "Le Préau",
        "timezone": "Europe/Paris",
        "address": "12 rue Rabanesse, 63000 Clermont-Ferrand",
        "latitude": 45.7722,
        "longitude": 3.0812,
    }
    opening = told["opening"]
    assert opening["week"].pop(3) == {"weekday": 3, "hours": [["08:30", "22:00"]]}
    assert (opening["open_now"], opening["closes_at"], opening["opens_at"], opening["reason"]) == (
        True,
        "2026-11-24T19:00:00+01:00",
        None,
        None,
    )
    assert opening["today"] == [{"opens": "2026-11-24T08:30:00+01:00", "closes": "2026-11-24T19:00:00+01:00"}]
    assert told["spaces"][3] == {
        "code": "HALL",
        "name": "Grande salle Blaise-Pascal",
        "short_name": "Grande salle",
        "kind": "hall",
        "level_of_floor": 0,
        "shape": {
            "floor": 0,
            "polygon": [[0, 11], [14.8, 11], [14.8, 17.6], [0, 17.6]],
            "label": [7.4, 14.3],
        },
        "has_bookable_seats": False,
    }


def test_rooms_have_their_names_in_the_language_of_the_reader() -> None:
    answer = browser().get("/api/v1/venue/", HTTP_ACCEPT_LANGUAGE="en")
    names = [space["short_name"] for space in answer.json()["spaces"]]
    assert (names[:4], "Accept-Language" in answer["Vary"]) == (["Canteen", "Café", "Kitchen", "Hall"], True)


def test_the_house_tells_no_capacity() -> None:
    text = browser().get("/api/v1/venue/").content.decode()
    assert [word for word in ("capacity", "cap", "190", "area") if word in text] == []


def test_an_unchanged_house_is_304() -> None:
    tag = browser().get("/api/v1/venue/")["ETag"]
    assert browser().get("/api/v1/venue/", HTTP_IF_NONE_MATCH=f"W/{tag}").status_code == 304


def test_a_closed_house_says_when_it_opens() -> None:
    with time_machine.travel(tuesday("22:00"), tick=False):
        opening = browser().get("/api/v1/venue/").json()["opening"]
    assert (opening["open_now"], opening["closes_at"], opening["opens_at"]) == (
        False,
        None,
        "2026-11-25T08:30:00+01:00",
    )


def test_public_readings_need_few_statements(django_assert_max_num_queries: Any) -> None:
    ask()
    with django_assert_max_num_queries(2):
        ask()
    browser().get("/api/v1/venue/")
    with django_assert_max_num_queries(2):
        browser().get("/api/v1/venue/")
    assert timezone.now() == tuesday("12:00")
