"""How many statements a deed costs. One more must be a decision, not an accident: at the door each costs its share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from canteen import door_paper
from canteen.models import MealTicket, Sitting
from tests import cast
from tests.people.cast import browser, make_person, phone
from venue.money import payments

# Committed for real: inside a test's own transaction each writing would have a savepoint more.
pytestmark = pytest.mark.django_db(transaction=True)


class Door:
    """A paired phone at a door that has served already: what processes remember has been read."""

    def __init__(self) -> None:
        self.client = phone(cast.device("host"))
        self.scan(cast.ticket())()

    def scan(self, ticket: MealTicket, **more: Any) -> Callable[[], Any]:
        """The scan, ready to be sent, again and again."""
        body = {"token": door_paper.token(ticket), "request_id": str(cast.request_id())} | more
        return lambda: self.client.post("/api/v1/canteen/redemptions/", body)


@pytest.fixture
def door() -> Door:
    return Door()


def test_a_redemption_is_the_phone_the_look_and_the_deed(
    door: Door, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for covers in (1, 3):
        scan = door.scan(cast.ticket(covers=covers))
        with django_assert_num_queries(3):
            assert scan().status_code == 201


def test_a_repeated_scan_is_answered_at_the_look(door: Door, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    scan = door.scan(cast.ticket())
    scan()
    with django_assert_num_queries(2):
        assert scan().status_code == 201


def test_a_refused_scan_is_written_down(door: Door, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    scan = door.scan(cast.ticket(), sitting=cast.serving().pk)
    with django_assert_num_queries(3):
        assert scan().json()["code"] == "wrong_sitting"


def test_a_second_scan_looks_up_when_the_first_was(
    door: Door, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ticket = cast.ticket()
    door.scan(ticket)()
    scan = door.scan(ticket)
    with django_assert_num_queries(4):
        assert scan().json()["code"] == "already_redeemed"


def test_a_forged_ticket_costs_no_more(door: Door, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    scan = door.scan(cast.ticket(), token="FORGED")
    with django_assert_num_queries(3):
        assert scan().json()["code"] == "forged_ticket"


ORDERS = "/api/v1/canteen/orders/"
BEGIN = 1  # Django counts it and COMMIT or ROLLBACK beside the statements
END = 1


def ask_for(sitting: Sitting, client: Client | None = None, *, key: str = "", **more: Any) -> Any:
    """An order over HTTP by a browser that has ordered before; `key` is its Idempotency-Key."""
    body = {"sitting": sitting.pk, "covers": 1, "contact": {"email": "amina@example.org"}} | more
    headers = {"Idempotency-Key": key} if key else None
    return (client or Client()).post(ORDERS, body, content_type="application/json", headers=headers)


@pytest.fixture
def full_house() -> Sitting:
    """A sitting with one cover left; the process has taken orders before."""
    ask_for(cast.sitting())
    return cast.sitting(covers=1, walk_in_reserve=0)


def test_an_order_without_an_amount_is_made_by_ten_statements_in_one_transaction(
    full_house: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The look; sitting, count, nuisance; order, ticket and contact; mail; books, entry and head."""
    with django_assert_num_queries(1 + BEGIN + 3 + 1 + 1 + 4 + END):
        assert ask_for(full_house).status_code == 201
    without_mail = cast.sitting()
    with django_assert_num_queries(1 + BEGIN + 3 + 1 + 4 + END):
        assert ask_for(without_mail, contact={"first_name": "Amina"}).status_code == 201


def test_who_comes_too_late_is_told_by_one_look(
    full_house: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask_for(full_house)
    with django_assert_num_queries(1):
        assert ask_for(full_house).json()["code"] == "sitting_full"


def test_an_order_to_be_paid_by_card_writes_its_payment_and_posts_nothing_yet(
    full_house: Sitting, django_assert_num_queries: DjangoAssertNumQueries, settings: Any, monkeypatch: Any
) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    monkeypatch.setattr(payments, "checkout_url", lambda payment: "https://stripe.example/")
    with django_assert_num_queries(1 + BEGIN + 3 + 1 + 1 + END + 1):
        assert ask_for(full_house, contribution_cents=400).json()["state"] == "awaiting_payment"


def test_a_repeated_request_is_found_by_its_key(
    full_house: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The first time three more than without a key; then lock, key, order, ticket."""
    client, key = Client(), str(cast.request_id())
    with django_assert_num_queries(BEGIN + 2 + 1 + 3 + 1 + 1 + 4 + 1 + END):
        assert ask_for(full_house, client, key=key).status_code == 201
    with django_assert_num_queries(BEGIN + 2 + END + 2):
        assert ask_for(full_house, client, key=key).status_code == 201


def test_a_cancellation_takes_back_its_entry(
    full_house: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key = ask_for(full_house).json()["key"]
    with django_assert_num_queries(24):
        assert Client().post(f"{ORDERS}{key}/cancellation/").json()["state"] == "cancelled"


@pytest.mark.parametrize("path", ["sittings/", "manage/sittings/"])
def test_a_list_of_sittings_does_not_grow_with_its_rows(
    path: str,
) -> None:
    client = browser(make_person("Chidi", "manager"))

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/api/v1/canteen/{path}")
        assert answer.status_code == 200
        return len(asked)

    ask_for(sitting := cast.sitting())
    statements()
    ask_for(sitting)  # what is unchanged would be told again without reading it
    of_one = statements()
    for days in (1, 2):
        ask_for(cast.sitting(timezone.now() + timedelta(days=days)))
    assert statements() == of_one
