"""The agenda for programs: iCalendar, Atom, JSON and OpenAgenda's shape, all from `events.agenda`.

A feed is made once for each version of the agenda and language, and kept; whoever has that version gets 304.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from django.core.cache import cache
from django.utils import translation
from django.utils.module_loading import import_string

from events import agenda
from venue.answering import Told
from venue.house.models import Building

# Made by `make(events, building) -> bytes` of the module, which is imported when somebody first asks for it.
KINDS: Final = {
    "ics": ("events.feeds.ical.make", "text/calendar; charset=utf-8"),
    "atom": ("events.feeds.atom.make", "application/atom+xml; charset=utf-8"),
    "json": ("events.feeds.plain.make", "application/json"),
    "openagenda": ("events.feeds.openagenda.make", "application/json"),
}
KEPT_SECONDS: Final = 24 * 3600


def told(building: Building, kind: str) -> Told:
    """The feed as it is now in the language in force, with its tag."""
    language = translation.get_language() or "fr"
    said = f"{kind}:{language}:{building.pk}:{agenda.version(building).tag}"
    tag = hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
    body = cache.get(f"feed:{tag}")
    if body is None:
        make: Callable[..., bytes] = import_string(KINDS[kind][0])
        body = make(list(agenda.public(building).order_by("pk")), building)
        cache.set(f"feed:{tag}", body, KEPT_SECONDS)
    return Told(body, f'"{tag}"')
