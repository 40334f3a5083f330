"""The agenda as JSON, each event as `GET /api/v1/events/<slug>/` tells it."""

from __future__ import annotations

import json
from typing import Any

from events import agenda
from events.feeds import parts
from events.models import Event
from venue.house.models import Building

# How full it is changes by the second; a feed is read by the hour.
BY_THE_SECOND = ("places_left",)


def make(building: Building) -> bytes:
    events = parts.of_events("json", building, of_event)
    return listed({"house": building.name, "timezone": building.time_zone}, "results", events)


def of_event(event: Event) -> bytes:
    told = agenda.tell(event)
    for date in told["dates"]:
        for name in BY_THE_SECOND:
            del date[name]
    return write(told)


def listed(head: dict[str, Any], name: str, them: list[bytes]) -> bytes:
    """An object with `head`, and last a list `name` of what is JSON already."""
    return b"%b,%b:[%b]}" % (write(head)[:-1], write(name), b",".join(them))


def write(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
