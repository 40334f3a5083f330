"""What a stretch at a desk costs without a pass: the cheapest combination of hours, half-days and days.

Nobody has to know which ticket suits her. Amounts are cents, VAT included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coworking.models import Offer, Resource, Unit
from venue import rules

HOUR, DAY = 60, 24 * 60


class Tariff(NamedTuple):
    """So many minutes of one local day for so many cents."""

    minutes: int
    cents: int


class Stretch(NamedTuple):
    """A resource from one moment to another (UTC or aware), as in a wish or a booking."""

    resource: Resource
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def day(self) -> date:
        """The local day on which it begins."""
        return local_day(self.resource, self.starts_at)


def local_day(resource: Resource, at: datetime) -> date:
    return at.astimezone(ZoneInfo(resource.space.building.time_zone)).date()


def cheapest(minutes: int, tariffs: Iterable[Tariff]) -> int:
    """The least that covers `minutes` of one day. Raises ValueError when there is no tariff at all."""
    known = sorted(set(tariffs))
    if not known:
        raise ValueError("there is nothing to pay with")

    @cache
    def least(left: int) -> int:
        if left <= 0:
            return 0
        return min(tariff.cents + least(left - tariff.minutes) for tariff in known)

    return least(minutes)


def price_of(stretches: Iterable[Stretch], tariffs: Iterable[Tariff]) -> int:
    """What they cost together: two stretches at one desk on one day are one, as a day ticket would have it."""
    minutes: dict[tuple[int, date], int] = defaultdict(int)
    for stretch in stretches:
        minutes[stretch.resource.pk, stretch.day] += stretch.minutes
    known = list(tariffs)
    return sum(cheapest(together, known) for together in minutes.values())


def tariffs() -> list[Tariff]:
    """Those of today's price list."""
    return [Tariff(minutes_of(offer.kind), offer.price_cents or 0) for offer in Offer.objects.by_the_stretch()]


def minutes_of(unit: str) -> int:
    """How long an hour, a half-day, a day is: a half-day is a rule, a day is as long as the house is open."""
    half_day: int = rules.get("pass.half_day_h") * HOUR
    return {Unit.HOUR: HOUR, Unit.HALF_DAY: half_day, Unit.DAY: DAY}[Unit(unit)]
