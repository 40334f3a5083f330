"""What went wrong on the day, written down once and never edited. No names of guests."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.models import EventDate, Incident
from venue.live import announce_on_commit
from venue.spaces.occupancy import RequestIdReused


@transaction.atomic
def report(
    date: EventDate, gravity: str, what: str, *, request_id: uuid.UUID, by: str, at: datetime | None = None
) -> tuple[Incident, bool]:
    """The incident, and whether it is new: a phone that was not sure says it again. Raises RequestIdReused."""
    facts = {"date": date, "gravity": gravity, "what": what, "at": at or timezone.now()}
    incident, new = Incident.objects.get_or_create(by=by, request_id=request_id, defaults=facts)
    if not new and (incident.date_id, incident.gravity, incident.what) != (date.pk, gravity, what):
        raise RequestIdReused
    if new:
        announce_on_commit(f"day:{date.pk}")
    return incident, new
