"""Places that a worker must pass, held shut: it waits there, and there it can be killed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, LiteralString, Protocol

import psycopg
from django.db import connection

from tests.faults.nursery import Nursery
from tests.faults.processes import until
from tests.stripe_standin.standin import Standin


class Gate(Protocol):
    def shut(self) -> None: ...
    def reached(self) -> bool: ...
    def bury(self) -> None: ...
    def open(self) -> None: ...


class Locked:
    """A lock of the database that somebody else's transaction holds."""

    def __init__(self, statement: LiteralString, *about: object) -> None:
        self.statement, self.about = statement, about
        self.holder: psycopg.Connection[Any] | None = None

    def shut(self) -> None:
        facts = connection.settings_dict  # in the tests this is the owner, who may lock a table
        self.holder = psycopg.connect(
            host=facts["HOST"],
            port=facts["PORT"],
            user=facts["USER"],
            password=facts["PASSWORD"],
            dbname=facts["NAME"],
        )
        self.holder.execute(self.statement, self.about)

    def reached(self) -> bool:
        return bool(self._waiting())

    def bury(self) -> None:
        """What a killed worker had asked for dies with it: the server hears the broken line when it next listens."""
        with connection.cursor() as cursor:
            for pid in self._waiting():
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    def open(self) -> None:
        if self.holder:
            self.holder.close()

    def _waiting(self) -> list[int]:
        if self.holder is None or self.holder.closed:
            return []
        with connection.cursor() as cursor:
            holder = self.holder.info.backend_pid
            cursor.execute("SELECT pid FROM pg_locks WHERE NOT granted AND %s = ANY(pg_blocking_pids(pid))", [holder])
            return [pid for (pid,) in cursor.fetchall()]


class StripeThinks:
    """Stripe takes so long over a request that whoever asked is dead when it has done the work."""

    def __init__(self, standin: Standin, path: str, *, seconds: float = 1.0) -> None:
        self.standin, self.path, self.seconds = standin, path, seconds

    def shut(self) -> None:
        self.standin.trouble(times=1, path=self.path, delay_seconds=self.seconds)

    def reached(self) -> bool:
        return bool(self.standin.requests(self.path))

    def bury(self) -> None: ...

    def open(self) -> None: ...


def table(name: LiteralString, *, readers_too: bool = False) -> Locked:
    """Nobody writes into this table, or nobody even reads it."""
    return Locked(f"LOCK TABLE {name} IN {'ACCESS EXCLUSIVE' if readers_too else 'EXCLUSIVE'} MODE")


def row(table: LiteralString, pk: object) -> Locked:
    return Locked(f"SELECT FROM {table} WHERE id = %s FOR UPDATE", pk)


def one_job_at_a_time(payment: object) -> Locked:
    """Where `venue.money.payments` begins to write down what Stripe has answered."""
    return Locked("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", f"payment:{payment}")


def done(task: str) -> Locked:
    """Where a worker ticks off a job that it has begun: the deed is committed, the job is not yet done."""
    return Locked("SELECT FROM procrastinate_jobs WHERE task_name = %s AND status = 'doing' FOR UPDATE", task)


def killed_at(gates: Sequence[Gate], nursery: Nursery) -> None:
    """A worker comes to each of these gates in turn, and is killed at the last."""
    worker = None
    try:
        gates[0].shut()
        worker = nursery.worker()
        for here, there in pairwise(gates):
            until(here.reached, seconds=20)
            there.shut()
            here.open()
        until(gates[-1].reached, seconds=20)
    finally:
        if worker:
            worker.kill()
        gates[-1].bury()
        for gate in gates:
            gate.open()
