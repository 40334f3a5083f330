"""What a person may book of seats on a day: the rules of the house, and what a period of exams says instead (REQ-W3).

Read from the calendar and the rules in memory: asking costs no query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from venue import rules
from venue.spaces.calendar import Place, calendar
from venue.spaces.hours import place_of
from venue.spaces.models import Period, Space
from venue.spaces.models.places import speaks_french

NOON = time(12)


@dataclass(frozen=True)
class SeatRules:
    """Of one day. `period` is the name of the narrowest period that covers it, in the language of the request."""

    grid_min: int
    ahead_days: int
    max_hours: int
    default_hours: int
    open: int  # bookings that a person may have before her at once
    week_hours: int  # per person, Monday to Sunday
    period: str


def seat_rules(space: Space | Place, day: date) -> SeatRules:
    """What holds for seats of `space` on the local `day`: per figure, the narrowest that says something.

    The room's own period comes first, then the building's, then the rule; a rule may be dated as well.
    """
    place = place_of(space) if isinstance(space, Space) else space
    known = calendar(place.building)
    periods = known.periods_of(place, day)
    noon = datetime.combine(day, NOON, tzinfo=known.zones[place.building])

    def rule(key: str) -> int:
        value: int = rules.get(key, at=noon, building=place.building)
        return value

    max_hours = first_said((it.seat_max_hours for it in periods), rule("seat.max_h"))
    return SeatRules(
        grid_min=rule("seat.grid_min"),
        ahead_days=first_said((it.seat_ahead_days for it in periods), rule("seat.ahead_days")),
        max_hours=max_hours,
        default_hours=min(rule("seat.default_h"), max_hours),
        open=first_said((it.seat_open for it in periods), rule("seat.open")),
        week_hours=first_said((it.seat_week_hours for it in periods), rule("seat.week_h")),
        period=name_of(periods[0]) if periods else "",
    )


def first_said(said: Iterable[int | None], otherwise: int) -> int:
    """The first that is not left empty: a period may say 0 (nobody books then) and mean it."""
    return next((figure for figure in said if figure is not None), otherwise)


def name_of(period: Period) -> str:
    return period.name_en if period.name_en and not speaks_french() else period.name
