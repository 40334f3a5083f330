"""Running the house's jobs in a test: the real ones, from their real table, here and now."""

import json

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app


def run_jobs() -> None:
    """Run every job that is due, and those that they defer, until none is left; needs `transaction=True`."""
    worker: App = app
    with worker.replace_connector(worker.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        running.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def run_jobs_here() -> list[str]:
    """The same inside the test's own transaction, hence without a flush; the tasks that ran. A failure is raised."""
    ran: list[str] = []
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT id, task_name, args::text FROM procrastinate_jobs"
                " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1"
            )
            job = cursor.fetchone()
            if job is None:
                return ran
            number, task, words = job
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
            app.tasks[task].func(**json.loads(words))
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [number])
            ran.append(task)
