"""The agenda for programs: iCalendar, Atom, JSON and OpenAgenda's shape, all from `events.agenda`.

A feed is made once for each version of the agenda and language, and kept; whoever has that version gets 304.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation
from django.utils.module_loading import import_string

from events.feeds import freshness
from venue.answering import Told
from venue.house.models import Building

# Made by `make(building) -> bytes` of the module, which is imported when somebody first asks for it.
KINDS: Final = {
    "ics": ("events.feeds.ical.make", "text/calendar; charset=utf-8"),
    "atom": ("events.feeds.atom.make", "application/atom+xml; charset=utf-8"),
    "json": ("events.feeds.plain.make", "application/json"),
    "openagenda": ("events.feeds.openagenda.make", "application/json"),
}
KEPT_SECONDS: Final = 24 * 3600


def told(building: Building, kind: str) -> Told:
    """The feed as it is now in the language in force, with its tag."""
    name = f"feed:{kind}:{translation.get_language()}:{building.pk}"
    said = f"{name}:{freshness.version(building)}"
    tag = f'"{hashlib.blake2b(said.encode(), digest_size=12).hexdigest()}"'
    return kept(name, tag) or made(name, tag, building, kind)


def kept(name: str, tag: str) -> Told | None:
    """One feed is kept of each name, the last that was made: is it this one?"""
    found: tuple[bytes, str] | None = cache.get(name)
    return Told(*found) if found and found[1] == tag else None


def made(name: str, tag: str, building: Building, kind: str) -> Told:
    make: Callable[[Building], bytes] = import_string(KINDS[kind][0])
    with alone(name):
        if others := kept(name, tag):
            return others
        body = make(building)
        cache.set(name, (body, tag), KEPT_SECONDS)
    return Told(body, tag)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """The race: a change makes every reader's feed old at once, and each would make the new one. One does; who waits
    finds it made.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        yield
