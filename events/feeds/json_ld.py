"""schema.org data of one event, for search engines: one object for each date (REQ-S4)."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings

from events import agenda
from events.agenda import Status
from events.models import Event, EventDate
from venue.wording import in_language

SCHEMA: Final = "https://schema.org"
STATUS: Final = {
    Status.SCHEDULED: f"{SCHEMA}/EventScheduled",
    Status.RESCHEDULED: f"{SCHEMA}/EventRescheduled",
    Status.POSTPONED: f"{SCHEMA}/EventPostponed",
    Status.CANCELLED: f"{SCHEMA}/EventCancelled",
}
# Of these schema.org wants to know when it was. One that has no new time yet, or moved only its place, keeps its own.
SAYS_WHEN_IT_WAS: Final = {Status.RESCHEDULED, Status.POSTPONED}


# Nobody can have a place at these now.
OFF: Final = {Status.CANCELLED, Status.POSTPONED}


def of_event(event: Event) -> list[dict[str, Any]]:
    return [of_date(date) for date in agenda.of(event)]


def of_date(date: EventDate) -> dict[str, Any]:
    """A fixed price is told; where the guest chooses, only that it begins at nothing."""
    event, zone, status = date.event, agenda.zone(date.event), agenda.status(date)
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": f"{agenda.address(event)}#{date.pk}",
        "name": event.local_title,
        "description": in_language(event.summary, event.summary_en),
        "startDate": date.starts_at.astimezone(zone).isoformat(),
        "endDate": date.ends_at.astimezone(zone).isoformat(),
        "eventStatus": STATUS[status],
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": of_place(agenda.tell_place(date)),
        "organizer": {"@type": "Organization", "name": event.entity.name, "url": f"{settings.PUBLIC_URL}/"},
        "url": agenda.address(event),
        "isAccessibleForFree": event.price != Event.Price.FIXED,
        "offers": offer(date, status),
    }
    if status in SAYS_WHEN_IT_WAS:
        told["previousStartDate"] = (date.was_starts_at or date.starts_at).astimezone(zone).isoformat()
    if image := agenda.photo(event):
        told["image"] = [image]
    if date.most_places and event.registers and status not in OFF:
        told |= {"maximumAttendeeCapacity": date.most_places, "remainingAttendeeCapacity": date.places_left}
    return told


def offer(date: EventDate, status: Status) -> dict[str, Any]:
    event = date.event
    told = {
        "@type": "Offer",
        "price": f"{event.price_cents / 100:.2f}",
        "priceCurrency": "EUR",
        "validFrom": event.published_at.isoformat() if event.published_at else None,
        "url": agenda.address(event),
    }
    if status not in OFF:
        sold_out = event.registers and date.places_left == 0
        told["availability"] = f"{SCHEMA}/{'SoldOut' if sold_out else 'InStock'}"
    return told


def of_place(place: dict[str, Any]) -> dict[str, Any]:
    """A point that is only about right is not told: a map would make of it a pin that people walk to."""
    told: dict[str, Any] = {
        "@type": "Place",
        "name": place["name"],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place["address"],
            "postalCode": place["postcode"],
            "addressLocality": place["city"],
            "addressCountry": "FR",
        },
    }
    if place["is_exact"] and place["latitude"] is not None:
        told["geo"] = {"@type": "GeoCoordinates", "latitude": place["latitude"], "longitude": place["longitude"]}
    return told
