"""The price list, and what time at a desk costs without a pass: the cheapest combination of its tickets.

Nobody has to know which ticket suits her. Amounts are cents, VAT included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from coworking.models import Kind, Offer, Resource, Unit
from coworking.wishes import Item, local_day
from venue import rules
from venue.people.models import Person

HOUR, DAY = 60, 24 * 60


class Tariff(NamedTuple):
    """So many minutes of one local day for so many cents."""

    minutes: int
    cents: int


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


def price_of(items: Iterable[Item], tariffs: Iterable[Tariff]) -> int:
    """What they cost together: two stretches at one desk on one day are one, as a day ticket would have it."""
    minutes: dict[tuple[int, date], int] = defaultdict(int)
    for item in items:
        minutes[item.resource.pk, day_of(item)] += minutes_long(item)
    known = list(tariffs)
    return sum(cheapest(together, known) for together in minutes.values())


def day_of(item: Item) -> date:
    """The local day on which it begins."""
    day: date = local_day(item.resource, item.starts_at)
    return day


def minutes_long(item: Item) -> int:
    return int(item.length.total_seconds()) // 60


def is_free(resource: Resource, person: Person) -> bool:
    """Only desks are paid this way, and only where there is a price list; whoever has a desk of her own has it."""
    return resource.kind != Kind.DESK or resource.resident_id == person.pk or not of_desks()


def of_desks() -> list[Offer]:
    """All that is on sale and opens a desk, in the order of the price list."""
    return [offer for offer in Offer.objects.sold() if offer.opens(Kind.DESK)]


def tariffs() -> list[Tariff]:
    """Those of today's price list."""
    return [Tariff(minutes_of(offer.kind), offer.price_cents or 0) for offer in Offer.objects.by_the_stretch()]


def minutes_of(unit: str) -> int:
    """How long an hour, a half-day, a day is: a half-day is a rule, a day is as long as the house is open."""
    half_day: int = rules.get("pass.half_day_h") * HOUR
    return {Unit.HOUR: HOUR, Unit.HALF_DAY: half_day, Unit.DAY: DAY}[Unit(unit)]
