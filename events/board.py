"""The team's view of events: a card on the board, one plan in full, and the calendar across all places.

Made by hand for many events at once: a board of a hundred costs as many statements as one of three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as day
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Min, Prefetch, Q
from django.utils import timezone

from events import agenda, crew, placing, states
from events.models import COMING, PUBLIC, Event, EventDate, EventState, KitReservation, Site, Task
from events.models.events import EventQuerySet
from venue.house.models import Building
from venue.people.models import Person
from venue.spaces.models import Layout, Space

# A plan's history is read, not searched.
TOLD_CHANGES: Final = 100
S = EventState


def in_order(events: EventQuerySet, at: datetime) -> EventQuerySet:
    """What comes soonest first, then what has no day yet or is over, the newest first; with all that `cards` reads."""
    coming = Min("dates__starts_at", filter=Q(dates__ends_at__gt=at, dates__state="scheduled"))
    dates = EventDate.objects.select_related("site", "space__building").order_by("starts_at", "pk")
    return (
        events.annotate(begins=coming)
        .select_related("animator", "site_lead", "building")
        .prefetch_related(
            Prefetch("dates", dates),
            Prefetch("tasks", Task.objects.to_do(), to_attr="to_do"),
            Prefetch("tasks", Task.objects.unproven(), to_attr="unproven"),
        )
        .order_by(F("begins").asc(nulls_last=True), "-made_at", "pk")
    )


def cards(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Of events as `in_order` reads them."""
    now, today = timezone.now(), timezone.localdate()
    whole = [date for event in events for date in dates_of(event)]
    coming = [date for date in whole if date.stands and date.ends_at > now]
    clashes = placing.conflicts(coming)
    staffing = crew.staffing(date.pk for date in coming)
    reserved = kit_of(coming)
    return [card(event, today, clashes, staffing, reserved) for event in events]


def card(
    event: Any, today: day, clashes: dict[int, Any], staffing: dict[int, crew.Staffing], reserved: dict[int, int]
) -> dict[str, Any]:
    zone, dates = agenda.zone(event), dates_of(event)
    standing = [date for date in dates if date.stands or date.state == "held"]
    limits = [date.capacity for date in standing]
    crews = [staffing[date.pk] for date in dates if date.pk in staffing]
    kit_clashes = [it for date in dates for it in clashes.get(date.pk, []) if it["kind"] == "kit"]
    late = [task for task in event.to_do if task.due_on < today]
    # What the street knows is not asked again for the papers of what was ticked.
    unproven = [] if event.is_public else [task for task in event.unproven if task.due_on < today]
    return {
        "slug": event.slug,
        "title": event.local_title,
        "state": event.state,
        "conditional": event.is_conditional,
        "dropped": event.dropped_at is not None,
        "dates": [tell_date(date, zone) for date in dates],
        "next_task": next_task(event.to_do, today),
        "late": len(late),
        "blocking": sum(task.mandatory for task in (*late, *unproven)),
        "crew": {
            "confirmed": sum(it.confirmed for it in crews),
            "minimum": sum(it.minimum for it in crews),
            "red": any(it.red for it in crews),
        },
        "kit": {"reserved": sum(reserved.get(date.pk, 0) for date in dates), "conflicts": len(kit_clashes)},
        "registered": sum(date.places_taken for date in standing),
        "capacity": sum(it or 0 for it in limits) if event.registers and limits and None not in limits else None,
        "animator": somebody(event.animator),
        "site_lead": somebody(event.site_lead),
        "next_states": next_states(event),
    }


def dates_of(event: Event) -> list[EventDate]:
    """As they were read, each knowing the event that was read with them."""
    dates = list(event.dates.all())
    for date in dates:
        date.event = event
    return dates


def next_task(to_do: Iterable[Task], today: day) -> dict[str, Any] | None:
    first = min(to_do, key=lambda task: (task.due_on, not task.mandatory, task.pk), default=None)
    if first is None:
        return None
    return {
        "title": first.local_title,
        "due_on": first.due_on.isoformat(),
        "late": first.due_on < today,
        "mandatory": first.mandatory,
    }


def kit_of(dates: Iterable[EventDate]) -> dict[int, int]:
    """How many kinds of thing each date has reserved."""
    found: dict[int, int] = defaultdict(int)
    kept = KitReservation.objects.filter(date__in=[date.pk for date in dates], state__in=["reserved", "out"])
    for pk in kept.order_by().values_list("date", flat=True):
        found[pk] += 1
    return found


def next_states(event: Event) -> list[str]:
    return [] if event.dropped_at else [state.value for state in states.FOLLOWS[event.state]]


def somebody(person: Person | None) -> dict[str, Any] | None:
    return {"id": str(person.pk), "first_name": person.first_name} if person else None


def tell_date(date: EventDate, zone: Any) -> dict[str, Any]:
    return {
        "id": date.pk,
        "starts_at": date.starts_at.astimezone(zone).isoformat(),
        "ends_at": date.ends_at.astimezone(zone).isoformat(),
        "state": date.state,
        "place": ground(date.site, date.space),
    }


def ground(site: Site | None, space: Space | None) -> Any:
    """A site or a room by its code; None where neither is said."""
    if site:
        return {"code": site.code, "name": site.local_name, "kind": "site"}
    return {"code": space.code, "name": space.local_name, "kind": "room"} if space else None


# --- the calendar -----------------------------------------------------------------------------------------------------


def calendar(events: EventQuerySet, building: Building, since: datetime, until: datetime) -> dict[str, Any]:
    """All that takes place or is thought of between two moments, and where an event could be."""
    rows = (
        EventDate.objects.filter(event__in=events.filter(dropped_at=None), starts_at__lt=until, ends_at__gt=since)
        .select_related("event__building", "site", "space__building")
        .order_by("starts_at", "pk")
    )
    dates, now = list(rows), timezone.now()
    clashes = placing.conflicts([date for date in dates if date.ends_at > now])
    return {
        "places": places(building, dates),
        "results": [tell_on_calendar(date, clashes.get(date.pk, []), now) for date in dates],
    }


def tell_on_calendar(date: EventDate, clashes: list[dict[str, Any]], now: datetime) -> dict[str, Any]:
    event = date.event
    told = tell_date(date, agenda.zone(event))
    movable = [state for state in EventState if state not in PUBLIC] + COMING
    return {
        "date": told.pop("id"),
        "slug": event.slug,
        "title": event.local_title,
        "state": event.state,
        "date_state": told.pop("state"),
        **told,
        "layout": date.layout,
        "can_move": date.stands and date.ends_at > now and event.state in movable,
        "conflicts": clashes,
    }


def places(building: Building, dates: Iterable[EventDate]) -> list[dict[str, Any]]:
    """The sites that are used, the rooms that guests may enter, and wherever one of the dates is; rooms with the ways
    in which they can be set up, the usual one first.
    """
    sites = {site.pk: site for site in Site.objects.filter(retired_at=None)}
    sites |= {date.site.pk: date.site for date in dates if date.site}
    used = Q(building=building, public=True) | Q(pk__in={date.space_id for date in dates if date.space_id})
    rooms = Space.objects.filter(used).prefetch_related("layouts").order_by("position", "code")
    named = sorted(sites.values(), key=lambda site: site.local_name)
    return [ground(site, None) | {"layouts": []} for site in named] + [
        ground(None, room) | {"layouts": [tell_layout(layout) for layout in room.layouts.all()]} for room in rooms
    ]


def tell_layout(layout: Layout) -> dict[str, Any]:
    return {"name": layout.name, "capacity": layout.capacity, "usual": layout.is_default}
