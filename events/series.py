"""A date that a rule made, and all that follow it: which they are, and what the words for the first mean for each.

They are changed together, all of them or none (`dates.edit`, `dates.remove`, `changes.apply`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from events import agenda, refusals, wall_clock
from events.models import Event, EventDate
from events.models.events import STANDING
from venue.errors import NotFound, Refused

HOURS: Final = ("starts_at", "ends_at")
# What hangs on a date's start.
HANGING: Final = ("fallback_starts_at", "decide_at")


def wall(moment: datetime, date: EventDate) -> datetime:
    """What the clock of the house shows then."""
    return wall_clock.read(moment, agenda.zone(date.event))


def from_(event: Event, pk: int) -> Q:
    """The date, and those of its rule after it that still take place. Raises NotFound, NoSeries."""
    first = EventDate.objects.filter(event=event, pk=pk).first()
    if first is None:
        raise NotFound
    refuse_single(first)
    coming = Q(state__in=STANDING, ends_at__gt=timezone.now())
    return Q(pk=pk) | (coming & Q(series=first.series, recurrence_id__gt=first.recurrence_id))


def refuse_single(date: EventDate) -> None:
    """Raises NoSeries for a date that no rule made."""
    if date.recurrence_id is None:
        raise refusals.NoSeries


def follows(other: EventDate, first: EventDate) -> bool:
    """Whether the rule made it after the first."""
    if other.recurrence_id is None or first.recurrence_id is None:
        return False
    return other.series == first.series and other.recurrence_id > first.recurrence_id


def count_after(first: EventDate, dates: Iterable[EventDate]) -> int:
    """How many of an event's dates would change with the first, if they follow it."""
    now = timezone.now()
    return sum(it.stands and it.ends_at > now and follows(it, first) for it in dates)


def as_meant(facts: dict[str, Any], first: EventDate, other: EventDate) -> dict[str, Any]:
    """What is said of the first, for one that follows it: the same hours of the clock on the wall, as many days later
    or earlier, plan B and the hour of decision as far from its own start; the rest word for word. Call before the first
    is altered: what is as it was says nothing of the others.
    """
    zone = agenda.zone(first.event)
    was, wanted = first.starts_at, facts.get("starts_at", first.starts_at)
    ends_at = facts.get("ends_at", first.ends_at)
    begins, lasts = wall(other.starts_at, other), wall(other.ends_at, other) - wall(other.starts_at, other)
    if wanted != was:
        days = wall(wanted, first).date() - wall(was, first).date()
        begins = datetime.combine(begins.date() + days, wall(wanted, first).time())
    if (wanted, ends_at) != (was, first.ends_at):
        lasts = wall(ends_at, first) - wall(wanted, first)
    own = {name: value for name, value in facts.items() if name not in HOURS}
    own |= {"starts_at": begins.replace(tzinfo=zone), "ends_at": (begins + lasts).replace(tzinfo=zone)}
    apart: timedelta = begins - wall(wanted, first)
    for name in HANGING:
        if facts.get(name):
            own[name] = (wall(facts[name], first) + apart).replace(tzinfo=zone)
    return own


@contextmanager
def said_of(date: EventDate, *, starts_at: datetime | None = None) -> Iterator[None]:
    """A refusal says which of the dates it is about, by the start that the asker knows: figure `date`."""
    known = (starts_at or date.starts_at).astimezone(agenda.zone(date.event)).isoformat()
    try:
        yield
    except Refused as no:
        no.figures.setdefault("date", {"id": date.pk, "starts_at": known})
        raise
