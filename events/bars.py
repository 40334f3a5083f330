"""Temporary bars: so many a calendar year for each legal body, and not one more (REQ-D1, CSP L3334-2).

A permit covers one occasion: days of an event that touch each other. The same event next week is another occasion, so
that no series has more bars than the law allows. What is given up counts no longer; what took place, or had begun when
it was called off, counts for ever. Days that are called off within an occasion leave two of them, and two permits:
otherwise forty days in a row, thinned out to their Saturdays, would be a single bar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import agenda
from events.models import DateState, Event, TemporaryBar
from venue import rules
from venue.errors import Refused
from venue.house.models import OperatingEntity


class BarQuotaReached(Refused):
    """Figures: `used`, `allowed`, `year`."""

    code = "bar_quota_reached"
    status: ClassVar[int] = 409
    message = _("This legal body has had all its temporary bars of the year.")


@transaction.atomic
def claim(event: Event) -> list[TemporaryBar]:
    """A permit for each occasion of the event, year by year; years that it left are given up. Safe to say twice.

    Raises BarQuotaReached, and nothing is claimed.
    """
    entity, wanted = lock(event.entity_id), occasions(event)
    standing = event.bars.filter(given_up_at=None)
    standing.exclude(year__in=wanted, entity=entity).update(given_up_at=timezone.now())
    mine = {bar.year: bar for bar in standing}
    for year, permits in sorted(wanted.items()):
        bar = mine.get(year) or TemporaryBar(entity=entity, event=event, year=year, permits=0)
        taken, most = used(entity, year), allowed(entity)
        if permits > bar.permits and taken - bar.permits + permits > most:
            raise BarQuotaReached(used=taken, allowed=most, year=year)
        bar.permits = permits
        bar.save()
    return list(standing.order_by("year"))


def lock(entity: int) -> OperatingEntity:
    """The race: two events of one body each find the fifth bar free, before the other has written."""
    return OperatingEntity.objects.select_for_update(no_key=True).get(pk=entity)


def give_up(event: Event) -> None:
    """The event has no bar after all: others of the year may. Saying it twice is safe."""
    event.bars.filter(given_up_at=None).update(given_up_at=timezone.now())


def follow(event: Event) -> None:
    """What the plan says of a bar is what is claimed; the caller holds the event's lock. Raises BarQuotaReached."""
    if event.bar and not event.dropped_at:
        claim(event)
    else:
        give_up(event)


def let_go(event: Event) -> None:
    """Count the occasions anew that still stand; never refused, although it may be more than a year allows."""
    lock(event.entity_id)
    wanted = occasions(event)
    for bar in event.bars.filter(given_up_at=None):
        if permits := wanted[bar.year]:
            bar.permits = permits
        else:
            bar.given_up_at = timezone.now()
        bar.save()


def occasions(event: Event) -> Counter[int]:
    """How many by year: days on which it was or will be, by the clock of its house, that do not follow upon another."""
    zone = agenda.zone(event)
    there = event.dates.filter(state__in=[DateState.SCHEDULED, DateState.HELD])
    starts = [*there.values_list("starts_at", flat=True), *cut_short(event)]
    days = {moment.astimezone(zone).date() for moment in starts}
    return Counter(day.year for day in days if day - timedelta(days=1) not in days or (day.month, day.day) == (1, 1))


def cut_short(event: Event) -> Iterator[datetime]:
    """When those dates began that were called off, put off or moved while they were on."""
    for change in event.changes.filter(what__in=agenda.NEWS):
        for date in change.figures.get("dates", []):
            before = date["before"]
            starts_at = datetime.fromisoformat(before["starts_at"])
            if before["state"] == DateState.SCHEDULED and starts_at <= change.at:
                yield starts_at


def used(entity: OperatingEntity, year: int) -> int:
    """Permits that stand."""
    standing = TemporaryBar.objects.filter(entity=entity, year=year, given_up_at=None)
    return standing.aggregate(Sum("permits"))["permits__sum"] or 0


def allowed(entity: OperatingEntity) -> int:
    """What the office wrote down; of a body for which the law counts none, as many as an association has."""
    if is_association(entity):
        return entity.bar_quota
    return entity.bar_quota or int(rules.get("event.bar_per_year"))


def is_association(entity: OperatingEntity) -> bool:
    return entity.legal_form == OperatingEntity.LegalForm.ASSOCIATION


def tell(entity: OperatingEntity, year: int) -> dict[str, Any]:
    """How far a body has come in a year; `warning`: the temporary bars of the law are for associations."""
    return {
        "entity": entity.code,
        "name": entity.name,
        "year": year,
        "used": used(entity, year),
        "allowed": allowed(entity),
        "warning": "" if is_association(entity) else "not_an_association",
    }
