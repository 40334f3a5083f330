"""What went wrong on the day, written down once and never edited. No names of guests."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events import passages
from events.models import EventDate, EventReport, Incident
from events.refusals import NotHappenedYet
from venue.live import announce_on_commit
from venue.spaces.occupancy import RequestIdReused


@transaction.atomic
def report(
    date: EventDate, gravity: str, what: str, *, request_id: uuid.UUID, by: str, at: datetime | None = None
) -> tuple[Incident, bool]:
    """The incident, and whether it is new: a phone that was not sure says it again.

    Raises RequestIdReused, NotHappenedYet, OutsideTheDay.
    """
    at = at or timezone.now()
    # What was heard once is answered so for ever, wherever its date has moved since.
    if not Incident.objects.filter(by=by, request_id=request_id).exists():
        refuse_impossible(date, at)
    facts = {"date": date, "gravity": gravity, "what": what, "at": at}
    incident, new = Incident.objects.get_or_create(by=by, request_id=request_id, defaults=facts)
    if not new and (incident.date_id, incident.gravity, incident.what) != (date.pk, gravity, what):
        raise RequestIdReused
    if new:
        EventReport.objects.filter(date=date).update(no_incident=False)
        announce_on_commit(f"day:{date.pk}")
    return incident, new


def refuse_impossible(date: EventDate, at: datetime) -> None:
    """As of those who are counted: not of another day, nor of the future. Raises NotHappenedYet, OutsideTheDay."""
    if at > timezone.now() + passages.AHEAD:
        raise NotHappenedYet
    if not passages.within(at, passages.hours_of(date, [at])):
        raise passages.outside(date)
