"""The waiting list over HTTP: each sees and changes her own places in it, and nobody else's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from coworking.models import WaitingPlace
from coworking.topics import WaitingTopic
from tests.coworking import cast
from tests.coworking.cast import HOUR, MONDAY, TUESDAY
from tests.coworking.waiting_cast import give_back
from tests.people.cast import browser, make_person
from venue.people.actors import GUEST, actor_of_person

pytestmark = pytest.mark.django_db

WAITING = "/api/v1/coworking/waiting/"


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def said(**facts: Any) -> dict[str, Any]:
    plain = {"kind": "study_seat", "starts_at": TUESDAY.isoformat(), "ends_at": (TUESDAY + 2 * HOUR).isoformat()}
    return plain | facts


def test_she_joins_once_however_often_it_is_said_and_sees_her_rank() -> None:
    cast.booking(cast.resource(plug=True))
    dora, key = browser(make_person("Dora")), {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}

    answers = [dora.post(WAITING, said(needs=["plug"]), **key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json() == dora.get(WAITING).json()["results"][0]
    told = answers[0].json()
    assert {name: told[name] for name in ("state", "rank", "kind", "space", "resource", "needs", "offer")} == {
        "state": "waiting",
        "rank": 1,
        "kind": "study_seat",
        "space": "",
        "resource": None,
        "needs": ["plug"],
        "offer": None,
    }


def test_what_is_offered_is_taken_with_one_word() -> None:
    seat, dora = cast.booking(), browser(make_person("Dora"))
    place = dora.post(WAITING, said()).json()["id"]
    give_back(seat)

    offer = dora.get(f"{WAITING}{place}/").json()["offer"]
    assert (offer["resource"]["code"], offer["expires_at"]) == ("STUD-01", "2026-11-23T09:15:00+01:00")

    taken = dora.post(f"{WAITING}{place}/acceptance/").json()
    assert (taken["state"], taken["offer"]["expires_at"]) == ("taken", None)
    assert dora.get(f"/api/v1/coworking/bookings/{offer['booking']}/").json()["state"] == "confirmed"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (said(), 409, "places_free"),
        (said(kind="room"), 422, "not_bookable"),
        (said(resource="STUD-01"), 400, "invalid"),
        ({name: value for name, value in said().items() if name != "kind"}, 400, "invalid"),
        (said(starts_at="2026-11-24T10:00:00"), 400, "invalid"),
        (said(ends_at=TUESDAY.isoformat()), 422, "ends_before_start"),
        (said(space="NOWHERE"), 404, "not_found"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(body: Any, status: int, code: str) -> None:
    cast.resource()
    answer = browser(make_person("Dora")).post(WAITING, body)
    assert (answer.status_code, answer.json()["code"], WaitingPlace.objects.count()) == (status, code, 0)


def test_too_late_is_409_and_says_so() -> None:
    cast.booking()
    dora = browser(make_person("Dora"))
    place = dora.post(WAITING, said()).json()["id"]
    answer = dora.post(f"{WAITING}{place}/acceptance/")
    assert (answer.status_code, answer.json()["code"]) == (409, "offer_over")


def test_another_s_place_in_line_is_not_found_nor_heard() -> None:
    cast.booking()
    dora, eli = make_person("Dora"), make_person("Eli")
    place = browser(dora).post(WAITING, said()).json()["id"]
    nosy = browser(eli)
    answers = [
        nosy.get(f"{WAITING}{place}/"),
        *(nosy.post(f"{WAITING}{place}/{it}/") for it in ("acceptance", "departure")),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert nosy.get(WAITING).json()["results"] == []
    heard = [
        WaitingTopic().may_join(it, str(place), crew=False)
        for it in (actor_of_person(dora), actor_of_person(eli), GUEST)
    ]
    assert heard == [True, False, False]


def test_who_is_forgotten_waits_no_more_and_the_next_is_asked() -> None:
    seat = cast.booking()
    dora, eli = make_person("Dora"), make_person("Eli")
    for person in (dora, eli):
        assert browser(person).post(WAITING, said()).status_code == 201
    give_back(seat)
    assert len(browser(dora).get("/api/v1/people/me/data/").json()["waiting"]["waits"]) == 1
    assert browser(dora).post("/api/v1/people/me/erasure/").status_code in (200, 204)
    assert list(WaitingPlace.objects.values_list("person__first_name", "state")) == [("Eli", "offered")]
