"""What the house knows of whose calendar reads along: told to her, forgotten when she asks (REQ-P3)."""

from __future__ import annotations

from typing import Any

from coworking.bookings import OWNER
from coworking.models import CalendarFeed, Series
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    """When each secret address was made; the bookings behind a series are told as bookings."""
    del address
    return {
        "addresses": list(CalendarFeed.objects.filter(person=person).values("made_at", "revoked_at")),
        "series": list(Series.objects.filter(person=person).values("rule", "first_day", "start_time", "made_at")),
    }


def forget(person: Person, address: str) -> None:
    """Her addresses open nothing any more; a series is nobody's."""
    del address
    CalendarFeed.objects.filter(person=person).delete()
    Series.objects.filter(person=person).update(person=None, by=OWNER)
