"""The test house: made by `preau_owner`, lived in as `preau_app`, against the real engines."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """One database, no mirror: the owner makes it, then every connection speaks as the application's role."""
    owner = settings.DATABASES.get("owner")
    if owner:
        default = connections["default"].settings_dict
        for name in ("USER", "PASSWORD", "HOST", "PORT"):
            default[name] = owner[name]
        connections["owner"].settings_dict.setdefault("TEST", {})["MIRROR"] = "default"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    default = connections["default"]
    with django_db_blocker.unblock():
        default.close()
        default.settings_dict["OPTIONS"]["options"] = f"-c role={settings.DATABASE_APP_ROLE}"
    yield
    with django_db_blocker.unblock():
        default.close()
        del default.settings_dict["OPTIONS"]["options"]


@pytest.fixture(scope="session", autouse=True)
def flush_as_owner() -> Iterator[None]:
    """Append-only tables refuse the application a flush: tests empty them as their owner, past the triggers."""
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("SELECT session_user")
            cursor.execute(f'SET ROLE "{cursor.fetchone()[0]}"')
            cursor.execute("SET session_replication_role = replica")
            try:
                plain(self, sql_list)
            finally:
                cursor.execute("SET session_replication_role = origin")
                cursor.execute("DELETE FROM procrastinate_jobs")  # no model of ours: a flush would leave them
                cursor.execute("RESET ROLE")

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign,assignment]
    yield
    DatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def forget_what_processes_remember() -> None:
    """Each test starts as a fresh process would: nothing read before, nothing counted."""
    from venue.codes import keys
    from venue.house import choosing
    from venue.live import broker, cache
    from venue.people import throttles
    from venue.rules import reading
    from venue.spaces import calendar

    reading.forget()
    calendar.forget()
    throttles.forget()
    choosing.forget()
    keys.forget()
    cache.forget()
    broker.fuse.mend()  # a test that took the broker away must not blind the next one's cache
