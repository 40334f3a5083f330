"""What a registration says of itself to the bearer of its key, over HTTP and on the socket. Never an amount."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from events import agenda, paying
from events.models import Event, Registration, RegistrationState
from venue.codes import tokens

DATE: Final = ("id", "starts_at", "ends_at", "status", "place", "was")


def tell(registration: Registration, *, checkout_url: str | None = None) -> dict[str, Any]:
    """As `GET /api/v1/events/registrations/<key>/` answers it; times by the clock of the house."""
    date, event = registration.date, registration.date.event
    where, registered = agenda.zone(event), registration.state == RegistrationState.REGISTERED
    told_date = agenda.tell_date(date, where)
    paid_until = paying.refund_until(registration) if registered and event.price != Event.Price.FREE else None
    return {
        "key": registration.key,
        "state": registration.state,
        "places": registration.places,
        "admitted": registration.admitted,
        "ahead": registration.ahead,
        "token": token(registration) if registered else None,
        "short_code": registration.short_code if registered else None,
        "expires_at": registration.expires_at and registration.expires_at.astimezone(where).isoformat(),
        "checkout_url": checkout_url,
        "refund_until": paid_until and paid_until.astimezone(where).isoformat(),
        "event": {"slug": event.slug, "title": event.local_title, "state": event.state, "price": event.price},
        "date": {name: told_date[name] for name in DATE},
        "can": registration.can(timezone.now()),
        "revision": revision(registration),
    }


def token(registration: Registration) -> str:
    """The signed text in the QR code."""
    return tokens.mint(registration.pk, purpose=tokens.EVENT, about=registration.date_id, covers=registration.places)


def revision(registration: Registration) -> int:
    """Grows with whatever its bearer can see: its own state, its turn, where and when."""
    return registration.revision + registration.date.revision + registration.date.event.revision
