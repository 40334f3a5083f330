"""What was shown at the entrance: the attempt, all that the house knows of it, and the answer that it got before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from events import agenda, wishes
from events.models import AdmissionScan, Event, EventDate, Registration, Site
from events.refusals import UnknownTicket, WrongEvent
from venue.codes import short, tokens
from venue.errors import Refused
from venue.house.models import Building, OperatingEntity
from venue.rows import Rows
from venue.spaces.models import Space
from venue.spaces.occupancy import RequestIdReused

# One row whatever is found: the scan if this request was answered before, and the registration if there is one.
LOOK = """
SELECT {scan}, {registration}, {date}, {event}, {entity}, {site}, {space}, {house}
FROM (VALUES (1)) look
LEFT JOIN events_admissionscan scan ON scan.actor = %s AND scan.request_id = %s
LEFT JOIN events_registration registration ON registration.{by} = %s
LEFT JOIN events_eventdate date ON date.id = registration.date_id
LEFT JOIN events_event event ON event.id = date.event_id
LEFT JOIN house_operatingentity entity ON entity.id = event.entity_id
LEFT JOIN events_site site ON site.id = date.site_id
LEFT JOIN spaces_space space ON space.id = date.space_id
LEFT JOIN house_building house ON house.id = space.building_id
"""
TABLES: dict[str, Any] = {
    "scan": AdmissionScan,
    "registration": Registration,
    "date": EventDate,
    "event": Event,
    "entity": OperatingEntity,
    "site": Site,
    "space": Space,
    "house": Building,
}
BY_TOKEN = Rows(LOOK.replace("{by}", "id"), **TABLES)
BY_SHORT_CODE = Rows(LOOK.replace("{by}", "short_code"), **TABLES)
HEARD = Rows("SELECT {scan} FROM events_admissionscan scan WHERE actor = %s AND request_id = %s", scan=AdmissionScan)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What a scanner read. `people` None means all who have not come in; `date` is the one of this entrance.

    `scanned_at` is said by a phone that has let them in already, when it had no network: that is never refused.
    """

    request_id: UUID
    token: str = ""
    short_code: str = ""
    people: int | None = None
    date: int | None = None
    scanned_at: datetime | None = None

    @property
    def has_happened(self) -> bool:
        return self.scanned_at is not None

    def body_hash(self) -> str:
        said = {name: str(value) for name, value in vars(self).items() if name != "request_id"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def scan(self, by: str, **answer: Any) -> AdmissionScan:
        return AdmissionScan(actor=by, request_id=self.request_id, body_hash=self.body_hash(), **answer)


@dataclass(frozen=True)
class Shown:
    """What the house knows of an attempt: the answer that it got before, or the registration, or why there is none."""

    heard: AdmissionScan | None
    registration: Registration | None
    fault: Refused


def look(attempt: Attempt, by: str) -> Shown:
    """All that a scan needs to know, in one statement."""
    key: UUID | str | None = None
    fault: Refused = UnknownTicket()
    try:
        key = short.clean(attempt.short_code) if attempt.short_code else read(attempt.token)
    except (tokens.Forged, WrongEvent) as refused:
        fault = refused
    found = (BY_SHORT_CODE if attempt.short_code else BY_TOKEN).one(by, attempt.request_id, key) or {}
    registration: Registration | None = found.get("registration")
    if registration:
        registration.date = wishes.joined(found)
        # A spoken code has forty bits only: it is good on its own day, and nowhere else.
        if attempt.short_code and not is_today(registration.date):
            registration = None
    return Shown(found.get("scan"), registration, fault)


def read(token: str) -> UUID:
    """Whose ticket it is. Raises Forged, and WrongEvent for a meal's."""
    code = tokens.read(token)
    if code.purpose != tokens.EVENT:
        raise WrongEvent
    return code.id


def is_today(date: EventDate) -> bool:
    zone = agenda.zone(date.event)
    first, last = (timezone.localdate(at, zone) for at in (date.starts_at, date.ends_at))
    return first <= timezone.localdate(timezone=zone) <= last


def answered_before(attempt: Attempt, by: str) -> AdmissionScan | None:
    found = HEARD.one(by, attempt.request_id)
    return same_answer(found["scan"], attempt) if found else None


def same_answer(heard: AdmissionScan, attempt: Attempt) -> AdmissionScan:
    if heard.body_hash != attempt.body_hash():
        raise RequestIdReused
    return heard
