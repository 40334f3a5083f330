"""The agenda in OpenAgenda's shape: what its writing endpoint takes for an event (REQ-S4, V88).

Texts in both languages, timings with their offset, the place by the number that a manager may write beside a site.
An event has one status and one place there: its timings are those of the dates that take place, and where others are
off or elsewhere the long description says of each date when, where and how it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from events import agenda
from events.agenda import Status
from events.feeds import parts
from events.feeds.atom import line
from events.feeds.plain import listed, write
from events.models import Event, EventDate
from venue.house.models import Building
from venue.wording import in_language

LONGEST: Final = {"title": 140, "description": 200, "longDescription": 10_000, "conditions": 255}
# developers.openagenda.com: 1 scheduled, 2 rescheduled, 4 postponed, 6 cancelled.
STATUS: Final = {Status.SCHEDULED: 1, Status.RESCHEDULED: 2, Status.POSTPONED: 4, Status.CANCELLED: 6}
TAKES_PLACE: Final = {Status.SCHEDULED, Status.RESCHEDULED}
IN_PERSON: Final = 1
PUBLISHED: Final = 2


def make(building: Building) -> bytes:
    events = parts.of_events("openagenda", building, lambda event: write(of_event(event)))
    return listed({"agenda": building.name, "total": len(events)}, "events", events)


def of_event(event: Event) -> dict[str, Any]:
    zone, dates = agenda.zone(event), list(agenda.of(event))
    standing = [date for date in dates if agenda.status(date) in TAKES_PLACE] or dates
    return {
        "uid-externe": f"preau-{event.pk}",
        "slug": event.slug,
        "title": texts("title", event.title, event.title_en),
        "description": texts("description", event.summary, event.summary_en),
        "longDescription": described(event, dates, standing),
        "conditions": conditions(event),
        "keywords": {"fr": event.keywords},
        "attendanceMode": IN_PERSON,
        "state": PUBLISHED,
        "status": worst(dates),
        "accessibility": {"mi": event.accessible},
        "image": agenda.photo(event),
        "links": [{"link": agenda.address(event, "fr")}],
        "timings": [
            {
                "begin": date.starts_at.astimezone(zone).isoformat(),
                "end": date.ends_at.astimezone(zone).isoformat(),
            }
            for date in standing
        ],
        "location": agenda.tell_place(standing[0]) if standing else None,
        "locationUid": standing[0].site.openagenda_uid if standing and standing[0].site else None,
    }


def texts(name: str, french: str, english: str) -> dict[str, str]:
    """Both languages, cut where OpenAgenda cuts."""
    said = {"fr": french, "en": english or french}
    return {language: words[: LONGEST[name]] for language, words in said.items()}


def described(event: Event, dates: Sequence[EventDate], standing: Sequence[EventDate]) -> dict[str, str]:
    places = {(date.site_id, date.space_id) for date in dates}
    if len(places) < 2 and len(standing) == len(dates):
        return texts("longDescription", event.description, event.description_en)
    said = []
    for language in ("fr", "en"):
        with translation.override(language):
            words = in_language(event.description, event.description_en)
            said.append("\n".join([*(line(date, language) for date in dates), "", words]))
    return texts("longDescription", *said)


def conditions(event: Event) -> dict[str, str]:
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            parts = [str(event.get_price_display()).capitalize()]
            if event.price == Event.Price.FIXED:
                parts = [f"{event.price_cents / 100:.2f} €".replace(".", "," if language == "fr" else ".")]
            if event.is_conditional:
                parts.append(_("Subject to authorisation."))
            said[language] = ". ".join(part.rstrip(".") for part in parts) + "."
    return said


def worst(dates: Sequence[EventDate]) -> int:
    """One word for all dates: what stands of them, else why nothing does."""
    return min((STATUS[agenda.status(date)] for date in dates), default=STATUS[Status.SCHEDULED])
