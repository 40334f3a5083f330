"""What the waiting list knows of a person, told to her and forgotten when she asks (REQ-P3)."""

from typing import Any

from coworking import waiting
from coworking.models import WaitingPlace
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    del address
    hers = WaitingPlace.objects.filter(person=person).select_related("resource", "space").order_by("made_at", "pk")
    return {
        "waits": [
            {
                "for": place.resource.name if place.resource else place.kind or (place.space and place.space.name),
                "needs": [need for need in waiting.NEEDS if getattr(place, need)],
                "people": place.people,
                "starts_at": place.starts_at,
                "ends_at": place.ends_at,
                "since": place.made_at,
                "state": place.state,
                "offered_at": place.offered_at,
            }
            for place in hers
        ]
    }


def forget(person: Person, address: str) -> None:
    """She is in no line any more; what she was offered goes to the next."""
    del address
    waiting.forget(person)
