"""How many statements a deed costs. One more must be a decision, not an accident: at the door each costs its share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from canteen import door_paper
from canteen.models import MealTicket
from tests import cast
from tests.people.cast import phone

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
