"""Where a person helps, told to her and forgotten when she asks (REQ-P3)."""

from __future__ import annotations

from typing import Any

from events.models import CrewPlace
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    del address
    hers = CrewPlace.objects.filter(person=person).select_related("slot__date__event").order_by("made_at", "pk")
    return {
        "crew": [
            {
                "event": place.slot.date.event.title,
                "what": place.slot.title,
                "starts_at": place.slot.starts_at,
                "ends_at": place.slot.ends_at,
                "state": place.state,
                "since": place.made_at,
            }
            for place in hers
        ]
    }


def forget(person: Person, address: str) -> None:
    """She helps nowhere any more; where she was counted on, the team sees that somebody is missing."""
    del address
    CrewPlace.objects.filter(person=person).delete()
