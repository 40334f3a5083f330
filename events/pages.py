"""What the addresses of events say of themselves when a link is shared."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from events import agenda
from events.feeds import json_ld
from events.feeds.atom import headline, summary
from venue.house.models import Building
from venue.pages import Card, Feed

# Search engines read a page of the season, not a whole history.
LONGEST: Final = 30


def outside(building: Building, *, language: str) -> Card:
    coming = agenda.public(building).filter(dates__ends_at__gt=timezone.now()).distinct()[:LONGEST]
    return Card(
        title=_("Outside – %(house)s") % {"house": building.name},
        description=_("What happens in the streets around us: when, where, and what has changed."),
        data=[each for event in coming for each in json_ld.of_event(event)],
        asks=[this_season(), "/api/v1/venue/"],
        feeds=feeds(building, language),
    )


def this_season() -> str:
    """What `readAgenda` of the browser asks for (frontend/src/lib/api/events.ts)."""
    return f"/api/v1/events/?from={timezone.localdate()}"


def event(building: Building, *, language: str, slug: str) -> Card | None:
    found = agenda.public(building).filter(slug=slug).first()
    if found is None:
        return None
    return Card(
        title=headline(found),
        description=summary(found, language),
        data=json_ld.of_event(found),
        asks=[f"/api/v1/events/{slug}/", "/api/v1/venue/"],
        feeds=feeds(building, language),
        picture=agenda.photo(found) or "",
    )


def registrations(building: Building, *, language: str) -> Card:
    """What this browser holds; whose it is stands behind `#` and reaches no server."""
    del language
    return Card(title=_("My registrations – %(house)s") % {"house": building.name}, description="", listed=False)


def feeds(building: Building, language: str) -> list[Feed]:
    """For readers of feeds, who find them by the page (RFC 4287 and its autodiscovery)."""
    prefix = settings.PUBLIC_URL + ("" if language == "fr" else "/en")
    title = _("Events – %(house)s") % {"house": building.name}
    return [
        Feed("application/atom+xml", f"{prefix}/events.atom", title),
        Feed("text/calendar", f"{prefix}/events.ics", title),
        Feed("application/json", f"{prefix}/events.json", title),
    ]
