"""What one may book in a space on a day, told beforehand: a page then offers nothing that would be refused (REQ-W3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from coworking.period_rules import DESK_HOURS, NOON, seat_rule, seat_rules
from venue import rules
from venue.spaces.calendar import Place, calendar


def tell(place: Place, day: date, now: datetime) -> dict[str, Any]:
    """`seat` and `room`, each with its own rules: as of `now` how far ahead, as of the local `day` how long."""
    zone = calendar(place.building).zones[place.building]
    today, noon = now.astimezone(zone).date(), datetime.combine(day, NOON, tzinfo=zone)
    then = seat_rules(place, day)
    # `wishes.horizon` asks the same of today.
    seats_ahead = then.ahead_days if day == today else seat_rules(place, today).ahead_days
    rooms_ahead = int(rules.get("room.ahead_days", at=now, building=place.building))
    return {
        "seat": {
            "last_day": (today + timedelta(days=seats_ahead)).isoformat(),
            "max_hours": then.max_hours,
            "default_hours": then.default_hours,
            "open": then.open,
            "week_hours": then.week_hours,
            "period": then.period,
        },
        "desk": {"max_hours": seat_rule(DESK_HOURS, place, day)},
        "room": {
            "last_day": (today + timedelta(days=rooms_ahead)).isoformat(),
            "max_hours": int(rules.get("room.max_h", at=noon, building=place.building)),
        },
    }
