"""What `POST /api/v1/coworking/bookings/` takes, and every way in which it says no, with nothing written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from coworking.models import Booking
from tests.coworking import cast
from tests.coworking.cast import HOUR, MONDAY, PARIS, TUESDAY
from tests.people.cast import browser, make_device, make_person, phone
from venue.spaces.models import Closure, OpeningHours, Period

pytestmark = pytest.mark.django_db

BOOKINGS = "/api/v1/coworking/bookings/"


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.fixture
def amina() -> APIClient:
    return browser(make_person("Amina"))


def said(starts_at: datetime | str = TUESDAY, ends_at: datetime | str | None = None, resource: str = "STUD-01") -> Any:
    until = ends_at or (starts_at + 2 * HOUR if isinstance(starts_at, datetime) else starts_at)
    return {
        "resource": resource,
        "starts_at": starts_at if isinstance(starts_at, str) else starts_at.isoformat(),
        "ends_at": until if isinstance(until, str) else until.isoformat(),
    }


def refusal(client: APIClient, body: Any) -> dict[str, Any]:
    """The problem; nothing was written."""
    before = Booking.objects.count()
    answer = client.post(BOOKINGS, body)
    assert (answer["Content-Type"], Booking.objects.count()) == ("application/problem+json", before)
    told: dict[str, Any] = answer.json()
    return told


def test_a_person_books_a_seat(amina: APIClient) -> None:
    cast.resource()

    answer = amina.post(BOOKINGS, said())

    assert answer.status_code == 201
    told = answer.json()
    assert told | {"key": "", "token": "", "short_code": "", "group": ""} == {
        "key": "",
        "state": "confirmed",
        "resource": {
            "code": "STUD-01",
            "name": "Place STUD-01",
            "kind": "study_seat",
            "space": "STUD",
            "space_name": "Salle d’étude",
        },
        "starts_at": "2026-11-24T10:00:00+01:00",
        "ends_at": "2026-11-24T12:00:00+01:00",
        "short_code": "",
        "token": "",
        "check_in": {"from": "2026-11-24T09:50:00+01:00", "until": "2026-11-24T10:15:00+01:00"},
        "paused_until": None,
        "expires_at": None,
        "checkout_url": None,
        "group": "",
        "series": None,
        "first_name": "",
        "title": "",
        "people": 1,
        "release": "",
        "sequence": 0,
        "revision": 1,
        "can": ["cancellation", "move"],
    }


def test_a_seat_is_told_with_its_point_on_the_plan(amina: APIClient) -> None:
    cast.resource(spot=[16.95, 0.8])
    told = amina.get("/api/v1/coworking/availability/?date=2026-11-24").json()
    assert [(seat["resource"], seat["spot"]) for seat in told["results"]] == [("STUD-01", [16.95, 0.8])]


def test_the_same_key_said_twice_books_once(amina: APIClient) -> None:
    cast.resource()
    key = str(uuid.uuid4())

    first, second = (amina.post(BOOKINGS, said(), headers={"Idempotency-Key": key}) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["key"] == second.json()["key"]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "status", "code"),
    [
        ("2026-11-24T10:00:00", "2026-11-24T12:00:00", 400, "invalid"),
        (TUESDAY, TUESDAY - HOUR, 422, "ends_before_start"),
        (TUESDAY, TUESDAY, 422, "ends_before_start"),
        (TUESDAY + timedelta(minutes=10), TUESDAY + HOUR, 422, "off_grid"),
        (TUESDAY, TUESDAY + timedelta(minutes=59, seconds=59), 422, "off_grid"),
        (MONDAY - HOUR, MONDAY + HOUR, 422, "in_the_past"),
        (TUESDAY, TUESDAY + 4.5 * HOUR, 422, "too_long"),
        (TUESDAY + timedelta(days=7), TUESDAY + timedelta(days=7, hours=1), 422, "too_far_ahead"),
    ],
)
def test_times_that_cannot_be(amina: APIClient, starts_at: Any, ends_at: Any, status: int, code: str) -> None:
    cast.resource()
    told = refusal(amina, said(starts_at, ends_at))
    assert (told["status"], told["code"]) == (status, code)


def test_across_closing_it_says_when_the_place_is_open(amina: APIClient) -> None:
    cast.study(opens=time(8, 30), closes=time(19))
    cast.resource()

    told = refusal(amina, said(TUESDAY + 8 * HOUR, TUESDAY + 10 * HOUR))

    hours = [{"starts_at": "2026-11-24T08:30:00+01:00", "ends_at": "2026-11-24T19:00:00+01:00"}]
    assert (told["code"], told["open"]) == ("outside_opening_hours", hours)


def test_a_room_open_around_the_clock_is_not_closed_at_midnight(amina: APIClient) -> None:
    cast.resource()
    answer = amina.post(BOOKINGS, said(TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR))
    assert (answer.status_code, answer.json()["ends_at"]) == (201, "2026-11-25T01:00:00+01:00")


def test_a_closure_says_why(amina: APIClient) -> None:
    seat = cast.resource()
    Closure.objects.create(
        building=seat.space.building, starts=TUESDAY - HOUR, ends=TUESDAY + HOUR, reason="Exercice d’évacuation"
    )
    assert refusal(amina, said())["reason"] == "Exercice d’évacuation"


@pytest.mark.parametrize("offset", ["+01:00", "+02:00"])
def test_the_hour_that_spring_leaves_out_is_refused(offset: str) -> None:
    cast.resource()
    with time_machine.travel(datetime(2027, 3, 27, 12, tzinfo=PARIS)):
        amina = browser(make_person("Amina"))
        told = refusal(amina, said(f"2027-03-28T02:30:00{offset}", "2027-03-28T04:00:00+02:00"))
        fine = amina.post(BOOKINGS, said("2027-03-28T00:30:00Z", "2027-03-28T04:00:00+02:00"))
    assert (told["code"], fine.status_code) == ("no_such_hour", 201)
    assert fine.json()["starts_at"] == "2027-03-28T01:30:00+01:00"


def test_the_hour_that_autumn_has_twice_is_told_apart_by_its_offset() -> None:
    cast.resource()
    with time_machine.travel(datetime(2027, 10, 30, 12, tzinfo=PARIS)):
        amina = browser(make_person("Amina"))
        first = amina.post(BOOKINGS, said("2027-10-31T02:00:00+02:00", "2027-10-31T02:30:00+02:00"))
        second = amina.post(BOOKINGS, said("2027-10-31T02:00:00+01:00", "2027-10-31T02:30:00+01:00"))
    assert (first.status_code, second.status_code) == (201, 201)
    assert (second.json()["starts_at"], Booking.objects.count()) == ("2027-10-31T02:00:00+01:00", 2)


def test_a_third_open_booking_says_which_rule(amina: APIClient) -> None:
    cast.resource()
    for hour in (0, 2):
        assert amina.post(BOOKINGS, said(TUESDAY + hour * HOUR)).status_code == 201

    told = refusal(amina, said(TUESDAY + 5 * HOUR))

    assert {name: told[name] for name in ("code", "rule", "allowed", "used", "asked")} == {
        "code": "quota_exceeded",
        "rule": "seat.open",
        "allowed": 2,
        "used": 2,
        "asked": 1,
    }


def both(*codes: str, starts_at: datetime = TUESDAY) -> dict[str, Any]:
    return {"items": [said(starts_at, resource=code) for code in codes]}


def test_nobody_sits_on_two_chairs(amina: APIClient) -> None:
    cast.resource(), cast.resource("STUD-02"), cast.room()
    assert refusal(amina, both("STUD-01", "STUD-02"))["code"] == "two_at_once"
    amina.post(BOOKINGS, said())

    told = refusal(amina, said(TUESDAY + HOUR, resource="STUD-02"))

    assert (told["status"], told["code"], told["starts_at"]) == (409, "two_at_once", TUESDAY.isoformat())
    assert refusal(amina, said())["code"] == "two_at_once"
    # What follows is hers to book, and a room for a meeting meanwhile.
    assert amina.post(BOOKINGS, said(TUESDAY + 2 * HOUR, resource="STUD-02")).status_code == 201
    assert amina.post(BOOKINGS, said(resource="MR1")).status_code == 201


def test_a_group_books_two_rooms_by_one_request_and_by_one_only(amina: APIClient) -> None:
    cast.room(), cast.room("MR2"), cast.room("MR3")
    assert amina.post(BOOKINGS, both("MR1", "MR2")).status_code == 201
    assert refusal(amina, said(TUESDAY + HOUR, resource="MR3"))["code"] == "two_at_once"


def test_the_same_place_twice_in_one_request_is_nobody_elses(amina: APIClient) -> None:
    cast.room()
    told = refusal(amina, {"items": [said(resource="MR1"), said(TUESDAY + HOUR, resource="MR1")]})
    assert (told["code"], told["resource"]) == ("overlaps_itself", "MR1")


def test_that_one_may_come_without_is_not_said_of_rooms(amina: APIClient) -> None:
    cast.room()
    for day in range(1, 6):
        amina.post(BOOKINGS, said(TUESDAY + day * 24 * HOUR, resource="MR1"))
    told = refusal(amina, said(TUESDAY, resource="MR1"))
    assert (told["rule"], "come without" in told["detail"]) == ("room.open", False)


def test_an_exam_week_has_fewer_hours(amina: APIClient) -> None:
    seat = cast.resource()
    place = {"building": seat.space.building, "space": seat.space}
    days = {"first_day": date(2026, 11, 23), "last_day": date(2026, 12, 5)}
    exams = Period.objects.create(**place, **days, name="Examens", seat_week_hours=3)
    OpeningHours.objects.create(**place, period=exams, weekday=1, opens=time(8), closes=time(22))
    amina.post(BOOKINGS, said())

    told = refusal(amina, said(TUESDAY + 5 * HOUR))

    assert (told["rule"], told["allowed"], told["used"], told["asked"]) == ("seat.week_h", 3, 2.0, 2.0)


def test_a_walk_in_seat_is_never_booked(amina: APIClient) -> None:
    cast.resource(bookable=False)
    assert refusal(amina, said())["code"] == "not_bookable"


def test_a_residents_desk_is_hers(amina: APIClient) -> None:
    rosa = make_person("Rosa")
    cast.resource("COWO-01", kind="desk", resident=rosa)

    assert refusal(amina, said(resource="COWO-01"))["code"] == "not_bookable"
    assert browser(rosa).post(BOOKINGS, said(resource="COWO-01")).status_code == 201


def test_a_host_books_for_anyone_under_a_first_name_or_nothing(amina: APIClient) -> None:
    cast.resource()
    cast.resource("STUD-02")
    _, token = make_device("Accueil", "host")

    told = phone(token).post(BOOKINGS, said() | {"first_name": "Marcel"}).json()
    nobody = phone(token).post(BOOKINGS, said(resource="STUD-02") | {"first_name": ""})

    assert (told["first_name"], nobody.status_code) == ("Marcel", 201)
    assert refusal(amina, said(resource="STUD-02") | {"first_name": "Marcel"})["status"] == 403


def test_others_bookings_are_not_found(amina: APIClient) -> None:
    booking = cast.booking(who=make_person("Dora"))
    paths = [f"{BOOKINGS}{booking.key}/"], [f"{BOOKINGS}{booking.key}/cancellation/", f"{BOOKINGS}{booking.key}/move/"]
    answers = [amina.get(path) for path in paths[0]] + [amina.post(path, said()) for path in paths[1]]
    assert [it.status_code for it in answers][:2] == [404, 404]
    assert amina.post(paths[1][1], {"starts_at": TUESDAY, "ends_at": TUESDAY + HOUR}).status_code == 404


def test_cancelling_twice_frees_the_seat_once(amina: APIClient) -> None:
    cast.resource()
    key = amina.post(BOOKINGS, said()).json()["key"]

    answers = [amina.post(f"{BOOKINGS}{key}/cancellation/") for _ in range(2)]

    assert [(it.status_code, it.json()["state"], it.json()["sequence"]) for it in answers] == [
        (200, "cancelled", 1),
        (200, "cancelled", 1),
    ]
    assert amina.post(BOOKINGS, said()).status_code == 201


def test_a_moved_booking_follows_the_rules(amina: APIClient) -> None:
    cast.resource()
    key = amina.post(BOOKINGS, said()).json()["key"]

    def move(starts_at: datetime, hours: float) -> Any:
        body = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + hours * HOUR).isoformat()}
        return amina.post(f"{BOOKINGS}{key}/move/", body).json()

    assert move(TUESDAY, 5)["code"] == "too_long"
    assert move(TUESDAY + HOUR, 2)["starts_at"] == "2026-11-24T11:00:00+01:00"


def test_what_is_neither_one_nor_several_is_refused(amina: APIClient) -> None:
    cast.resource()
    one = said()
    bodies = [{}, {"resource": "STUD-01"}, {"items": []}, one | {"items": [one]}, one | {"persons": 3}]
    assert [refusal(amina, body)["code"] for body in bodies] == ["invalid"] * 5
    assert refusal(amina, said(resource="NOWHERE"))["code"] == "not_found"
