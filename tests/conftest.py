"""The test house: made by `preau_owner`, lived in as `preau_app`, against the real engines."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import shares


def pytest_configure(config: pytest.Config) -> None:
    if worker := worker_of(config):
        shares.own_corner_of_the_broker(worker)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> shares.Shares:
    config.option.loadscopereorder = False  # by how long they take, not by how many they are
    return shares.Shares(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if worker_of(config):
        shares.longest_first(items)


def worker_of(config: pytest.Config) -> str:
    """`gw0`, `gw1`, … when the suite runs in several processes."""
    return str(getattr(config, "workerinput", {}).get("workerid", ""))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """One database, no mirror: the owner makes it, then every connection speaks as the application's role.

    `make test` names a BLANK_DATABASE with all tables, of which a copy is made in a moment.
    """
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = os.environ.get("BLANK_DATABASE")
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


# What the migrations have put there is kept: the names of models and of permissions.
EMPTY_EVERY_TABLE = """
    DO $$ DECLARE name regclass; BEGIN
        FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
        LOOP EXECUTE format('DELETE FROM %s', name); END LOOP;
    END $$
"""


@pytest.fixture(scope="session", autouse=True)
def emptied_as_owner() -> Iterator[None]:
    """Append-only tables refuse the application a flush: tests empty them as their owner, past the triggers.

    Django would TRUNCATE, which makes new files for each table and index, and write rights and permissions anew:
    half a second after each of some two hundred tests.
    """

    def empty(self: TransactionTestCase) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("SELECT session_user")
            cursor.execute(f'SET ROLE "{cursor.fetchone()[0]}"')
            cursor.execute("SET session_replication_role = replica")
            try:
                cursor.execute(EMPTY_EVERY_TABLE)
            finally:
                cursor.execute("SET session_replication_role = origin")
                cursor.execute("RESET ROLE")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


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
