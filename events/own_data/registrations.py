"""Registrations that name a person's address (REQ-P3). No amounts: a registration holds none."""

from __future__ import annotations

from typing import Any

from events.models import RegistrationContact
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    del person
    hers = RegistrationContact.objects.filter(email=address) if address else RegistrationContact.objects.none()
    return {
        "registrations": [
            {
                "event": contact.registration.date.event.title,
                "starts_at": contact.registration.date.starts_at,
                "places": contact.registration.places,
                "admitted": contact.registration.admitted,
                "state": contact.registration.state,
                "registered_at": contact.registration.made_at,
                "first_name": contact.first_name,
                "email": contact.email,
            }
            for contact in hers.select_related("registration__date__event").order_by("pk")
        ]
    }


def forget(person: Person, address: str) -> None:
    """Cut the registrations off her address; tickets stay good for whoever holds them."""
    del person
    if address:
        RegistrationContact.objects.filter(email=address).delete()
