"""The house as it is told: to the public in levels, to the crew in numbers (REQ-E3, DESIGN §4 Live)."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from venue import rules
from venue.spaces import levels
from venue.spaces.calendar import calendar
from venue.spaces.reading import House, Room


def tell(house: House, *, crew: bool) -> dict[str, Any]:
    """The whole truth of `house` for the public or the crew; the same dict over HTTP and over the socket."""
    limits = levels.thresholds(house.id)
    fresh_from = house.minute - timedelta(minutes=rules.get("occupancy.stale_min", building=house.id))
    zone = calendar(house.id).zones[house.id]
    counting = [room for room in house.rooms if room.counts]
    fresh = any(is_fresh(room.news_at, fresh_from) for room in counting)
    building: dict[str, Any] = {
        "code": house.code,
        "level": levels.level(house.present, house.public_cap, limits) if fresh else "unknown",
        "updated_at": told_time(house.news_at, zone),
        "revision": house.revision(),
    }
    if crew:
        building |= figures(house.present, house.public_cap, limits)
    return {
        "building": building,
        "spaces": [
            tell_room(house, room, limits, fresh_from, zone, crew=crew) for room in house.rooms if crew or room.public
        ],
    }


def tell_room(
    house: House, room: Room, limits: levels.Thresholds, fresh_from: datetime, zone: ZoneInfo, *, crew: bool
) -> dict[str, Any]:
    fresh = is_fresh(room.news_at, fresh_from)
    told: dict[str, Any] = {
        "space": room.code,
        "level": levels.level(room.present, room.capacity, limits) if fresh else "unknown",
        "free": levels.free(room.present, room.capacity) if room.seats and fresh else None,
        "revision": house.revision(room.news),
        "updated_at": told_time(room.news_at, zone),
    }
    return told | figures(room.present, room.capacity, limits) if crew else told


def figures(present: int, capacity: int, limits: levels.Thresholds) -> dict[str, Any]:
    """For the crew: the count, what the place holds, a warning near it, and « complet, merci d'attendre »."""
    return {
        "present": present,
        "capacity": capacity,
        "warn": levels.warns(present, capacity, limits),
        "full": present >= capacity,
    }


def is_fresh(news_at: datetime | None, fresh_from: datetime) -> bool:
    return news_at is not None and news_at >= fresh_from


def told_time(news_at: datetime | None, zone: ZoneInfo) -> str | None:
    """Whole seconds in the building's own time, with its offset."""
    return news_at.astimezone(zone).isoformat(timespec="seconds") if news_at else None


def in_house_time(building: int, moment: datetime) -> str:
    """A moment as the building's clock shows it, exactly, with its offset."""
    return moment.astimezone(calendar(building).zones[building]).isoformat()
