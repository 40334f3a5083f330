"""What a person may book of seats on a day: the rules of the house, and what a period of exams says instead (REQ-W3).

Read from the calendar and the rules in memory: asking costs no query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

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


class Figure(NamedTuple):
    """A rule of the house, and the field by which a period says otherwise."""

    rule: str
    of_period: str


AHEAD_DAYS = Figure("seat.ahead_days", "seat_ahead_days")
MAX_HOURS = Figure("seat.max_h", "seat_max_hours")
DESK_HOURS = Figure("desk.max_h", "seat_max_hours")
OPEN = Figure("seat.open", "seat_open")
WEEK_HOURS = Figure("seat.week_h", "seat_week_hours")


def seat_rules(space: Space | Place, day: date) -> SeatRules:
    """All that holds for seats of `space` on the local `day`."""
    place = place_of(space) if isinstance(space, Space) else space
    periods = calendar(place.building).periods_of(place, day)
    max_hours = seat_rule(MAX_HOURS, space, day)
    return SeatRules(
        grid_min=house_rule("seat.grid_min", place.building, day),
        ahead_days=seat_rule(AHEAD_DAYS, space, day),
        max_hours=max_hours,
        default_hours=min(house_rule("seat.default_h", place.building, day), max_hours),
        open=seat_rule(OPEN, space, day),
        week_hours=seat_rule(WEEK_HOURS, space, day),
        period=name_of(periods[0]) if periods else "",
    )


def seat_rule(figure: Figure, space: Space | Place, day: date) -> int:
    """One of them: the narrowest that says something.

    The room's own period comes first, then the building's, then the rule; a rule may be dated as well.
    """
    place = place_of(space) if isinstance(space, Space) else space
    periods = calendar(place.building).periods_of(place, day)
    said = (getattr(period, figure.of_period) for period in periods)
    return first_said(said, house_rule(figure.rule, place.building, day))


def house_rule(key: str, building: int, day: date) -> int:
    noon = datetime.combine(day, NOON, tzinfo=calendar(building).zones[building])
    return int(rules.get(key, at=noon, building=building))


def first_said(said: Iterable[int | None], otherwise: int) -> int:
    """The first that is not left empty: a period may say 0 (nobody books then) and mean it."""
    return next((figure for figure in said if figure is not None), otherwise)


def name_of(period: Period) -> str:
    return period.name_en if period.name_en and not speaks_french() else period.name
