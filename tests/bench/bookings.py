"""Desks and seats: a race for one, bookings through HTTP, and a day's availability in a table of a million bookings."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from tests.bench.clients import Clients, Rate, request
from tests.bench.house import CORES, fresh_database, web
from tests.bench.tables import RUNS, Figure, Table, ratio

# After `house`, which sets Django up.
from django.conf import settings  # isort: skip
from django.db import OperationalError, connection, connections, transaction  # isort: skip
from django.utils import timezone  # isort: skip
from coworking import bookings, slots  # isort: skip
from coworking.models import Booking, Resource  # isort: skip
from coworking.refusals import SeatTaken  # isort: skip
from tests.coworking import cast  # isort: skip
from venue import heap  # isort: skip
from venue.people.models import Person  # isort: skip
from venue.people.sessions import SessionStore, keep_alive  # isort: skip

RACERS, ROUNDS, WARM = 32, 200, 10
CLIENTS, BOOKED = 16, 400
RESOURCES, FEW, MANY, READ = 60, 10_000, 1_000_000, 400


def measure() -> Iterator[Table]:
    with fresh_database():
        yield race()
    with fresh_database():
        yield over_http()
    with fresh_database():
        yield availability()


# --- 32 racers, one desk ---------------------------------------------------------------------------------------------


def race() -> Table:
    """How long a loser waits for her answer, from the moment at which all are released.

    The racers are threads of this process, which share its one interpreter; each keeps its connection over the rounds,
    as the house's pool does, and has used it before.
    """
    heap.freeze()  # as a web process does
    desk = cast.resource()
    # Whole hours: each day ends at midnight, and no booking runs past it.
    start = slots.floored(timezone.now() + timedelta(days=1), timedelta(hours=1), cast.PARIS)
    with Racers() as racers:
        sorted_, plain, warm = Rounds(racers), Rounds(racers), Rounds(racers)
        for number in range(WARM):
            warm.run(lambda at=start - (number + 2) * timedelta(hours=1): book(desk, at))  # type: ignore[misc]
        for number in range(ROUNDS):
            sorted_.run(lambda at=start + number * timedelta(hours=1): book(desk, at))  # type: ignore[misc]
        Booking.objects.all().delete()
        for number in range(ROUNDS // 10):
            plain.run(lambda at=start + number * timedelta(hours=1): insert_plainly(desk, at))  # type: ignore[misc]
    return Table(
        f"{RACERS} racers for one desk, {ROUNDS} rounds (plain inserts: {ROUNDS // 10})",
        ("what", "winners a round", "deadlocks", "median of a loser's wait", "99 % of the losers within", "goal"),
        [
            ("bookings.place", *sorted_.told(), "exactly 1, 0, ≤ 100 ms"),
            ("plain INSERTs against the same constraint", *plain.told(), ""),
        ],
    )


class Racers:
    """Threads that are released together, round after round, each on a connection of its own."""

    def __init__(self) -> None:
        self.threads, self.gate = ThreadPoolExecutor(RACERS), threading.Barrier(RACERS)

    def __enter__(self) -> Racers:
        return self

    def __exit__(self, *error: object) -> None:
        self.all(connections.close_all)
        self.threads.shutdown()

    def all(self, act: Callable[[], Any]) -> None:
        """Each does it once: nobody comes through the gate twice before all have been there."""

        def racer() -> None:
            self.gate.wait()
            act()

        for done in [self.threads.submit(racer) for _ in range(RACERS)]:
            done.result()


class Rounds:
    """Rounds of a race, and what became of those who ran."""

    def __init__(self, racers: Racers) -> None:
        self.racers = racers
        self.winners: Counter[int] = Counter()
        self.waits_ms: list[float] = []
        self.seen = deadlocks()

    def run(self, act: Callable[[], Any]) -> None:
        won: list[int] = []

        def racer() -> None:
            began = perf_counter()
            try:
                act()
                won.append(1)
            except (SeatTaken, OperationalError):
                self.waits_ms.append((perf_counter() - began) * 1000)

        self.racers.all(racer)
        self.winners[len(won)] += 1

    def told(self) -> tuple[str, str, str, str]:
        waits = sorted(self.waits_ms)
        winners = ", ".join(f"{won} in {rounds}" for won, rounds in sorted(self.winners.items()))
        at = (waits[len(waits) // 2], waits[int(len(waits) * 0.99)])
        return (winners, str(deadlocks() - self.seen), f"{at[0]:.0f} ms", f"{at[1]:.0f} ms")


def book(desk: Resource, at: datetime) -> None:
    with transaction.atomic():
        bookings.place(cast.wish(desk, at, 1, freely=True))


def insert_plainly(desk: Resource, at: datetime) -> None:
    """As an ORM would, whose IntegrityError tells the loser."""
    wish = cast.wish(desk, at, 1)
    try:
        with transaction.atomic():
            bookings.booking_of(wish.items[0], wish, hold_until=None, now=timezone.now()).save()
    except Exception as error:
        if isinstance(error, OperationalError):
            raise
        raise SeatTaken from error


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


# --- through HTTP ----------------------------------------------------------------------------------------------------


def over_http() -> Table:
    count = RUNS * BOOKED + 100
    wishes = iter(bookings_of(count))
    with web() as server:
        crowd = Clients(server, CLIENTS)
        crowd.rush([next(wishes) for _ in range(100)]).only(201)
        plain, ours = Rate(server), Rate(server)
        for _ in range(RUNS):
            plain.run(lambda: crowd.rush([request("GET", "/bench/plain/")] * BOOKED * 4).only(200))
            ours.run(lambda: crowd.rush([next(wishes) for _ in range(BOOKED)]).only(201))
    return Table(
        f"Bookings of distinct desks by signed-in people through HTTP, {CLIENTS} clients, {CORES} granian processes",
        ("what", "median (min … max)", "× plain", "processor time of the process", "× plain"),
        [
            ("Django's plain view", str(plain.a_second), "1", str(plain.cpu_ms), "1"),
            (
                "bookings",
                str(ours.a_second),
                ratio(ours.a_second, plain.a_second),
                str(ours.cpu_ms),
                ratio(plain.cpu_ms, ours.cpu_ms),
            ),
        ],
        ["Goal: ≥ 0.2 × plain."],
    )


def bookings_of(count: int) -> list[bytes]:
    """Each by a person of her own, at a seat of its own."""
    start = slots.day_of(timezone.localdate() + timedelta(days=1), cast.PARIS).starts_at + timedelta(hours=12)
    study, entity = cast.study(), cast.entity()
    Resource.objects.bulk_create(
        Resource(space=study, entity=entity, code=f"S{n}", name=f"Place {n}", kind="study_seat") for n in range(count)
    )
    people = Person.objects.bulk_create(Person(email=f"p{n}@example.org", first_name="Amina") for n in range(count))
    with connection.cursor() as cursor:  # as the database does by itself within the minute
        cursor.execute("ANALYZE coworking_resource, people_person")
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}
    return [
        request("POST", "/api/v1/coworking/bookings/", {"resource": f"S{n}"} | times, **signed_in(person))
        for n, person in enumerate(people)
    ]


def signed_in(person: Person) -> dict[str, str]:
    """The headers of a browser with her session; she has looked at what is free within the minute."""
    session = SessionStore()
    keep_alive(session)
    session["_auth_user_id"], session["_auth_user_backend"] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    token = "a" * 32
    return {"Cookie": f"sessionid={session.session_key}; csrftoken={token}", "X_CSRFToken": token}


# --- a day of sixty resources ----------------------------------------------------------------------------------------


def availability() -> Table:
    study, entity = cast.study(), cast.entity()
    Resource.objects.bulk_create(
        Resource(space=study, entity=entity, code=f"S{n:02}", name=f"Place {n}", kind="study_seat")
        for n in range(RESOURCES)
    )
    path = f"/api/v1/coworking/availability/?date={timezone.localdate() + timedelta(days=1)}&space=STUD"
    figures: dict[int, Figure] = {}
    medians: dict[int, Figure] = {}
    for rows in (FEW, MANY):
        fill(rows)
        half, most = Figure("ms", digits=1), Figure("ms", digits=1)
        with web() as server:
            client = Clients(server, 1)
            client.rush([request("GET", path)] * 50).only(200)
            for _ in range(RUNS):
                answers = client.rush([request("GET", path)] * READ).only(200)
                half.runs.append(answers.wait_ms(0.5))
                most.runs.append(answers.wait_ms(0.99))
        figures[rows], medians[rows] = most, half
    return Table(
        f"Availability of a day, {RESOURCES} seats, through HTTP, one client",
        ("bookings in the table", "half within", "99 % within", "goal"),
        [
            (f"{FEW:,}".replace(",", " "), str(medians[FEW]), str(figures[FEW]), ""),
            (f"{MANY:,}".replace(",", " "), str(medians[MANY]), str(figures[MANY]), "≤ 25 ms"),
            ("ratio", ratio(medians[MANY], medians[FEW]), ratio(figures[MANY], figures[FEW]), "≤ 2×"),
        ],
        ["Half of the bookings stand, from tomorrow on, an hour every two; the other half are over."],
    )


def fill(rows: int) -> None:
    """So many bookings in all, spread over the seats."""
    each = rows // RESOURCES // 2
    start = slots.day_of(timezone.localdate() + timedelta(days=1), cast.PARIS).starts_at
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE coworking_booking CASCADE")
        cursor.execute(
            """
            INSERT INTO coworking_booking (key, resource_id, starts_at, ends_at, busy, state, people, title, walk_in,
                short_code, "group", by, language, made_at, first_name, release, sequence, revision, ended_at)
            SELECT resource.id || '-' || n || '-' || past, resource.id, at, at + interval '1 hour',
                tstzrange(at, at + interval '1 hour'), CASE past WHEN 0 THEN 'confirmed' ELSE 'finished' END,
                1, '', false, substr(md5(resource.id || '-' || n), 1, 8), gen_random_uuid(), 'person:1', 'fr', now(),
                '', '', 0, 1, CASE past WHEN 0 THEN NULL ELSE at END
            FROM coworking_resource resource, generate_series(0, %s - 1) n, generate_series(0, 1) past,
                LATERAL (SELECT %s + (CASE past WHEN 0 THEN 1 ELSE -1 END) * n * interval '2 hours' AS at) spot
            ON CONFLICT DO NOTHING
            """,
            [each, start],
        )
        cursor.execute("ANALYZE coworking_booking")
