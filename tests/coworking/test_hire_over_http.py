"""Hiring over HTTP: a stranger asks and answers by key, a manager decides, an accountant keeps papers without names."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coworking import hire
from coworking.models import Booking, HireRequest, Invoice, InvoicePayment
from tests.coworking import cast, hiring
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db

REQUESTS, INVOICES = "/api/v1/coworking/hire-requests/", "/api/v1/coworking/invoices/"
WISH = {
    "resource": "HALL",
    "starts_at": "2026-11-26T18:30:00+01:00",
    "ends_at": "2026-11-26T22:00:00+01:00",
    "customer": "association",
    "people": 80,
    "layout": "rows",
    "organisation": "Les Amis du Piano",
    "email": "dora@example.org",
    "address": "3 rue du Port",
}


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(cast.MONDAY, tick=False):
        hiring.hall()
        yield


def manager() -> Any:
    return browser(make_person("Mona", "manager"))


def test_the_whole_way_from_a_stranger_to_a_paid_invoice() -> None:
    stranger, mona, alix = browser(), manager(), browser(make_person("Alix", "accountant"))
    asked = stranger.post(REQUESTS, WISH).data
    mine = f"{REQUESTS}{asked['key']}/"
    [waiting] = mona.get(REQUESTS).data["results"]
    ours = f"{REQUESTS}{waiting['id']}/"
    assert (asked["state"], asked["can"], asked["held_until"]) == (
        "requested", ["cancellation"], "2026-11-26T09:00:00+01:00"
    )  # fmt: skip
    assert (waiting["suggested"][0]["gross_cents"], waiting["can"], "key" in waiting) == (
        12_000, ["quote", "approval", "refusal", "arrangement"], False
    )  # fmt: skip
    assert mona.post(f"{ours}quote/", {}).data["quote"]["number"] == "D2026-0001"
    assert stranger.get(f"{mine}quote.pdf").content[:5] == b"%PDF-"
    assert stranger.post(f"{mine}acceptance/").data["state"] == "accepted"
    assert mona.post(f"{ours}approval/").data["can"] == ["invoice", "arrangement"]
    invoice = mona.post(f"{ours}invoice/", {"siret": "99999999900028"}).data
    paid = alix.post(f"{INVOICES}{invoice['id']}/payments/", {"amount_cents": 12_000, "means": "bank"}).data
    assert (invoice["number"], paid["due_cents"]) == ("2026-0001", 0)
    assert stranger.get(f"{mine}invoices/2026-0001.pdf").status_code == 200
    assert stranger.get(mine).data["invoices"][0]["due_cents"] == 0


def test_what_breaks_the_cap_is_told_with_its_conflicts_and_nothing_moves() -> None:
    for people, code in ((40, "CANT"), (30, "STUD"), (24, "COWO"), (19, "WORK")):
        hiring.dinner(people, code)
    request = hiring.accepted()
    answer = manager().post(f"{REQUESTS}{request.pk}/approval/")
    told = answer.json()
    assert (answer.status_code, told["code"], told["expected"], told["allowed"]) == (409, "over_capacity", 193, 190)
    assert sum(it["people"] for it in told["conflicts"]) == 113
    assert HireRequest.objects.values_list("state", "booking__state").get() == ("accepted", "held")


def test_saying_it_twice_is_asking_once() -> None:
    stranger, key = browser(), str(uuid.uuid4())
    answers = [stranger.post(REQUESTS, WISH, HTTP_IDEMPOTENCY_KEY=key) for _ in range(2)]
    assert [it.status_code for it in answers] == [201, 201]
    assert (answers[0].data["key"] == answers[1].data["key"], Booking.objects.count()) == (True, 1)


def test_quote_invoice_and_payment_are_written_once_for_one_key() -> None:
    mona, request = manager(), hiring.asked()
    for _ in range(2):
        mona.post(f"{REQUESTS}{request.pk}/quote/", {}, HTTP_IDEMPOTENCY_KEY=str(uuid.UUID(int=1)))
    hire.accept(request.key, by="guest")
    hire.approve(request.pk, by=hiring.MANAGER)
    for _ in range(2):
        made = mona.post(f"{REQUESTS}{request.pk}/invoice/", {}, HTTP_IDEMPOTENCY_KEY=str(uuid.UUID(int=2))).data
    for _ in range(2):
        body = {"amount_cents": 100, "means": "cash"}
        mona.post(f"{INVOICES}{made['id']}/payments/", body, HTTP_IDEMPOTENCY_KEY=str(uuid.UUID(int=3)))
    assert (request.quotes.count(), Invoice.objects.count(), InvoicePayment.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"starts_at": "2026-11-26T18:30:00"}, 400, "invalid"),
        ({"ends_at": "2026-11-26T18:00:00+01:00"}, 422, "ends_before_start"),
        ({"starts_at": "2026-11-26T18:10:00+01:00"}, 422, "off_grid"),
        ({"starts_at": "2026-11-22T18:30:00+01:00", "ends_at": "2026-11-22T20:00:00+01:00"}, 422, "in_the_past"),
        ({"starts_at": "2027-06-26T18:30:00+02:00", "ends_at": "2027-06-26T20:00:00+02:00"}, 422, "too_far_ahead"),
        ({"starts_at": "2026-11-26T02:30:00+01:00"}, 422, "too_long"),
        ({"starts_at": "2027-03-28T02:30:00+01:00", "ends_at": "2027-03-28T04:30:00+02:00"}, 422, "no_such_hour"),
        ({"resource": "NONE"}, 404, "not_found"),
        ({"people": 81}, 422, "too_many_people"),
        ({"layout": "standing"}, 422, "unknown_layout"),
        ({"email": ""}, 422, "contact_needed"),
        ({"siret": "123"}, 400, "invalid"),
        ({"customer": "king"}, 400, "invalid"),
        ({"price": 0}, 400, "invalid"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(facts: dict[str, Any], status: int, code: str) -> None:
    answer = browser().post(REQUESTS, WISH | facts)
    assert (answer.status_code, answer.json()["code"], Booking.objects.count()) == (status, code, 0)


def test_the_accountant_lists_amounts_without_names() -> None:
    hire.invoice(hiring.approved().pk, by=hiring.MANAGER)
    alix = browser(make_person("Alix", "accountant"))
    told = alix.get(INVOICES)
    assert (told.data["results"][0]["gross_cents"], alix.get(REQUESTS).status_code) == (12_000, 403)
    assert [word for word in ("Piano", "Dora", "Port") if word in told.content.decode()] == []
    assert alix.get(f"{INVOICES}{told.data['results'][0]['id']}.pdf").status_code == 200


def test_the_rooms_and_their_prices() -> None:
    [hall] = browser().get("/api/v1/coworking/hire-rooms/").data["results"]
    assert {it["name"]: it["people"] for it in hall["layouts"]} == {"rows": 80, "tables": 48}
    assert hall["prices"] == [
        {"customer": "association", "unit": "half_day", "amount_cents": 12_000},
        {"customer": "company", "unit": "half_day", "amount_cents": 24_000},
    ]


def queries_of_the_list(mona: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert mona.get(REQUESTS).status_code == 200
    return len(seen)


def test_the_list_asks_no_more_for_three_than_for_one() -> None:
    mona, room = manager(), cast.room("MR1")
    hiring.price(room, 1000)
    counts = []
    mona.get(REQUESTS)  # what a process remembers is asked once
    for day in range(3):
        asked = hiring.asked(room, hiring.THURSDAY.replace(day=27 + day), email=f"{day}@example.org")
        hire.quote(asked.pk, by=hiring.MANAGER)
        counts.append(queries_of_the_list(mona))
    assert counts[0] == counts[2]
