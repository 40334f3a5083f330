"""Stretches of time on the house's grid: what is free between what is taken, and which hours the clock leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from venue import rules
from venue.spaces.calendar import calendar


class Stretch(NamedTuple):
    """From `starts_at` (included) to `ends_at` (not included); aware."""

    starts_at: datetime
    ends_at: datetime


def zone_of(building: int) -> ZoneInfo:
    return calendar(building).zones[building]


def grid(building: int | None = None) -> timedelta:
    return timedelta(minutes=int(rules.get("seat.grid_min", building=building)))


def on_grid(moment: datetime, step: timedelta, zone: ZoneInfo) -> bool:
    """Whether the clock on the wall shows a whole number of steps since midnight."""
    return moment == floored(moment, step, zone)


def floored(moment: datetime, step: timedelta, zone: ZoneInfo) -> datetime:
    """The last step of the wall clock that is not after `moment`; the offset of the moment stays."""
    return moment - past_step(moment.astimezone(UTC), step, zone)


@lru_cache(maxsize=4096)
def past_step(moment: datetime, step: timedelta, zone: ZoneInfo) -> timedelta:
    """How long ago the wall clock showed a whole number of steps. Seats share their hours, so most are known already.

    `moment` is in UTC: in a zone two moments of the night that has an hour twice would pass for the same.
    """
    local = moment.astimezone(zone)
    since = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return since % step


def raised(moment: datetime, step: timedelta, zone: ZoneInfo) -> datetime:
    """The first step of the wall clock that is not before `moment`."""
    return moment + -past_step(moment.astimezone(UTC), step, zone) % step


def free(
    open_: Iterable[Stretch],
    taken: Sequence[tuple[datetime, datetime]],
    *,
    since: datetime,
    step: timedelta,
    zone: ZoneInfo,
) -> list[Stretch]:
    """What can still be booked of the open stretches: from `since` on, without what is taken, cut to the grid.

    `taken` must be in order of its beginnings and of its ends.
    """
    left: list[tuple[datetime, datetime]] = []
    for opens_at, closes_at in open_:
        at = max(opens_at, since)
        for starts_at, ends_at in taken:
            if ends_at <= at or starts_at >= closes_at:
                continue
            if starts_at > at:
                left.append((at, starts_at))
            at = ends_at
        if closes_at > at:
            left.append((at, closes_at))
    cut = [Stretch(raised(at, step, zone), floored(until, step, zone)) for at, until in left]
    return [it for it in cut if it.ends_at > it.starts_at]


def without(whole: Stretch, part: Stretch) -> list[Stretch]:
    """What of `whole` is not in `part`."""
    before = Stretch(whole.starts_at, min(whole.ends_at, part.starts_at))
    after = Stretch(max(whole.starts_at, part.ends_at), whole.ends_at)
    return [it for it in (before, after) if it.ends_at > it.starts_at]


def days(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Iterator[date]:
    """The local days that a stretch touches."""
    day, last = starts_at.astimezone(zone).date(), (ends_at - timedelta.resolution).astimezone(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def day_of(day: date, zone: ZoneInfo) -> Stretch:
    """A local day, 23 to 25 hours long."""
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=zone)
    morrow = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    return Stretch(midnight.astimezone(UTC), morrow.astimezone(UTC))


def week_of(day: date, zone: ZoneInfo) -> Stretch:
    """Monday to Sunday around a local day."""
    monday = day - timedelta(days=day.weekday())
    return Stretch(day_of(monday, zone).starts_at, day_of(monday + timedelta(days=6), zone).ends_at)
