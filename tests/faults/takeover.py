"""Another worker, for which the dead one has been silent for longer than half a minute."""

from __future__ import annotations

from contextlib import suppress

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tests.faults.nursery import Nursery
from tests.faults.processes import until


def another_takes_over(nursery: Nursery, task: str, *after: str) -> None:
    """It does what the dead one left of `task`, and the tasks that this leaves `after` it."""
    assert "doing" in states(task)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 min'")
    with suppress(AlreadyEnqueued):
        app.configure_task("house.retry_stalled_jobs").defer(timestamp=0)
    worker = nursery.worker()
    for each in (task, *after):
        until(lambda name=each: "succeeded" in states(name) <= {"succeeded", "aborted"}, seconds=30)  # type: ignore[misc]
    worker.kill()


def states(task: str) -> set[str]:
    """Of all its jobs: the clock may make one more of its own at any minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = %s", [task])
        return {state for (state,) in cursor.fetchall()}
