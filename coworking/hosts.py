"""Whom and what a host looks after: her role may be limited to a building, her phone also to rooms (DESIGN §4)."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from venue.people.actors import Actor
from venue.spaces.models import Space

HOSTS: Final = ("host", "manager")


def is_host(actor: Actor) -> bool:
    """Of any building: enough to be let in, never to reach a row."""
    return actor.has(*HOSTS)


def receives(actor: Actor, space: Space) -> bool:
    """Whether people who come to `space` are hers to receive."""
    return actor.has(*HOSTS, building=space.building_id) and actor.may_use_space(space.code)


def theirs(actor: Actor, *, space: str) -> Q:
    """Rows whose `space` (a lookup, as in `resource__space`) she looks after; none for who is no host."""
    buildings = actor.buildings(*HOSTS)
    everywhere = Q(pk__isnull=False)
    near = everywhere if buildings is None else Q(**{f"{space}__building__in": buildings})
    return near & Q(**{f"{space}__code__in": actor.spaces}) if actor.spaces else near
