"""Managers count cash per sitting and see the fund in sums of many; nobody sees what one guest gave."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from canteen import cash, fund
from canteen.models import CashCount, Sitting, State
from tests import cast
from tests.race import race
from venue.money.cash import AlreadyCounted, NotTheStandingCount
from venue.money.ledger import balance, verify
from venue.people.models import Person, Role

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 11, tzinfo=UTC)


def signed_in(client: Client, *roles: str) -> Person:
    person = Person.objects.create_user(email="chidi@example.org", first_name="Chidi")
    for role in roles:
        Role.objects.create(person=person, name=role)
    client.force_login(person)
    return person


@pytest.fixture
def manager(client: Client) -> Person:
    return signed_in(client, "manager")


def count(client: Client, sitting: Sitting, cents: Any, **more: Any) -> Any:
    headers = more.pop("headers", {})
    body = {"amount_cents": cents} | more
    return client.post(
        reverse("cash-counts", args=[sitting.pk]), body, content_type="application/json", headers=headers
    )


def test_a_manager_counts_the_cash_of_a_sitting(client: Client, manager: Person) -> None:
    sitting = cast.serving()
    answer = count(client, sitting, 4321)
    made = CashCount.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "id": made.pk,
            "sitting": sitting.pk,
            "amount_cents": 4321,
            "at": answer.json()["at"],
            "corrects": None,
            "standing": True,
        },
    )
    assert made.by == f"person:{manager.pk}"
    assert (cast.fund_balance(), balance(sitting.entity, "cash")) == (3928, -4321)


def test_a_wrong_count_is_corrected_by_another(client: Client, manager: Person) -> None:
    sitting = cast.serving()
    first = count(client, sitting, 4000).json()["id"]
    again = count(client, sitting, 1000)
    assert (again.status_code, again.json()["code"], again.json()["standing"]) == (409, "already_counted", first)
    second = count(client, sitting, 1000, corrects=first)
    assert second.status_code == 201
    assert count(client, sitting, 1, corrects=first).json()["code"] == "not_the_standing_count"
    assert balance(sitting.entity, "cash") == -1000
    rows = client.get(reverse("cash-counts", args=[sitting.pk])).json()["results"]
    assert [(row["amount_cents"], row["corrects"], row["standing"]) for row in rows] == [
        (4000, None, False),
        (1000, first, True),
    ]
    assert verify(sitting.entity)


def test_an_empty_box_is_a_count_too(client: Client, manager: Person) -> None:
    sitting = cast.serving()
    first = count(client, sitting, 0).json()["id"]
    assert count(client, sitting, 250, corrects=first).status_code == 201
    assert balance(sitting.entity, "cash") == -250


def test_the_same_count_said_twice_is_one(client: Client, manager: Person) -> None:
    sitting = cast.serving()
    key = {"idempotency-key": str(uuid.uuid4())}
    first = count(client, sitting, 4000, headers=key)
    assert count(client, sitting, 4000, headers=key).json() == first.json()
    assert balance(sitting.entity, "cash") == -4000


@pytest.mark.parametrize("cents", [-1, 1_000_001, "x", None, 1.5])
def test_an_amount_that_makes_no_sense_is_refused(client: Client, manager: Person, cents: Any) -> None:
    answer = count(client, cast.serving(), cents)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["amount_cents"])
    assert not CashCount.objects.exists()


@pytest.mark.parametrize("facts", [{"state": State.CANCELLED}, {"state": State.DRAFT}])
def test_a_sitting_that_does_not_take_place_has_no_cash(client: Client, manager: Person, facts: Any) -> None:
    assert count(client, cast.serving(**facts), 100).json()["code"] == "nothing_to_count_yet"


def test_nor_has_one_that_has_not_begun(client: Client, manager: Person) -> None:
    assert count(client, cast.sitting(), 100).json()["code"] == "nothing_to_count_yet"


@pytest.mark.parametrize("role", ["host", "cook", "animator", "prescriber", "accountant", "auditor"])
def test_others_count_nothing(client: Client, role: str) -> None:
    sitting = cast.serving()
    cash.count(sitting=sitting, amount_cents=100, by="person:1")
    signed_in(client, role)
    assert count(client, sitting, 100).status_code == 403
    assert client.get(reverse("cash-counts", args=[sitting.pk])).status_code == 403


def test_the_sitting_of_another_house_is_not_found(client: Client) -> None:
    sitting = cast.serving()
    elsewhere = cast.building("ailleurs", position=1)
    person = signed_in(client)
    Role.objects.create(person=person, name="manager", building=elsewhere)
    url = reverse("cash-counts", args=[sitting.pk]) + "?building=ailleurs"
    assert client.post(url, {"amount_cents": 1}, content_type="application/json").status_code == 404


def sell(days: list[int]) -> None:
    """Contributions of 10 € for a meal of 7.50 €, so many on each day from Monday on; then a later day opens."""
    number = 0
    for day, contributions in enumerate(days):
        with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
            for _ in range(contributions):
                number += 1
                post(number, 1000)
    with time_machine.travel(MONDAY + timedelta(days=len(days)), tick=False):
        post(0, 1500)


def post(number: int, cents: int) -> None:
    fund.post_order(
        entity=cast.entity(), contribution_cents=cents, covers=1, equilibrium_cents=750, about=f"order:{number}"
    )


def seen(client: Client) -> Any:
    return client.get(reverse("fund")).json()


def test_a_manager_sees_closed_days_put_together_until_there_are_enough(client: Client, manager: Person) -> None:
    cast.cost_version()
    sell([5, 6, 12, 4])
    assert seen(client) == {
        "entity": "tablee",
        "balance_cents": 5750,
        "as_of": "2026-11-25",
        "balance_now_cents": None,
        "periods": [
            {
                "first_day": "2026-11-25",
                "last_day": "2026-11-25",
                "received_cents": 3000,
                "given_cents": 0,
                "balance_cents": 5750,
            },
            {
                "first_day": "2026-11-23",
                "last_day": "2026-11-24",
                "received_cents": 2750,
                "given_cents": 0,
                "balance_cents": 2750,
            },
        ],
    }


def test_what_one_more_guest_gives_changes_nothing_that_a_manager_sees(client: Client, manager: Person) -> None:
    cast.cost_version()
    sell([12])
    before = seen(client)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        post(99, 20_000)
    assert seen(client) == before
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        post(100, 0)  # the day is closed, with two contributions in it: still too few
    assert seen(client) == before


def test_free_meals_do_not_hide_the_one_that_was_paid(client: Client, manager: Person) -> None:
    cast.cost_version()
    with time_machine.travel(MONDAY, tick=False):
        for number in range(20):
            post(number, 0)
        post(20, 900)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        post(21, 0)
    assert seen(client)["balance_cents"] is None


@pytest.mark.parametrize("role", ["accountant", "auditor"])
def test_who_sees_no_persons_sees_the_fund_as_it_is_now(client: Client, role: str) -> None:
    cast.cost_version()
    sell([12])
    signed_in(client, role)
    assert (seen(client)["balance_cents"], seen(client)["balance_now_cents"]) == (3000, 3750)


def test_a_manager_who_keeps_the_books_too_still_knows_persons(client: Client) -> None:
    cast.cost_version()
    sell([12])
    signed_in(client, "accountant", "manager")
    assert seen(client)["balance_now_cents"] is None


@pytest.mark.parametrize("role", ["host", "cook", "animator", "prescriber"])
def test_others_see_no_figures(client: Client, role: str) -> None:
    cast.cost_version()
    signed_in(client, role)
    assert client.get(reverse("fund")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_count_the_same_box_one_is_heard() -> None:
    sitting = cast.serving()
    results = race(8, lambda: cash.count(sitting=sitting, amount_cents=4000, by="person:1"))
    assert [type(result) for result in results if not isinstance(result, CashCount)] == [AlreadyCounted] * 7
    assert balance(sitting.entity, "cash") == -4000
    first = CashCount.objects.get()
    results = race(8, lambda: cash.count(sitting=sitting, amount_cents=3000, by="person:1", corrects=first.pk))
    assert [type(result) for result in results if not isinstance(result, CashCount)] == [NotTheStandingCount] * 7
    assert balance(sitting.entity, "cash") == -3000


def test_a_house_without_costs_has_no_fund_to_show_yet(client: Client, manager: Person) -> None:
    told: dict[str, object] = {
        "entity": "",
        "balance_cents": None,
        "as_of": None,
        "balance_now_cents": None,
        "periods": [],
    }
    assert client.get(reverse("fund")).json() == told
