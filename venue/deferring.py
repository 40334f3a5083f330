"""Leaving a job to the worker, where each request of a rush leaves one."""

from typing import Any

from procrastinate.tasks import Task
from psycopg.types.json import Jsonb

from venue.rows import prepared

DEFER = """
SELECT procrastinate_defer_jobs_v1(
    ARRAY[ROW(%s::varchar, %s::varchar, %s::int, NULL, NULL, %s::jsonb, NULL)::procrastinate_job_to_defer_v1])
"""


def leave(task: Task[Any, Any, Any], **arguments: Any) -> None:
    """As `task.defer`, but by a statement that the database prepares; for a task that nothing else must wait for.

    In the caller's transaction: the job is there when what it is about is there.
    """
    with prepared() as cursor:
        cursor.execute(DEFER, [task.queue, task.name, task.priority, Jsonb(arguments)])
