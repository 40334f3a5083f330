"""What seldom changes about every place, as one small object in memory that is read again every few seconds.

Hours change a few times a year and are asked for in every request; the truth stays in the database.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from venue import rules
from venue.answering import Told
from venue.house import public_holidays
from venue.house.models import Building
from venue.spaces.models.calendar import Closure, OpeningHours, Period
from venue.spaces.models.places import Space, speaks_french

FRESH_SECONDS = 5.0
# Longer than the longest closure that a place like this has (three weeks in August), and some.
LOOK_DAYS = 62


class Place(NamedTuple):
    """A building (`space` None) or one of its rooms, by id."""

    building: int
    space: int | None = None


class Stretch(NamedTuple):
    """Open from `starts` (included) to `ends` (not included); aware, in UTC."""

    starts: datetime
    ends: datetime


class Hours(NamedTuple):
    weekday: int
    opens: wall_time
    closes: wall_time


class Answer(NamedTuple):
    """What was last told about a building, and which news it was made of."""

    made_of: tuple[Any, ...]
    told: Told


@dataclass
class Calendar:
    """Everything that was written about opening, by place; and the last answers, which must not outlive it."""

    buildings: list[Building]  # the default one first
    zones: dict[int, ZoneInfo]
    rooms: dict[int, int]  # space → building
    codes: dict[str, int]  # a space's code → its building
    hours: dict[tuple[int, int | None, int | None], list[Hours]]  # building, space, period
    periods: dict[int, list[Period]]
    closures: dict[int, list[Closure]]
    answers: dict[tuple[int, bool], Answer] = field(default_factory=dict)
    closing_minute: datetime | None = None
    closing_moments: dict[int, datetime] = field(default_factory=dict)

    def building(self, code: str | None) -> Building | None:
        """The building with this code; None means the default one."""
        return next((it for it in self.buildings if code is None or it.code == code), None)

    def rooms_of(self, building: int) -> list[int]:
        return [space for space, home in self.rooms.items() if home == building]

    def stretches(self, place: Place, day: date) -> list[Stretch]:
        """When `place` is open, counting what opens on the local `day`; closures and holidays taken out."""
        zone = self.zones[place.building]
        if holiday(place.building, day):
            return []
        planned = [
            Stretch(
                moment(day, hours.opens, zone),
                moment(day if hours.closes > hours.opens else day + timedelta(days=1), hours.closes, zone),
            )
            for hours in self._hours_of(place, day)
            if hours.weekday == day.weekday()
        ]
        return merged(without(planned, self.closures_of(place)))

    def closures_of(self, place: Place) -> list[Closure]:
        """Those of the building close its rooms too."""
        return [it for it in self.closures.get(place.building, []) if it.space_id in (None, place.space)]

    def onwards(self, place: Place, day: date, days: int = LOOK_DAYS) -> Iterator[Stretch]:
        for offset in range(days):
            yield from self.stretches(place, day + timedelta(days=offset))

    def backwards(self, place: Place, day: date, days: int = LOOK_DAYS) -> Iterator[Stretch]:
        for offset in range(days):
            yield from reversed(self.stretches(place, day - timedelta(days=offset)))

    def periods_of(self, place: Place, day: date) -> list[Period]:
        """Those that cover the local `day`, the narrowest first: the room's own, then the building's."""
        covering = [
            it
            for it in self.periods.get(place.building, [])
            if it.first_day <= day <= it.last_day and it.space_id in (None, place.space)
        ]
        return sorted(covering, key=lambda it: it.space_id is None)

    def _hours_of(self, place: Place, day: date) -> list[Hours]:
        """The narrowest that applies: the room's period, the building's, the room's own week, the building's."""
        for period in self.periods_of(place, day):
            return self.hours.get((place.building, period.space_id, period.pk), [])
        own = self.hours.get((place.building, place.space, None), [])
        return own or self.hours.get((place.building, None, None), [])


def moment(day: date, at: wall_time, zone: ZoneInfo) -> datetime:
    """A wall time as a moment; 2:30 in the hour that spring leaves out is 3:30, as long after midnight as ever."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def without(stretches: list[Stretch], closures: Sequence[Closure | Stretch]) -> list[Stretch]:
    for closure in closures:
        cut = []
        for stretch in stretches:
            if closure.ends <= stretch.starts or stretch.ends <= closure.starts:
                cut.append(stretch)
                continue
            if stretch.starts < closure.starts:
                cut.append(Stretch(stretch.starts, closure.starts))
            if closure.ends < stretch.ends:
                cut.append(Stretch(closure.ends, stretch.ends))
        stretches = cut
    return stretches


def merged(stretches: list[Stretch]) -> list[Stretch]:
    whole: list[Stretch] = []
    for stretch in sorted(stretches):
        if whole and stretch.starts <= whole[-1].ends:
            whole[-1] = Stretch(whole[-1].starts, max(whole[-1].ends, stretch.ends))
        else:
            whole.append(stretch)
    return whole


def holiday(building: int, day: date) -> str | None:
    """The public holiday of that day in the building's country, in the language of the request; None on other days."""
    country = rules.get("hours.holidays_country", building=building)
    if not country:
        return None
    part = rules.get("hours.holidays_subdivision", building=building)
    return public_holidays.of(country, part, day.year, "fr" if speaks_french() else "en_US").get(day)


_cache: dict[str, tuple[float, Calendar]] = {}


def forget() -> None:
    """Read the calendar again at the next question (after a save, and between tests)."""
    _cache.clear()


def calendar(building: int | None = None) -> Calendar:
    """The calendar, at most a few seconds old; of now, if it did not know this building (by id) yet."""
    known = _cache.get("calendar")
    if known is None or time.monotonic() - known[0] > FRESH_SECONDS or (building and building not in known[1].zones):
        known = _cache["calendar"] = (time.monotonic(), _read())
    return known[1]


def _read() -> Calendar:
    buildings = list(Building.objects.order_by("position", "pk"))
    spaces = list(Space.objects.values_list("pk", "code", "building_id"))
    found = Calendar(
        buildings=buildings,
        zones={building.pk: ZoneInfo(building.time_zone) for building in buildings},
        rooms={space: building for space, _code, building in spaces},
        codes={code: building for _space, code, building in spaces},
        hours={},
        periods={},
        closures={},
    )
    for row in OpeningHours.objects.order_by("opens"):
        key = (row.building_id, row.space_id, row.period_id)
        found.hours.setdefault(key, []).append(Hours(row.weekday, row.opens, row.closes))
    for period in Period.objects.order_by("-first_day"):
        found.periods.setdefault(period.building_id, []).append(period)
    for closure in Closure.objects.order_by("starts"):
        found.closures.setdefault(closure.building_id, []).append(closure)
    return found
