"""Cash given on site is counted once for the whole date: into the books, blind, and corrected by another count."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from events import box
from events.models import EventCash, EventDate
from tests.events import cast, guests
from tests.people.cast import browser, make_person
from tests.race import race
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.audit import verify
from venue.money.cash import AlreadyCounted, NotTheStandingCount
from venue.money.models import JournalLine
from venue.people.models import Person

LATER = cast.SATURDAY + 5 * cast.HOUR


@pytest.fixture
def concert(db: None) -> EventDate:
    return guests.gig(price="free_price")


def lines() -> list[tuple[str, int, int]]:
    rows = JournalLine.objects.order_by("entry__number", "position")
    return [(line.account.number, line.debit_cents, line.credit_cents) for line in rows.select_related("account")]


def path(date: EventDate) -> str:
    return f"/api/v1/planning/dates/{date.pk}/cash-counts/"


def known(person: Person) -> APIClient:
    client = browser()
    client.force_login(person)
    return client


@time_machine.travel(LATER)
def test_a_box_is_income_of_the_body_that_organises_it_with_its_vat(concert: EventDate) -> None:
    OperatingEntity.objects.filter(pk=concert.event.entity_id).update(vat_registered=True)
    box.count(concert, amount_cents=12_000, by="person:1")
    assert lines() == [("530", 12_000, 0), ("44571", 0, 2_000), ("7084", 0, 10_000)]
    assert verify(concert.event.entity)


@time_machine.travel(LATER)
def test_a_wrong_count_is_reversed_by_who_names_it(concert: EventDate) -> None:
    first = box.count(concert, amount_cents=9_000, by="person:1")
    with pytest.raises(AlreadyCounted) as refused:
        box.count(concert, amount_cents=1, by="person:2")
    assert refused.value.figures == {"standing": first.pk}
    with pytest.raises(NotTheStandingCount):
        box.count(concert, amount_cents=1, by="person:2", corrects=first.pk + 1)
    box.count(concert, amount_cents=0, by="person:2", corrects=first.pk)
    entity = concert.event.entity
    assert (ledger.balance(entity, "cash"), ledger.balance(entity, "events")) == (0, 0)


@time_machine.travel(LATER)
def test_who_holds_it_types_it_blind_and_managers_read_it(concert: EventDate) -> None:
    lead = make_person("Aicha")
    type(concert.event).objects.update(site_lead=lead)
    answer = known(lead).post(path(concert), {"amount_cents": 4_321})
    assert (answer.status_code, sorted(answer.json())) == (201, ["at", "corrects", "date", "id", "standing"])
    report = known(lead).get(f"/api/v1/planning/dates/{concert.pk}/report/")
    assert (report.json()["cash_counted"], "4321" in report.text) == (True, False)
    assert known(lead).get(path(concert)).status_code == 403
    for role in ("manager", "accountant"):
        read = known(make_person(role, role)).get(path(concert)).json()["results"]
        assert [(it["amount_cents"], it["standing"], "by" in it) for it in read] == [(4_321, True, False)]
    assert known(make_person("Dora")).post(path(concert), {"amount_cents": 1}).status_code == 404


@pytest.mark.parametrize(
    ("facts", "at"),
    [({}, cast.SATURDAY - cast.HOUR), ({"price": "free"}, LATER), ({"state": "cancelled"}, LATER)],
)
def test_there_is_nothing_in_some_boxes(db: None, facts: dict[str, Any], at: Any) -> None:
    date = guests.gig(**{"price": "free_price"} | facts)
    with time_machine.travel(at), pytest.raises(box.NothingToCount):
        box.count(date, amount_cents=1, by="person:1")
    with time_machine.travel(at):
        assert box.is_counted(date) is None


@pytest.mark.django_db(transaction=True)
def test_one_of_four_counts_it() -> None:
    date = guests.gig(price="free_price")
    with time_machine.travel(LATER):
        made = race(4, lambda: box.count(date, amount_cents=100, by="person:1"))
    assert (sum(isinstance(one, AlreadyCounted) for one in made), EventCash.objects.count()) == (3, 1)
    assert ledger.balance(date.event.entity, "cash") == -100
