"""What the street is told of events: one truth, from which the pages, the feeds and the socket are made (REQ-S4)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from events.models import DateState, Event, EventChange, EventDate, EventState, Site
from events.models.events import EventQuerySet
from venue.house.models import Building
from venue.spaces.calendar import calendar
from venue.wording import in_language

# What a banner tells: the last of these that happened.
NEWS: Final = [EventChange.What.MOVED, EventChange.What.POSTPONED, EventChange.What.CANCELLED]


class Status(StrEnum):
    """How a date stands, in the words that calendars and search engines share (REQ-S4)."""

    SCHEDULED = "scheduled"
    RESCHEDULED = "rescheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


def public(building: Building) -> EventQuerySet:
    """What the street was told at a house, cancelled ones with it, with all that `tell` reads."""
    return public_all().filter(building=building)


def public_all() -> EventQuerySet:
    dates = EventDate.objects.select_related("site", "space__building").order_by("starts_at", "pk")
    news = EventChange.objects.filter(what__in=NEWS).order_by("at", "pk")
    return (
        Event.objects.public()
        .select_related("entity", "building")
        .prefetch_related(Prefetch("dates", dates), Prefetch("changes", news, to_attr="news"))
    )


def status(date: EventDate) -> Status:
    """Of one date: its own word, or that of the whole event."""
    return status_of(date.state, date.event.state, moved=bool(date.was_starts_at or date.was_place))


def status_of(date: str, event: str, *, moved: bool) -> Status:
    if date == DateState.CANCELLED or event == EventState.CANCELLED:
        return Status.CANCELLED
    if date == DateState.POSTPONED or event == EventState.POSTPONED:
        return Status.POSTPONED
    return Status.RESCHEDULED if moved else Status.SCHEDULED


def zone(event: Event) -> ZoneInfo:
    return calendar(event.building_id).zones[event.building_id]


def address(event: Event, language: str | None = None) -> str:
    """Where the event's own page is, in the language in force."""
    return address_of(event.slug, language or translation.get_language() or "fr")


def address_of(slug: str, language: str) -> str:
    prefix = "" if language.startswith("fr") else "/en"
    return f"{settings.PUBLIC_URL}{prefix}/dehors/{slug}/"


def photo(event: Event) -> str | None:
    return f"{settings.PUBLIC_URL}{event.photo.url}" if event.photo else None


def tell(event: Event) -> dict[str, Any]:
    """As `GET /api/v1/events/<slug>/` answers it, in the language in force. Nobody of the team is in it."""
    where = zone(event)
    dates = [tell_date(date, where) for date in of(event)]
    return {
        "slug": event.slug,
        "state": event.state,
        "conditional": event.is_conditional,
        "title": event.local_title,
        "summary": in_language(event.summary, event.summary_en),
        "description": in_language(event.description, event.description_en),
        "keywords": event.keywords,
        "organiser": event.entity.name,
        "photo": photo(event),
        "photo_alt": in_language(event.photo_alt, event.photo_alt_en),
        "accessible": event.accessible,
        "accessibility": in_language(event.accessibility, event.accessibility_en),
        "price": event.price,
        "price_cents": event.price_cents,
        "registers": event.registers,
        "news": tell_news(event, where),
        "dates": dates,
        "revision": event.revision,
        "changed_at": event.changed_at.astimezone(where).isoformat(),
        "url": address(event),
    }


def tell_date(date: EventDate, where: ZoneInfo) -> dict[str, Any]:
    moved = date.was_starts_at or date.was_place
    return {
        "id": date.pk,
        "starts_at": date.starts_at.astimezone(where).isoformat(),
        "ends_at": date.ends_at.astimezone(where).isoformat(),
        "status": status(date).value,
        "place": tell_place(date),
        "was": {
            "starts_at": date.was_starts_at and date.was_starts_at.astimezone(where).isoformat(),
            "ends_at": date.was_ends_at and date.was_ends_at.astimezone(where).isoformat(),
            "place": in_language(date.was_place, date.was_place_en),
        }
        if moved
        else None,
        "places_left": date.places_left if date.event.registers else None,
        "waiting_list": date.event.registers and date.event.waiting_list,
    }


def tell_place(date: EventDate) -> dict[str, Any]:
    """A site of the street, or a room of the house with the house's own address."""
    if date.site:
        return tell_site(date.site)
    assert date.space  # noqa: S101  the database: a_date_is_at_a_site_or_in_a_room
    home = date.space.building
    return {
        "code": date.space.code,
        "name": f"{home.name}, {date.space.local_name}",
        "address": home.address,
        "postcode": home.postcode,
        "city": home.city,
        "latitude": home.latitude and float(home.latitude),
        "longitude": home.longitude and float(home.longitude),
        "is_exact": True,
        "access": in_language(home.directions, home.directions_en),
    }


def tell_site(site: Site) -> dict[str, Any]:
    return {
        "code": site.code,
        "name": site.local_name,
        "address": site.address,
        "postcode": site.postcode,
        "city": site.city,
        "latitude": float(site.latitude),
        "longitude": float(site.longitude),
        "is_exact": site.is_exact,
        "access": in_language(site.access, site.access_en),
    }


def tell_news(event: Event, where: ZoneInfo) -> dict[str, Any] | None:
    """What a banner says, as long as it is the state of things."""
    last: EventChange | None = (event.news or [None])[-1]  # type: ignore[attr-defined]  # `public`
    if last is None:
        return None
    return {
        "what": last.what,
        "words": in_language(last.words, last.words_en),
        "at": last.at.astimezone(where).isoformat(),
    }


def of(event: Event) -> Iterable[EventDate]:
    """Its dates, each knowing its event without asking again."""
    for date in event.dates.all():
        date.event = event
        yield date
