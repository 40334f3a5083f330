"""What a feed says of each event, kept until that event is other: after a change one part is written, not thousands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.cache import cache
from django.utils import translation

from events import agenda
from events.feeds import freshness
from events.models import Event
from venue.house.models import Building

KEPT_SECONDS: Final = 7 * 24 * 3600


def of_events(kind: str, building: Building, write: Callable[[Event], bytes]) -> list[bytes]:
    """What `write` says of each public event, the oldest first; asked only of those that are other than last time.

    The mark is read before the event: a part may be newer than its mark, and is then written once more; never older.
    """
    name = f"feed-parts:{kind}:{translation.get_language()}:{building.pk}"
    marks = freshness.marks(building)
    kept: dict[int, tuple[str, bytes]] = cache.get(name) or {}
    parts = {event: part for event, part in kept.items() if marks.get(event) == part[0]}
    missing = marks.keys() - parts.keys()
    if missing:
        for event in agenda.public(building).filter(pk__in=missing):
            parts[event.pk] = (marks[event.pk], write(event))
        cache.set(name, parts, KEPT_SECONDS)
    return [parts[event][1] for event in marks if event in parts]
