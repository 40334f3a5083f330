"""Thirty-two equal requests at once over real HTTP: one deed, one answer for all (DESIGN §4 API, Redemption)."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connection

from canteen import door_paper, tickets
from canteen.models import MealTicket, Order, Redemption, Scan
from tests import cast
from tests.canteen.test_races_at_the_door import careless
from tests.race import abreast, race
from venue.people import idempotency
from venue.spaces.models import Movement

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 32
Answer = tuple[int, dict[str, Any]]


@pytest.fixture
def house(live_server: Any) -> Any:
    """A real server whose porch is wide enough for all: Django's own holds ten who wait, and drops the others."""
    live_server.thread.httpd.socket.listen(2 * AT_ONCE)
    return live_server


def post(house: Any, path: str, body: dict[str, Any], **headers: str) -> Answer:
    """What the house answers to a client that keeps nothing, as a phone whose first answer was lost."""
    headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): it for name, it in headers.items()}
    asked = urllib.request.Request(house.url + "/api/v1/canteen" + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused) if "json" in refused.headers["Content-Type"] else {}


def order_at_once(house: Any, key: str) -> tuple[list[Answer], Answer]:
    """All the answers, and what one more gets when the dust has settled."""
    wish = {"sitting": cast.sitting().pk, "covers": 2, "contact": {"email": "amina@example.org"}}

    def ask() -> Answer:
        return post(house, "/orders/", wish, Idempotency_Key=key)

    return race(AT_ONCE, ask), ask()


def test_the_same_order_by_thirty_two_at_once_is_one_order_and_one_answer(house: Any) -> None:
    answers, last = order_at_once(house, str(uuid.uuid4()))
    made = [answer for answer in answers if answer[0] == 201]
    waiting = [(status, body["code"]) for status, body in answers if status != 201]
    assert (len(answers), waiting) == (AT_ONCE, [(409, "in_progress")] * (AT_ONCE - len(made)))
    assert made == [last] * len(made)
    assert [(one.key, one.covers) for one in Order.objects.all()] == [(last[1]["key"], 2)]
    assert MealTicket.objects.count() == 1


def test_without_the_lock_some_do_the_work_and_break_on_the_remembered_row(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the database still keeps it one order, but somebody gets a 500 for an honest question."""
    monkeypatch.setattr(idempotency, "_alone", lambda said: True)
    answers, _last = order_at_once(house, str(uuid.uuid4()))
    assert (Order.objects.count(), 500 in {status for status, _body in answers}) == (1, True)


def scan_at_once(house: Any, ticket: MealTicket) -> list[Answer]:
    token = cast.device("host")
    scan = {"token": door_paper.token(ticket), "covers": 1, "request_id": str(uuid.uuid4())}
    return race(AT_ONCE, lambda: post(house, "/redemptions/", scan, Authorization=f"Device {token}"))


def counts() -> tuple[int, int, int]:
    return Scan.objects.count(), Redemption.objects.count(), Movement.objects.count()


def test_the_same_scan_by_thirty_two_at_once_serves_one_cover_and_answers_all_alike(house: Any) -> None:
    ticket = cast.ticket(covers=6)
    answers = scan_at_once(house, ticket)
    assert answers == [(201, answers[0][1] | {"result": "redeemed", "covers": 1, "covers_left": 5})] * AT_ONCE
    ticket.refresh_from_db()
    assert (counts(), ticket.covers_redeemed) == ((1, 1, 1), 1)


def test_an_open_ticket_scanned_by_thirty_two_at_once_seats_one_guest(house: Any) -> None:
    cast.serving()
    answers = scan_at_once(house, cast.open_ticket(covers=6))
    assert answers == [(201, answers[0][1] | {"result": "redeemed", "covers": 1, "covers_left": 5})] * AT_ONCE
    assert (counts(), Order.objects.filter(walk_in=True).count()) == ((1, 1, 1), 1)


def test_without_the_constraints_one_scan_would_be_many(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is the database that knows a scan again, not luck."""
    ticket = cast.ticket(covers=6)
    monkeypatch.setattr(tickets, "SERVED", careless())
    monkeypatch.setattr(tickets, "decide", abreast(AT_ONCE, tickets.decide))
    with without(Scan, "one_scan_per_request_of_an_actor"), ExitStack() as rest:
        rest.enter_context(without(Redemption, "one_redemption_per_request_of_an_actor"))
        rest.enter_context(without(Movement, "one_movement_per_actor_and_request"))
        scan_at_once(house, ticket)
        assert Redemption.objects.count() > 1
        as_owner("TRUNCATE canteen_scan, canteen_redemption, spaces_movement CASCADE")


@contextmanager
def without(model: Any, name: str) -> Iterator[None]:
    """The model's table without one of its unique constraints; it comes back when the block ends."""
    table = model._meta.db_table
    constraint = next(one for one in model._meta.constraints if one.name == name)
    as_owner(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    try:
        yield
    finally:
        with connection.schema_editor(collect_sql=True) as editor:
            statement = str(constraint.create_sql(model, editor))
        as_owner(statement)


def as_owner(statement: str) -> None:
    """Past the triggers that keep what happened as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        cursor.execute(f'SET ROLE "{cursor.fetchone()[0]}"')
        cursor.execute("SET session_replication_role = replica")
        try:
            cursor.execute(statement)
        finally:
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("RESET ROLE")
