"""The house as it introduces itself: where it is, when it opens, how it is drawn. No capacity, no count."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from venue.house.models import Building
from venue.spaces import hours
from venue.spaces.calendar import Place, calendar
from venue.spaces.models.places import Space, speaks_french


def describe(building: Building, at: datetime | None = None) -> dict[str, Any]:
    """What `GET /api/v1/venue/` answers, in the language of the request."""
    place = (float(it) if it is not None else None for it in (building.latitude, building.longitude))
    latitude, longitude = place
    return {
        "code": building.code,
        "name": building.name,
        "timezone": building.time_zone,
        "address": f"{building.address}, {building.postcode} {building.city}",
        "directions": building.directions_en if building.directions_en and not speaks_french() else building.directions,
        "latitude": latitude,
        "longitude": longitude,
        "opening": describe_opening(building, at or timezone.now()),
        "spaces": [describe_space(space) for space in building.spaces.all()],
    }


def describe_opening(building: Building, at: datetime) -> dict[str, Any]:
    now = hours.opening(building, at)
    known = calendar(building.pk)
    zone = known.zones[building.pk]
    today = known.stretches(Place(building.pk), at.astimezone(zone).date())
    return {
        "open_now": now.open_now,
        "closes_at": now.closes_at and now.closes_at.isoformat(),
        "opens_at": now.opens_at and now.opens_at.isoformat(),
        "reason": now.reason,
        "today": [
            {"opens": it.starts.astimezone(zone).isoformat(), "closes": it.ends.astimezone(zone).isoformat()}
            for it in today
        ],
        "week": [{"weekday": day, "hours": stretches} for day, stretches in hours.week(building).items()],
    }


def describe_space(space: Space) -> dict[str, Any]:
    return {
        "code": space.code,
        "name": space.local_name,
        "short_name": space.local_short_name,
        "kind": space.kind,
        "level_of_floor": space.floor,
        "shape": space.shape or None,
        "has_bookable_seats": space.has_bookable_seats,
    }
