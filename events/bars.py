"""Temporary bars: so many a calendar year for each legal body, and not one more (REQ-D1, CSP L3334-2).

One permit covers one event, however many days of a year it lasts. What is given up counts no longer.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import agenda
from events.models import Event, TemporaryBar
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
    """A bar in each year in which the event has a date; years that it left are given up. Saying it twice is safe.

    Raises BarQuotaReached, and nothing is claimed.
    """
    entity, wanted = lock(event.entity_id), years(event)
    standing = event.bars.filter(given_up_at=None)
    standing.exclude(year__in=wanted, entity=entity).update(given_up_at=timezone.now())
    for year in sorted(wanted - set(standing.values_list("year", flat=True))):
        taken, most = used(entity, year), allowed(entity)
        if taken >= most:
            raise BarQuotaReached(used=taken, allowed=most, year=year)
        TemporaryBar.objects.create(entity=entity, event=event, year=year)
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
    """Give up the years in which no date of it stands any more; never refused, for nothing is asked."""
    standing = event.bars.filter(given_up_at=None)
    standing.exclude(year__in=years(event)).update(given_up_at=timezone.now())


def years(event: Event) -> set[int]:
    """In which it has a date that stands, on the clock of its house."""
    zone = agenda.zone(event)
    return {date.starts_at.astimezone(zone).year for date in event.dates.standing()}


def used(entity: OperatingEntity, year: int) -> int:
    return TemporaryBar.objects.filter(entity=entity, year=year, given_up_at=None).count()


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
