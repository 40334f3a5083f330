"""The box of a date: cash that was given on site, counted once for all of it when the date has begun.

Whoever holds the box types the sum and is shown none; managers and who keeps the books read it. No coin is ever tied
to a registration (DESIGN §4 *Money*).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import paying, places
from events.models import COMING, DateState, Event, EventCash, EventDate, EventState
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.money import ledger
from venue.money.cash import refuse_another

KIND = "event_cash"


class NothingToCount(Refused):
    """Before it has begun, where nothing is paid, and of what does not take place."""

    code = "nothing_to_count"
    status: ClassVar[int] = 409
    message = _("Nothing has been paid on site here.")


def has_box(date: EventDate) -> bool:
    """Whether cash may have been given at it."""
    takes_place = date.state in (DateState.SCHEDULED, DateState.HELD)
    told = date.event.state in (*COMING, EventState.HELD, EventState.REPORTED)
    return takes_place and told and date.event.price != Event.Price.FREE and date.starts_at <= timezone.now()


def is_counted(date: EventDate) -> bool | None:
    """None: there is no box. All that the report of an event says of it."""
    return EventCash.objects.filter(date=date).exists() if has_box(date) else None


@transaction.atomic
def count(date: EventDate, *, amount_cents: int, by: str, corrects: int | None = None) -> EventCash:
    """All the cash of a date, in cents, into the books of the body that organises it; `corrects` names the count that
    was wrong, which is reversed.

    Raises NothingToCount, AlreadyCounted, NotTheStandingCount.
    """
    # The race: two people count the same box. The second has to say that she corrects the first.
    date = places.locked_date(date.pk)
    if not has_box(date):
        raise NothingToCount
    standing = EventCash.objects.standing().filter(date=date).first()
    refuse_another(standing, corrects)
    counted = EventCash.objects.create(
        date=date, amount_cents=amount_cents, corrects=standing, at=timezone.now(), by=by
    )
    announce_on_commit(f"day:{date.pk}")
    entity = date.event.entity
    if standing:
        paying.take_back(entity, standing.about, kind=KIND, reason="counted again")
    if amount_cents:
        ledger.record(entity, KIND, paying.income(entity, amount_cents, means="cash"), about=counted.about)
    return counted
