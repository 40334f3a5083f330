"""The suite in several processes at once: who runs what, and what each has of its own.

Each process has a database of its own (pytest-django sees to that), and here its corner of the broker. A file is
never torn apart. Whole houses (servers, engines, browsers) stand one after another in one process, never side by side.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import pytest
from xdist.scheduler import LoadScopeScheduling

# They take longest, so they begin first; what is short fills the gaps at the end.
WHOLE_HOUSES = ("tests/journeys/", "tests/faults/", "tests/launch/")
LONG = (
    "tests/twins/",
    "tests/test_bad_input.py",
    "tests/test_permissions.py",
    "tests/coworking/test_availability_against_the_clock.py",
    "tests/coworking/test_the_waiting_list_agrees_with_a_model.py",
    "tests/events/test_the_line_agrees_with_a_model.py",
)


class Shares(LoadScopeScheduling):
    """Hands out files, and all whole houses as one."""

    def _split_scope(self, nodeid: str) -> str:
        return "whole houses" if nodeid.startswith(WHOLE_HOUSES) else nodeid.partition("::")[0]


def longest_first(items: list[pytest.Item]) -> None:
    """Put what takes long at the beginning; otherwise the order stays."""
    items.sort(key=lambda item: (not item.nodeid.startswith(WHOLE_HOUSES), not item.nodeid.startswith(LONG)))


def own_corner_of_the_broker(worker: str) -> None:
    """A database and a prefix on the broker for the process `gw0`, `gw1`, …, also for the processes that it starts.

    The prefix keeps what is announced apart, the database what is kept: emptying a cache empties its database.
    """
    from django.conf import settings

    address = urlsplit(settings.REDIS_URL)
    number = int(address.path[1:] or 0) + int(worker.removeprefix("gw"))
    own: dict[str, Any] = {
        "REDIS_URL": address._replace(path=f"/{number}").geturl(),
        "REDIS_PREFIX": f"{settings.REDIS_PREFIX}{worker}:",
    }
    os.environ.update(own)
    for name, value in own.items():
        setattr(settings, name, value)
    settings.CACHES["default"] |= {"LOCATION": own["REDIS_URL"], "KEY_PREFIX": f"{own['REDIS_PREFIX']}cache"}
