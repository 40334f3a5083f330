"""Sitting down over HTTP: by the desk's code, by a host, by oneself; and what the host at the desk is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from canteen import door_paper
from coworking import arrivals, bookings, presence, standing
from coworking.models import Booking, Resource
from tests import cast as house
from tests.coworking import cast, hiring
from tests.coworking.cast import HOST, HOUR, MONDAY, TUESDAY
from tests.people.cast import browser, make_building, make_device, make_person, phone
from venue.people.models import Person
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db

API = "/api/v1/coworking/"


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def amina() -> Person:
    return make_person("Amina")


@pytest.fixture
def seat(amina: Person) -> Booking:
    """Amina's, from ten to noon; it is ten."""
    return cast.booking(who=amina)


@pytest.fixture
def chidi() -> APIClient:
    return browser(make_person("Chidi", "host"))


def post(client: APIClient, path: str, body: Any = None) -> tuple[int, Any]:
    """The status, and the state or the code."""
    answer = client.post(API + path, body or {})
    told = answer.json()
    return answer.status_code, told.get("state") if answer.status_code < 400 else told["code"]


def shown(booking: Booking) -> dict[str, str]:
    return {"sticker": booking.resource.sticker_key}


def test_the_owner_lives_a_whole_visit(seat: Booking, amina: Person) -> None:
    hers, path = browser(amina), f"bookings/{seat.key}/"
    longer = {"ends_at": (TUESDAY + 3 * HOUR).isoformat()}
    assert [
        post(hers, path + "check-in/", shown(seat)),
        post(hers, path + "pause/"),
        post(hers, path + "resumption/", shown(seat)),
        post(hers, path + "extension/", longer),
        post(hers, path + "departure/"),
    ] == [(200, state) for state in ("checked_in", "paused", "checked_in", "checked_in", "finished")]
    seat.refresh_from_db()
    assert seat.ends_at == TUESDAY + 3 * HOUR


def test_what_can_be_done_is_told_with_the_booking(seat: Booking, amina: Person) -> None:
    hers, path = browser(amina), f"{API}bookings/{seat.key}/"
    told = [hers.get(path).json()["can"], hers.post(path + "check-in/", shown(seat)).json()["can"]]
    paused = hers.post(path + "pause/").json()
    assert [*told, paused["can"], paused["paused_until"]] == [
        ["check-in", "cancellation"],
        ["pause", "extension", "departure"],
        ["resumption", "extension", "departure"],
        "2026-11-24T10:30:00+01:00",
    ]


@pytest.mark.parametrize("verb", ["check-in", "pause", "resumption", "departure"])
def test_nobody_finds_the_booking_of_somebody_else(seat: Booking, verb: str) -> None:
    dora = browser(make_person("Dora"))
    assert post(dora, f"bookings/{seat.key}/{verb}/") == (404, "not_found")
    assert post(dora, f"bookings/{seat.key}/release/") == (403, "permission_denied")
    seat.refresh_from_db()
    assert seat.state == "confirmed"


def test_the_code_of_another_desk_checks_nobody_in(seat: Booking, amina: Person) -> None:
    other = cast.resource("STUD-02")
    wrong = [{"sticker": other.sticker_key}, {"short_code": arrivals.desk_code(other)}]
    assert [post(browser(amina), f"bookings/{seat.key}/check-in/", body) for body in wrong] == [
        (422, "wrong_place")
    ] * 2


def test_from_home_nobody_checks_in(seat: Booking, amina: Person, chidi: APIClient) -> None:
    path, typed = f"bookings/{seat.key}/check-in/", {"short_code": arrivals.desk_code(seat.resource).lower()}
    assert post(browser(amina), path) == (422, "scan_the_desk")
    assert post(browser(amina), path, typed) == (200, "checked_in")
    bruno = cast.booking(cast.resource("STUD-02"))
    assert post(chidi, f"bookings/{bruno.key}/check-in/") == (200, "checked_in")


def test_from_home_nobody_is_back_from_a_pause(seat: Booking, amina: Person, chidi: APIClient) -> None:
    hers, path = browser(amina), f"bookings/{seat.key}/"
    post(hers, path + "check-in/", shown(seat)), post(hers, path + "pause/")
    elsewhere = {"sticker": cast.resource("STUD-02").sticker_key}
    assert [post(hers, path + "resumption/", body) for body in ({}, elsewhere)] == [
        (422, "scan_the_desk"),
        (422, "wrong_place"),
    ]
    assert post(chidi, path + "resumption/") == (200, "checked_in")


def test_a_room_is_checked_in_by_the_code_on_its_door(amina: Person) -> None:
    room = cast.booking(cast.room(), who=amina)
    path = f"bookings/{room.key}/check-in/"
    answers = [post(browser(amina), path), post(browser(amina), path, shown(room))]
    assert answers == [(422, "scan_the_desk"), (200, "checked_in")]


def test_a_house_may_say_that_a_tap_is_enough(seat: Booking, amina: Person) -> None:
    RuleOverride.objects.create(key="seat.checkin_needs_sticker", value=False, valid_from=MONDAY.date())
    assert post(browser(amina), f"bookings/{seat.key}/check-in/") == (200, "checked_in")


# --- arrivals --------------------------------------------------------------------------------------------------------


def at_desk(client: APIClient, resource: Resource) -> tuple[int, Any]:
    return post(client, "arrivals/", {"sticker": resource.sticker_key})


def test_reading_the_desks_code_checks_in_and_brings_back_from_a_pause(seat: Booking, amina: Person) -> None:
    hers = browser(amina)
    assert [at_desk(hers, seat.resource) for _ in range(2)] == [(201, "checked_in")] * 2
    post(hers, f"bookings/{seat.key}/pause/")
    typed = {"sticker": arrivals.desk_code(seat.resource)}  # the signs below it do as well
    assert post(hers, "arrivals/", typed) == (201, "checked_in")


def test_reading_a_desks_code_without_a_booking_there(seat: Booking, amina: Person) -> None:
    other, later = cast.resource("STUD-02"), cast.resource("STUD-03")
    cast.booking(later, TUESDAY + HOUR, who=make_person("Dora"))
    assert [
        at_desk(browser(amina), other),
        at_desk(browser(make_person("Bruno")), other),
        at_desk(browser(Person.objects.get(first_name="Dora")), later),
        post(browser(amina), "arrivals/", {"sticker": "x" * 22}),
    ] == [(422, "wrong_place"), (404, "no_booking_here"), (409, "not_now"), (404, "not_found")]


def test_a_host_checks_in_whoever_shows_or_says_a_code(seat: Booking, chidi: APIClient) -> None:
    other = cast.booking(cast.resource("STUD-02"), first_name="Bruno")
    assert post(chidi, "arrivals/", {"token": standing.token(seat)}) == (201, "checked_in")
    assert post(chidi, "arrivals/", {"short_code": other.short_code.lower()}) == (201, "checked_in")


def test_a_meal_ticket_is_no_booking(chidi: APIClient) -> None:
    token = door_paper.token(house.ticket())
    assert post(chidi, "arrivals/", {"token": token}) == (404, "unknown_booking")
    assert post(chidi, "arrivals/", {"token": token[:-1] + ("0" if token[-1] != "0" else "1")}) == (
        422,
        "forged_ticket",
    )


def test_a_booking_is_no_meal_ticket(seat: Booking, chidi: APIClient) -> None:
    scan = {"token": standing.token(seat), "request_id": str(house.request_id())}
    assert chidi.post("/api/v1/canteen/redemptions/", scan).json()["code"] == "unknown_ticket"


def test_a_spoken_code_is_good_on_its_own_day_only(chidi: APIClient, settings: Settings) -> None:
    settings.GUESSES = settings.GUESSES | {"short_code": (2, 600)}
    tomorrow = cast.booking(starts_at=TUESDAY + 24 * HOUR)
    said = [post(chidi, "arrivals/", {"short_code": tomorrow.short_code}) for _ in range(3)]
    assert said == [(404, "unknown_booking"), (404, "unknown_booking"), (429, "throttled")]
    today = cast.booking(cast.resource("STUD-02"))
    assert post(chidi, "arrivals/", {"token": standing.token(today)}) == (201, "checked_in")


def test_only_hosts_of_the_house_receive_others(seat: Booking, amina: Person) -> None:
    elsewhere = browser(make_person("Max", "host", building=make_building("annexe")))
    other_room = phone(make_device("Cantine", "host", spaces=["CANT"])[1])
    body = {"token": standing.token(seat)}
    assert post(browser(amina), "arrivals/", body) == (403, "permission_denied")
    assert [post(client, "arrivals/", body) for client in (elsewhere, other_room)] == [(404, "unknown_booking")] * 2


# --- walk-ins --------------------------------------------------------------------------------------------------------


def test_a_host_seats_somebody_in_one_request(chidi: APIClient) -> None:
    kept = cast.resource("STUD-25", bookable=False)
    with time_machine.travel(TUESDAY + timedelta(minutes=19), tick=False):
        answer = chidi.post(API + "bookings/", {"resource": kept.code, "walk_in": True, "first_name": "Bruno"})
    told = answer.json()
    assert (answer.status_code, told["state"], told["starts_at"], told["ends_at"]) == (
        201,
        "checked_in",
        "2026-11-24T10:00:00+01:00",
        "2026-11-24T12:00:00+01:00",
    )


def test_a_walk_in_ends_where_the_next_booking_begins(chidi: APIClient, seat: Booking) -> None:
    with time_machine.travel(TUESDAY - HOUR - timedelta(minutes=5), tick=False):
        item = presence.walk_in(seat.resource, TUESDAY - HOUR - timedelta(minutes=5))
    assert (item.starts_at, item.ends_at) == (TUESDAY - 1.5 * HOUR, TUESDAY)
    taken = {"resource": seat.resource.code, "walk_in": True}
    assert post(chidi, "bookings/", taken) == (409, "seat_taken")


# --- the front desk --------------------------------------------------------------------------------------------------


def test_the_host_sees_who_is_expected_late_sitting_away_and_gone(chidi: APIClient, seat: Booking) -> None:
    places = iter(cast.resource(f"STUD-{number:02}") for number in range(2, 10))

    def other(name: str, hours: float = 0) -> Booking:
        return cast.booking(next(places), TUESDAY + hours * HOUR, first_name=name)

    sitting, paused, lost = other("Bruno"), other("Dora"), other("Eli")
    other("Fatou", 1)
    other("Gil", 1.5)
    for booking in (sitting, paused):
        presence.check_in(bookings.locked(booking.pk), by=HOST)
    presence.pause(bookings.locked(paused.pk), by=HOST)
    with time_machine.travel(TUESDAY + timedelta(minutes=15), tick=False):
        assert presence.release_absent() == 2
    with time_machine.travel(TUESDAY + timedelta(minutes=16), tick=False):
        presence.release(bookings.locked(sitting.pk), by=HOST)
        late = cast.booking(lost.resource, TUESDAY, first_name="Hana")
        told = chidi.get(API + "desk/").json()
    lists = ("expected", "late", "sitting", "paused", "gone")
    assert {name: [it["first_name"] for it in told[name]] for name in lists} == {
        "expected": ["Fatou"],
        "late": ["Hana"],
        "sitting": [],
        "paused": ["Dora"],
        "gone": ["Amina", "Eli"],
    }
    assert told["late"][0] == {
        "key": late.key,
        "state": "confirmed",
        "resource": {"code": "STUD-04", "name": "Place STUD-04", "kind": "study_seat", "space": "STUD"},
        "starts_at": "2026-11-24T10:00:00+01:00",
        "ends_at": "2026-11-24T12:00:00+01:00",
        "first_name": "Hana",
        "people": 1,
        "walk_in": False,
        "check_in": {"from": "2026-11-24T09:50:00+01:00", "until": "2026-11-24T10:31:00+01:00"},
        "paused_until": None,
        "release": "",
    }


def test_the_host_sees_where_somebody_can_sit_and_until_when(chidi: APIClient, seat: Booking) -> None:
    for code in ("STUD-28", "STUD-29"):
        cast.resource(code, bookable=False)
    cast.resource("STUD-02")
    cast.resource("STUD-03", resident=seat.person)
    cast.booking(cast.resource("STUD-28"), walk_in=True)
    cast.booking(cast.resource("STUD-29"), TUESDAY + HOUR, walk_in=True)
    [study] = chidi.get(API + "desk/").json()["free"]
    told = {kind: [(it["resource"], it["until"][11:16]) for it in study[kind]] for kind in ("walk_in", "bookable")}
    assert (study["space"], told) == (
        "STUD",
        {"walk_in": [("STUD-29", "11:00")], "bookable": [("STUD-02", "00:00")]},
    )


def test_a_phone_of_another_room_sees_its_own_only(seat: Booking) -> None:
    here, there = (phone(make_device(code, "host", spaces=[code])[1]) for code in ("STUD", "COWO"))
    told = [client.get(API + "desk/").json() for client in (here, there)]
    assert [(desk["spaces"], len(desk["late"])) for desk in told] == [(["STUD"], 1), (["COWO"], 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_as_many_queries_however_many_sit_there(
    chidi: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        cast.booking(cast.resource(f"STUD-{number:02}"), who=make_person(f"Guest {number}", email=None))
    chidi.get(API + "desk/")
    with django_assert_num_queries(5):
        chidi.get(API + "desk/")


@pytest.mark.parametrize("deed", ["release", "cancellation", "departure", "check-in"])
def test_a_hired_room_is_given_away_by_nobody_at_the_desk(chidi: APIClient, deed: str) -> None:
    hired = hiring.approved(hiring.asked(starts_at=hiring.coming())).booking
    assert post(chidi, f"bookings/{hired.key}/{deed}/") == (409, "is_hired")
    assert chidi.get(f"{API}bookings/{hired.key}/").json()["can"] == []
    hired.refresh_from_db()
    assert hired.is_active


def test_the_host_greets_by_her_own_name_who_booked_for_herself(seat: Booking, amina: Person, chidi: APIClient) -> None:
    assert [who.get(f"{API}bookings/{seat.key}/").json()["first_name"] for who in (chidi, browser(amina))] == [
        "Amina",
        "",
    ]


def test_nobody_is_seated_at_somebodys_own_desk_or_until_yesterday(amina: Person, chidi: APIClient) -> None:
    hers, free = cast.resource("COWO-19", resident=amina), cast.resource("STUD-05")
    yesterday = (TUESDAY - 24 * HOUR).isoformat()
    assert [
        post(chidi, "bookings/", {"resource": hers.code, "walk_in": True}),
        post(chidi, "bookings/", {"resource": free.code, "walk_in": True, "ends_at": yesterday}),
    ] == [(422, "not_bookable"), (422, "in_the_past")]
