"""Without its database the house says so in words, stays alive, and comes to itself when it is back (DESIGN §1.6)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tests import cast
from tests.faults.processes import address_of_the_database, answers, until, web, worker
from tests.faults.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)

SITTINGS, ORDERS, DOOR = "/api/v1/canteen/sittings/", "/api/v1/canteen/orders/", "/api/v1/canteen/redemptions/"


@pytest.fixture
def wire() -> Iterator[Wire]:
    facts = connection.settings_dict
    wire = Wire(facts["HOST"], int(facts["PORT"]))
    yield wire
    wire.cut()


def attempts(sitting: int, device: str) -> list[dict[str, Any]]:
    """One request of each kind: to read, to order, to scan, to sign in, to open a page and the office."""
    scan = {"short_code": "ABCDEFGH", "request_id": str(cast.request_id())}
    return [
        {"method": "GET", "url": SITTINGS},
        {"method": "GET", "url": "/api/v1/occupancy/"},
        {"method": "POST", "url": ORDERS, "json": {"sitting": sitting, "covers": 1}},
        {"method": "POST", "url": DOOR, "json": scan, "headers": {"Authorization": f"Device {device}"}},
        {"method": "GET", "url": "/manger/"},
        {"method": "GET", "url": "/admin/", "headers": {"Cookie": "sessionid=" + "x" * 32}},
    ]


def statuses(client: httpx.Client, asked: list[dict[str, Any]]) -> list[tuple[int, str | None]]:
    found = []
    for each in asked:
        answer = client.request(**each)
        problem = answer.headers["Content-Type"] == "application/problem+json"
        found.append((answer.status_code, answer.json()["code"] if problem else None))
    return found


def test_it_says_so_stays_alive_and_comes_to_itself(wire: Wire, tmp_path: Path) -> None:
    sitting, device = cast.serving(), cast.device()
    asked = attempts(sitting.pk, device)
    well = [(200, None), (200, None), (201, None), (404, "unknown_ticket"), (200, None), (302, None)]
    with web(tmp_path / "web.log", DATABASE_URL=address_of_the_database(wire.port)) as client:
        assert statuses(client, asked) == well
        wire.cut()
        assert statuses(client, asked) == [(503, "database_lost")] * len(asked)
        assert client.get("/readyz").json() == {"status": "missing", "missing": ["database"]}
        assert client.get("/readyz").status_code == 503
        assert longest_wait_for_life(client) < 1
        wire.mend()
        assert until(lambda: answers(client, "/readyz"), seconds=10) < 2.5
        assert statuses(client, asked) == well
    assert "Traceback" not in (tmp_path / "web.log").read_text()


def test_a_database_that_starts_again_costs_nobody_an_answer(wire: Wire, tmp_path: Path) -> None:
    """Every connection that waits in the pool is dead then, and found so before it is lent."""
    asked = attempts(cast.serving().pk, cast.device())
    with web(tmp_path / "web.log", DATABASE_URL=address_of_the_database(wire.port)) as client:
        assert all_at_once(client, 12) == [200] * 12
        wire.shake()
        assert all_at_once(client, 12) == [200] * 12
        wire.shake()
        assert [status for status, _ in statuses(client, asked)] == [200, 200, 201, 404, 200, 302]


def test_a_worker_waits_for_the_database_and_goes_on(wire: Wire, tmp_path: Path) -> None:
    with worker(tmp_path / "worker.log", DATABASE_URL=address_of_the_database(wire.port)) as process:
        give_work()
        until(lambda: work_done() >= 1, seconds=30)
        wire.cut()
        give_work()
        sleep(1)
        wire.mend()
        until(lambda: work_done() >= 2, seconds=30)
        assert process.poll() is None
    assert process.returncode == 0


def give_work() -> None:
    app.configure_task("canteen.jobs.erase").defer(timestamp=0)


def work_done() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'canteen.jobs.erase' AND status = 'succeeded'"
        )
        [done] = cursor.fetchone() or [0]
    return int(done)


def all_at_once(client: httpx.Client, count: int) -> list[int]:
    with ThreadPoolExecutor(count) as crowd:
        return [answer.status_code for answer in crowd.map(lambda _: client.get(SITTINGS), range(count))]


def longest_wait_for_life(client: httpx.Client) -> float:
    """While forty people press the button again and again: how long `/healthz` takes, at worst."""
    crowd = [threading.Thread(target=client.get, args=[SITTINGS]) for _ in range(40)]
    for each in crowd:
        each.start()
    waits = [0.0]
    while any(each.is_alive() for each in crowd):
        began = monotonic()
        assert client.get("/healthz").status_code == 200
        waits.append(monotonic() - began)
    return max(waits)
