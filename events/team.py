"""Whose events these are: animators and managers of their building, and on site whoever leads an event there."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from events.models import Event, EventDate
from events.models.events import EventQuerySet
from venue.errors import NotFound
from venue.people.actors import Actor

TEAM: Final = ("animator", "manager")
# Whoever scans meals scans the tickets of events too.
AT_THE_DOOR: Final = (*TEAM, "host")


def plans(actor: Actor) -> EventQuerySet:
    """The events that the actor may plan: those of the buildings where the role counts."""
    return Event.objects.filter(in_reach(actor, "building")) if actor.has(*TEAM) else Event.objects.none()


def planned(actor: Actor, slug: str) -> Event:
    """Raises NotFound."""
    event = plans(actor).select_related("building", "entity", "animator", "site_lead").filter(slug=slug).first()
    if event is None:
        raise NotFound
    return event


def changeable(actor: Actor, slug: str) -> Event:
    """An event that the actor may cancel or move: of the team, or its lead on site. Raises NotFound."""
    mine = Q(site_lead=actor.id) if actor.kind == "person" else Q(pk=None)
    if actor.has(*TEAM):
        mine |= in_reach(actor, "building")
    event = Event.objects.select_related("building", "entity").filter(mine, slug=slug, dropped_at=None).first()
    if event is None:
        raise NotFound
    return event


def led(actor: Actor, date: int) -> EventDate:
    """A date that the actor has in hand on the day: of the team, or its lead on site. Raises NotFound."""
    known = EventDate.objects.select_related("event__building", "event__entity", "site", "space__building")
    found = known.filter(in_hand(actor), pk=date, event__dropped_at=None).first()
    if found is None:
        raise NotFound
    return found


def in_hand(actor: Actor) -> Q:
    """The dates that `led` would find."""
    mine = Q(event__site_lead=actor.id) if actor.kind == "person" else Q(pk=None)
    return mine | in_reach(actor, "event__building") if actor.has(*TEAM) else mine


def in_reach(actor: Actor, building: str, roles: tuple[str, ...] = TEAM) -> Q:
    """Of the buildings where one of these roles counts; `building` is the way to it from the row."""
    limits = actor.buildings(*roles)
    # Never an empty Q: "or anything" would be left out of an OR.
    return Q(**{f"{building}__isnull": False} if limits is None else {f"{building}__in": limits})


def dated(actor: Actor, date: int) -> EventDate:
    """A date that the actor may plan, as `planned` an event. Raises NotFound."""
    known = EventDate.objects.select_related("event__building", "event__entity", "site", "space__building")
    mine = known.filter(in_reach(actor, "event__building"), event__dropped_at=None) if actor.has(*TEAM) else None
    found = mine.filter(pk=date).first() if mine is not None else None
    if found is None:
        raise NotFound
    return found


def led_event(actor: Actor, slug: str) -> Event:
    """An event that the actor has in hand, as `led` a date of it. Raises NotFound."""
    mine = Q(site_lead=actor.id) if actor.kind == "person" else Q(pk=None)
    if actor.has(*TEAM):
        mine |= in_reach(actor, "building")
    found = Event.objects.filter(mine, slug=slug, dropped_at=None).select_related("building").first()
    if found is None:
        raise NotFound
    return found


def keeps_entrance(actor: Actor, date: EventDate) -> bool:
    """Whether the actor lets people in to this date; a phone may be limited to some rooms."""
    if actor.kind == "person" and date.event.site_lead_id == actor.id:
        return True
    return actor.has(*AT_THE_DOOR, building=date.event.building_id) and (
        date.space is None or actor.may_use_space(date.space.code)
    )
