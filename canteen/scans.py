"""What was tried at the door: the attempt, all that the house knows of it, and the answer that it got before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from canteen.models import MealTicket, Order, Scan, Sitting
from canteen.refusals import RequestIdReused, UnknownTicket
from venue.codes import short, tokens
from venue.errors import Refused
from venue.rows import Rows
from venue.spaces.models import Space

# One row whatever is found: the scan if this request was answered before, and the ticket if there is one.
LOOK = """
SELECT {scan}, {ticket}, {order}, {sitting}, {space}
FROM (VALUES (1)) look
LEFT JOIN canteen_scan scan ON scan.actor = %s AND scan.request_id = %s
LEFT JOIN canteen_mealticket ticket ON ticket.{by} = %s
LEFT JOIN canteen_order "order" ON "order".id = ticket.order_id
LEFT JOIN canteen_sitting sitting ON sitting.id = ticket.sitting_id
LEFT JOIN spaces_space space ON space.id = sitting.space_id
"""
TABLES: dict[str, Any] = {"scan": Scan, "ticket": MealTicket, "order": Order, "sitting": Sitting, "space": Space}
BY_TOKEN = Rows(LOOK.replace("{by}", "id"), **TABLES)
BY_SHORT_CODE = Rows(LOOK.replace("{by}", "short_code"), **TABLES)
HEARD = Rows("SELECT {scan} FROM canteen_scan scan WHERE actor = %s AND request_id = %s", scan=Scan)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What a scanner read. `covers` None means all that are left; `sitting` is the one that this door serves."""

    request_id: UUID
    token: str = ""
    short_code: str = ""
    covers: int | None = None
    sitting: int | None = None
    scanned_at: datetime | None = None

    def body_hash(self) -> str:
        said = {name: str(value) for name, value in vars(self).items() if name != "request_id"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def scan(self, by: str, **answer: Any) -> Scan:
        return Scan(actor=by, request_id=self.request_id, body_hash=self.body_hash(), **answer)


@dataclass(frozen=True)
class Shown:
    """What the house knows of an attempt: the answer that it got before, or the ticket, or why there is none."""

    heard: Scan | None
    ticket: MealTicket | None
    fault: Refused


def look(attempt: Attempt, by: str) -> Shown:
    """All that a scan needs to know, in one statement."""
    key: UUID | str | None = None
    fault: Refused = UnknownTicket()
    try:
        key = short.clean(attempt.short_code) if attempt.short_code else tokens.read(attempt.token).id
    except tokens.Forged as forged:
        fault = forged
    found = (BY_SHORT_CODE if attempt.short_code else BY_TOKEN).one(by, attempt.request_id, key) or {}
    ticket: MealTicket | None = found.get("ticket")
    if ticket:
        ticket.order, ticket.sitting = found["order"], found["sitting"]
    if ticket and ticket.sitting:
        ticket.sitting.space = found["space"]
        # A spoken code has forty bits only: it is good on its own day, and nowhere else.
        if attempt.short_code and timezone.localdate(ticket.sitting.starts_at) != timezone.localdate():
            ticket = None
    return Shown(found.get("scan"), ticket, fault)


def answered_before(attempt: Attempt, by: str) -> Scan | None:
    found = HEARD.one(by, attempt.request_id)
    return same_answer(found["scan"], attempt) if found else None


def same_answer(heard: Scan, attempt: Attempt) -> Scan:
    if heard.body_hash != attempt.body_hash():
        raise RequestIdReused
    return heard
