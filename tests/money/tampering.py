"""Doing what must not be done: as the tables' owner, past the triggers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextmanager
def as_owner() -> Iterator[CursorWrapper]:
    """A cursor that owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        cursor.execute(f'SET ROLE "{cursor.fetchone()[0]}"')
        try:
            yield cursor
        finally:
            cursor.execute(f'SET ROLE "{settings.DATABASE_APP_ROLE}"')


@contextmanager
def past_the_triggers() -> Iterator[CursorWrapper]:
    """The owner's cursor with every trigger off, foreign keys included."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor
        finally:
            cursor.execute("SET session_replication_role = origin")
