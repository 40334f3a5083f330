"""The agenda as JSON, each event as `GET /api/v1/events/<slug>/` tells it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from events import agenda
from events.models import Event
from venue.house.models import Building

# How full it is changes by the second; a feed is read by the hour.
BY_THE_SECOND = ("places_left",)


def make(events: Sequence[Event], building: Building) -> bytes:
    told = [agenda.tell(event) for event in events]
    for event in told:
        for date in event["dates"]:
            for name in BY_THE_SECOND:
                del date[name]
    return json.dumps(
        {"house": building.name, "timezone": building.time_zone, "results": told},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
