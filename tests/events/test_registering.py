"""Registering: places at once while there are any and nobody waits, then a rank; given back, they go to who waits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader
from rest_framework.test import APIClient

from events import refusals, registrations
from events.models import EventDate, Registration
from tests.events import cast, guests
from tests.people.cast import browser, make_person
from venue.codes import tokens
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(cast.MONDAY, tick=False):
        yield


def state_of(registration: Registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


def counted(date: EventDate) -> tuple[int, int, int]:
    found = EventDate.objects.get(pk=date.pk)
    return found.places_taken, found.waiting, found.last_rank


def test_places_go_to_who_comes_first_then_one_waits() -> None:
    date = guests.gig(capacity=3)
    made = [guests.registered(date, places) for places in (2, 1, 1)]
    assert [(it.state, it.rank, it.ahead) for it in made] == [
        ("registered", 1, None),
        ("registered", 2, None),
        ("waiting", 3, 0),
    ]
    assert counted(date) == (3, 1, 3)


def test_nobody_overtakes_who_waits_even_beside_a_free_place() -> None:
    date = guests.gig(capacity=3)
    guests.registered(date, 2)
    group, alone = guests.registered(date, 2), guests.registered(date, 1)
    assert (group.state, alone.state, alone.ahead) == ("waiting", "waiting", 1)


def test_without_a_list_a_full_event_says_so() -> None:
    date = guests.gig(capacity=1, waiting_list=False)
    guests.registered(date)
    with pytest.raises(refusals.EventFull) as refused:
        guests.registered(date)
    assert refused.value.figures == {"places_left": 0}


def test_without_a_capacity_there_is_always_room() -> None:
    date = guests.gig(capacity=None)
    assert {guests.registered(date, 6).state for _ in range(4)} == {"registered"}


def test_one_browser_holds_three_at_most() -> None:
    date = guests.gig(capacity=None)
    made = [guests.registered(date, browser="b1") for _ in range(3)]
    with pytest.raises(refusals.TooManyRegistrations):
        guests.registered(date, browser="b1")
    registrations.cancel(made[0].key)
    assert guests.registered(date, browser="b1").state == "registered"


@pytest.mark.parametrize(
    ("facts", "wished", "refusal"),
    [
        ({}, {"places": 7}, refusals.TooManyPlaces),
        ({"registers": False}, {}, refusals.NoRegistration),
        ({"state": "cancelled"}, {}, refusals.NoRegistration),
        ({"starts_at": cast.MONDAY - 5 * cast.HOUR}, {}, refusals.InThePast),
        ({}, {"contribution_cents": 100}, refusals.NoAmount),
        ({"price": "free_price"}, {"contribution_cents": 500, "payment": "on_site"}, refusals.OneChannel),
        ({"price": "free_price"}, {"contribution_cents": 20}, refusals.UseTheBox),
        ({"price": "fixed", "price_cents": 500}, {}, refusals.UseTheBox),  # no card is taken in this house
    ],
)
def test_what_is_refused(facts: dict[str, Any], wished: dict[str, Any], refusal: type[Exception]) -> None:
    date = guests.gig(**facts)
    with pytest.raises(refusal):
        guests.registered(date, **wished)
    assert counted(date) == (0, 0, 0)


def test_a_plan_is_not_found() -> None:
    date = guests.gig(state="authorised")
    with pytest.raises(registrations.NotFound):
        guests.registered(date)


def test_a_capacity_is_never_below_those_who_hold_places() -> None:
    date = guests.gig(capacity=3)
    guests.registered(date, 2)
    date.refresh_from_db()
    registrations.fits(date, 2)
    with pytest.raises(refusals.CapacityBelowRegistered) as refused:
        registrations.fits(date, 1)
    assert refused.value.figures == {"registered": 2}


def test_a_cancelled_date_gives_everything_back_at_once() -> None:
    date = guests.gig(capacity=2)
    made = [guests.registered(date, 2), guests.registered(date, 1)]
    date.refresh_from_db()
    assert registrations.give_back([date], "cancelled") == 2
    assert ([state_of(it) for it in made], counted(date)[:2]) == (["cancelled", "cancelled"], (0, 0))


def test_people_of_a_date() -> None:
    date = guests.gig(capacity=4)
    for places in (2, 1, 3, 1):
        guests.registered(date, places)
    assert registrations.people_of(date) == registrations.People(2, 3, 2, 4, 0)


# --- over HTTP -------------------------------------------------------------------------------------------------------


def test_registering_over_http(client: APIClient) -> None:
    date = guests.gig(capacity=2)
    answer = client.post("/api/v1/events/concert/registrations/", {"places": 2}, content_type="application/json")
    said = answer.json()
    code = tokens.read(said["token"])
    found = Registration.objects.get(key=said["key"])
    assert (answer.status_code, code.purpose, code.about, code.covers) == (201, tokens.EVENT, date.pk, 2)
    assert (code.id, said["short_code"]) == (found.pk, found.short_code)
    assert said | {"token": "", "date": {}, "key": "", "short_code": ""} == {
        "key": "",
        "state": "registered",
        "places": 2,
        "admitted": 0,
        "ahead": None,
        "token": "",
        "short_code": "",
        "expires_at": None,
        "checkout_url": None,
        "refund_until": None,
        "event": {"slug": "concert", "title": "Jeux de rue", "state": "published", "price": "free"},
        "date": {},
        "can": ["cancellation"],
        "revision": 3,
    }
    assert (said["date"]["starts_at"], said["date"]["place"]["name"]) == ("2027-04-24T15:00:00+02:00", "Place de Jaude")
    again = client.get(f"/api/v1/events/registrations/{said['key']}/")
    assert (again.json(), again["Cache-Control"], again["Referrer-Policy"]) == (said, "no-store", "no-referrer")


def test_the_page_of_an_event_says_how_many_one_may_register(client: APIClient) -> None:
    guests.gig(capacity=50)
    assert client.get("/api/v1/events/concert/").json()["max_places"] == 6
    RuleOverride.objects.create(key="event.max_places", value=10, valid_from=cast.MONDAY.date())
    assert client.get("/api/v1/events/concert/").json()["max_places"] == 10


def test_the_same_request_registers_once(client: APIClient) -> None:
    guests.gig(capacity=2)
    key = {"HTTP_IDEMPOTENCY_KEY": "8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11"}
    asked = ["/api/v1/events/concert/registrations/", {"places": 1, "contact": {"first_name": "Amina"}}]
    answers = [client.post(*asked, content_type="application/json", **key).json() for _ in range(2)]
    assert (answers[0], Registration.objects.count()) == (answers[1], 1)


def test_waiting_one_has_no_ticket_and_may_leave(client: APIClient) -> None:
    date = guests.gig(capacity=1)
    guests.registered(date)
    path = f"/api/v1/events/registrations/{guests.registered(date).key}/"
    said = client.get(path).json()
    assert (said["state"], said["ahead"], said["token"], said["short_code"]) == ("waiting", 0, None, None)
    assert client.get(f"{path}ticket.svg").status_code == 404
    assert client.post(f"{path}cancellation/").json()["state"] == "cancelled"
    assert counted(date) == (1, 0, 2)


def test_the_ticket_as_a_picture_on_paper_and_in_a_calendar(client: APIClient) -> None:
    made = guests.registered(guests.gig(), language="en")
    path = f"/api/v1/events/registrations/{made.key}"
    files = {kind: client.get(f"{path}/{kind}") for kind in ("ticket.svg", "ticket.png", "ticket.pdf", "date.ics")}
    assert {kind: answer["Content-Type"].partition(";")[0] for kind, answer in files.items()} == {
        "ticket.svg": "image/svg+xml",
        "ticket.png": "image/png",
        "ticket.pdf": "application/pdf",
        "date.ics": "text/calendar",
    }

    pages = PdfReader(io.BytesIO(files["ticket.pdf"].content)).pages
    words = " ".join(pages[0].extract_text().split())
    assert (len(pages), "Place de Jaude" in words, made.short_code[:4] in words) == (1, True, True)


# --- the team --------------------------------------------------------------------------------------------------------


def test_the_team_sees_who_comes_and_no_address() -> None:
    date = guests.gig(capacity=3, site_lead=(lead := make_person("Lea")))
    guests.registered(date, 3, first_name="Amina", email="amina@example.org")
    guests.registered(date, 1)
    path = f"/api/v1/planning/dates/{date.pk}/registrations/"
    people = {"lead": lead, "animator": make_person("Ana", "animator"), "outsider": make_person("Dora")}
    answers = {name: browser(person).get(path) for name, person in people.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "lead": 200,
        "animator": 200,
        "outsider": 404,
    }
    rows = answers["lead"].json()["results"]
    assert [(row["rank"], row["state"], row["places"], row["first_name"]) for row in rows] == [
        (1, "registered", 3, "Amina"),
        (2, "waiting", 1, ""),
    ]
    assert set(rows[0]) == {
        *("rank", "state", "places", "admitted", "first_name", "short_code", "made_at", "expires_at"),
    }
    assert "amina@example.org" not in answers["lead"].content.decode()
    assert [row["rank"] for row in browser(lead).get(f"{path}?state=waiting").json()["results"]] == [2]


def test_the_list_does_not_say_who_pays_by_card() -> None:
    date = guests.gig(capacity=3, price="free_price")
    guests.registered(date, first_name="Amina")
    paying = guests.registered(date, first_name="Dora")
    Registration.objects.filter(pk=paying.pk).update(state="awaiting_payment", expires_at=cast.MONDAY + cast.HOUR)
    team, path = browser(make_person("Ana", "animator")), f"/api/v1/planning/dates/{date.pk}/registrations/"
    told = [
        [
            (row["first_name"], row["state"], row["expires_at"])
            for row in team.get(f"{path}?state={state}").json()["results"]
        ]
        for state in ("", "registered", "awaiting_payment")
    ]
    both = [("Amina", "registered", None), ("Dora", "registered", None)]
    assert told == [both, both, []]


def test_the_team_registers_somebody_without_a_phone_and_a_larger_group() -> None:
    date = guests.gig(capacity=30, price="fixed", price_cents=500)
    team = browser(make_person("Ana", "animator"))
    path = f"/api/v1/planning/dates/{date.pk}/registrations/"
    made = team.post(path, {"places": 12, "contact": {"first_name": "Léon"}})
    assert (made.status_code, made.json()["state"], made.json()["places"]) == (201, "registered", 12)
    assert team.get(f"/api/v1/events/registrations/{made.json()['key']}/ticket.pdf").status_code == 200
    assert team.post(path, {"places": 256}).json()["code"] == "too_many_places"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_read_by_the_same_queries_however_long_it_is(rows: int, django_assert_num_queries: Any) -> None:
    date = guests.gig(capacity=9)
    for number in range(rows):
        guests.registered(date, first_name=f"Amina {number}")
    team = browser(make_person("Ana", "animator"))
    path = f"/api/v1/planning/dates/{date.pk}/registrations/"
    team.get(path)
    with django_assert_num_queries(6):
        assert team.get(path).json()["count"] == rows
