"""Who comes to the tests' events: a concert that one registers for, and those who do."""

from __future__ import annotations

from datetime import date as day
from datetime import datetime
from typing import Any

from django.db import transaction

from events import registrations
from events.models import EventDate, Registration
from tests.events.cast import SATURDAY, date, event
from venue.rules.models import RuleOverride

NAMELESS = {"phone": ""}


def ask_for_contacts() -> None:
    """A house where scripts have come: six places of ten, at most, without a contact."""
    RuleOverride.objects.create(key="event.no_contact_pct", value=60, valid_from=day(2020, 1, 1))


def gig(
    capacity: int | None = 3, *, starts_at: datetime = SATURDAY, slug: str = "concert", hours: float = 4, **facts: Any
) -> EventDate:
    """A published concert that one registers for."""
    made = event(slug, dated=False, **{"state": "published", "registers": True} | facts)
    return date(made, starts_at, hours, capacity=capacity)


def wish(of: EventDate, places: int = 1, **wished: Any) -> registrations.Wish:
    """Of somebody who can be reached, unless she is `NAMELESS`."""
    named: dict[str, Any] = {"building": of.event.building, "slug": of.event.slug, "date": of.pk}
    reached = {} if "email" in wished else {"phone": "+33639980001"}
    return registrations.Wish(**named | {"places": places} | reached | wished)


def registered(of: EventDate, places: int = 1, **wished: Any) -> Registration:
    """As `registrations.register` makes it, over HTTP too: registered, or in line."""
    with transaction.atomic():
        return registrations.register(wish(of, places, **wished), last=True)
