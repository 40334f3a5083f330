"""What the team names by a code or an id: sites, rooms, people, legal bodies; each unknown one has its refusal."""

from __future__ import annotations

import uuid
from typing import Any, Final

from events import refusals
from events.models import Site
from events.team import TEAM
from venue.house.models import Building, OperatingEntity
from venue.people.models import Person
from venue.spaces.models import Space


def site(code: str | None) -> Site | None:
    """A site that is still used; None for none. Raises UnknownSite."""
    if not code:
        return None
    found = Site.objects.filter(code=code, retired_at=None).select_related("rule_set").first()
    if found is None:
        raise refusals.UnknownSite
    return found


def room(code: str | None, building: Building) -> Space | None:
    """A room of the house that plans it. Raises UnknownRoom."""
    if not code:
        return None
    found = Space.objects.filter(code=code, building=building).select_related("building").first()
    if found is None:
        raise refusals.UnknownRoom
    return found


def entity(code: str) -> OperatingEntity:
    """Raises UnknownEntity."""
    found = OperatingEntity.objects.filter(code=code).first()
    if found is None:
        raise refusals.UnknownEntity
    return found


def person(id: uuid.UUID | None) -> Person | None:
    """Somebody of this house who has said her name. Raises UnknownPerson."""
    if id is None:
        return None
    found = Person.objects.filter(pk=id, is_active=True).exclude(first_name="").first()
    if found is None:
        raise refusals.UnknownPerson
    return found


def animator(id: uuid.UUID | None, building: Building) -> Person | None:
    """Somebody who may plan in this building. Raises UnknownPerson."""
    found = person(id)
    if found:
        roles = found.roles.filter(name__in=TEAM)
        if not any(role.building_id in {None, building.pk} for role in roles):
            raise refusals.UnknownPerson
    return found


PLACES: Final = ("site", "fallback_site")
ROOMS: Final = ("space", "fallback_space")


def facts_of_event(said: dict[str, Any], building: Building) -> dict[str, Any]:
    """What was said of an event, with rows in place of codes and ids."""
    facts = dict(said)
    if "entity" in facts:
        facts["entity"] = entity(facts["entity"])
    if "animator" in facts:
        facts["animator"] = animator(facts["animator"], building)
    if "site_lead" in facts:
        facts["site_lead"] = person(facts["site_lead"])
    return facts


def facts_of_date(said: dict[str, Any], building: Building) -> dict[str, Any]:
    """What was said of a date, with rows in place of codes."""
    facts = dict(said)
    facts |= {name: site(facts[name]) for name in PLACES if name in facts}
    facts |= {name: room(facts[name], building) for name in ROOMS if name in facts}
    return facts
