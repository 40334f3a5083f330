"""A spoken code can be guessed, a signed one cannot: too many wrong guesses stop the guessing, not the queue."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from canteen import door_paper
from canteen.models import Redemption
from tests import cast
from tests.people.cast import phone

pytestmark = pytest.mark.django_db


Scan = Callable[..., Any]


@pytest.fixture
def scan(settings: Settings) -> Scan:
    settings.GUESSES = settings.GUESSES | {"short_code": (2, 600)}
    client = phone(cast.device("host"))

    def scan(**shown: str) -> Any:
        return client.post("/api/v1/canteen/redemptions/", shown | {"request_id": str(cast.request_id())})

    return scan


def test_too_many_wrong_codes_are_told_when_to_come_back(scan: Scan) -> None:
    ticket = cast.ticket()
    assert [scan(short_code="ABCDEFGH").status_code for _ in range(2)] == [404, 404]
    answer = scan(short_code=ticket.short_code)
    assert (answer.status_code, answer.json()["code"], Redemption.objects.count()) == (429, "throttled", 0)
    assert 0 < int(answer["Retry-After"]) <= 600


def test_a_queue_of_qr_codes_goes_on_behind_mistyped_ones(scan: Scan) -> None:
    ticket = cast.ticket()
    assert [scan(short_code="ABCDEFGH").status_code for _ in range(3)] == [404, 404, 429]
    assert scan(token=door_paper.token(ticket)).status_code == 201


def test_who_guesses_at_open_tickets_when_ordering_is_stopped_and_nobody_else(
    settings: Settings, client: Client
) -> None:
    settings.GUESSES = settings.GUESSES | {"open_ticket": (2, 600)}
    sitting, ticket = cast.sitting(), cast.open_ticket()

    def order(**wish: str) -> int:
        said = {"sitting": sitting.pk, "covers": 1} | wish
        return client.post("/api/v1/canteen/orders/", said, content_type="application/json").status_code

    assert [order(open_ticket="ABCDEFGH") for _ in range(3)] == [404, 404, 429]
    assert [order(open_ticket=ticket.short_code), order(open_ticket=door_paper.token(ticket)), order()] == [
        429,
        201,
        201,
    ]
