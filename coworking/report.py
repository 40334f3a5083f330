"""How full the desks, seats and rooms were, week by week (REQ-W6): offered, booked, used, kept for nobody, and what
an hour of a place brought in.

A place is one desk, one seat or one room, whatever it seats. Always whole ISO weeks of the house's zone, so that two
reports cannot be subtracted from each other to learn of one day.

The week that runs counts until now: what is still to come is neither offered, booked nor used yet. So its use can be
compared with other weeks', and the whole does not sink on a Monday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from coworking import income
from coworking.models import Booking, Resource
from venue.house.models import Building
from venue.spaces.calendar import Calendar, Place, Stretch, calendar, without
from venue.spaces.models import Space

MINUTE: Final = timedelta(minutes=1)


class Week(NamedTuple):
    """From its Monday, 0:00 on the wall, to the next: 167 to 169 hours."""

    monday: date
    starts: datetime
    ends: datetime

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def until(self, now: datetime) -> Week:
        """What is over of it: all, some, or nothing."""
        return self._replace(ends=max(self.starts, min(self.ends, now)))

    @property
    def name(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"


@dataclass(frozen=True)
class Figures:
    """Minutes of places. `used_min` counts whoever sat there, `walk_in_min` those of them who had not booked."""

    offered_min: int = 0
    booked_min: int = 0
    used_min: int = 0
    walk_in_min: int = 0
    no_show_min: int = 0
    no_shows: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.offered_min + other.offered_min,
            self.booked_min + other.booked_min,
            self.used_min + other.used_min,
            self.walk_in_min + other.walk_in_min,
            self.no_show_min + other.no_show_min,
            self.no_shows + other.no_shows,
        )


@dataclass(frozen=True)
class Line:
    """A week, or the whole time: the house and each of its spaces by code.

    `income_cents` is without VAT, None where it may not be shown; `cents_per_hour` is of the hours offered in the weeks
    whose income is shown.
    """

    total: Figures
    spaces: dict[str, Figures]
    income_cents: int | None = None
    cents_per_hour: int | None = None


@dataclass(frozen=True)
class Report:
    weeks: list[tuple[Week, Line]]
    whole: Line
    spaces: list[Space] = field(default_factory=list)
    now: datetime = field(default_factory=timezone.now)

    def until(self, week: Week) -> datetime | None:
        """Until when its figures count; None where the week is over."""
        return max(week.starts, self.now) if self.now < week.ends else None


def weeks(building: Building, first: date, last: date) -> list[Week]:
    """The ISO weeks that hold the days from `first` to `last` (included)."""
    zone = ZoneInfo(building.time_zone)
    monday, found = first - timedelta(days=first.weekday()), []
    while monday <= last:
        following = monday + timedelta(days=7)
        found.append(Week(monday, _midnight(monday, zone), _midnight(following, zone)))
        monday = following
    return found


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def report(building: Building, asked: list[Week], *, with_now: bool = False, now: datetime | None = None) -> Report:
    """The figures of these weeks, which follow each other. `with_now` is for those who see amounts but no persons.

    A handful of statements, however many weeks and places.
    """
    spaces = list(Space.objects.filter(building=building, resources__isnull=False).distinct())
    now = now or timezone.now()
    over = [week.until(now) for week in asked]
    offered = _offered(spaces, over)
    sat = _sat(spaces, over, now)
    earned = income.of_weeks(building, [week.monday for week in asked], with_now=with_now)
    lines = []
    for number, week in enumerate(asked):
        of_space = {
            space.code: Figures(offered_min=offered[number, space.pk]) + sat.get((number, space.pk), Figures())
            for space in spaces
        }
        total = sum(of_space.values(), Figures())
        cents = earned.get(week.monday)
        lines.append((week, Line(total, of_space, cents, _per_hour(cents, total.offered_min))))
    return Report(weeks=lines, whole=_whole([line for _, line in lines], spaces), spaces=spaces, now=now)


def _whole(lines: list[Line], spaces: list[Space]) -> Line:
    """All weeks together; income only of the weeks that show theirs, or the others' could be worked out."""
    shown = [line for line in lines if line.income_cents is not None]
    cents = sum(line.income_cents or 0 for line in shown) if shown else None
    return Line(
        total=sum((line.total for line in lines), Figures()),
        spaces={space.code: sum((line.spaces[space.code] for line in lines), Figures()) for space in spaces},
        income_cents=cents,
        cents_per_hour=_per_hour(cents, sum(line.total.offered_min for line in shown)),
    )


def _per_hour(cents: int | None, minutes: int) -> int | None:
    """Rounded to the nearest cent; nothing where nothing was offered."""
    return None if cents is None or not minutes else (2 * cents * 60 + minutes) // (2 * minutes)


def _offered(spaces: list[Space], asked: list[Week]) -> Counter[tuple[int, int]]:
    """Minutes by (number of the week, space): the hours of the space while the place stood there, without blocks."""
    known = calendar(spaces[0].building_id) if spaces else None
    resources = list(Resource.objects.filter(space__in=spaces).only("space_id", "placed_at", "retired_at"))
    blocked = _blocked(resources, asked)
    minutes: Counter[tuple[int, int]] = Counter()
    for number, week in enumerate(asked):
        hours = {space.pk: _hours(known, space, week) for space in spaces if known}
        for resource in resources:
            cuts = [*blocked.get(resource.pk, [])]
            if resource.placed_at and resource.placed_at > week.starts:
                cuts.append(Stretch(week.starts, min(resource.placed_at, week.ends)))
            if resource.retired_at and resource.retired_at < week.ends:
                cuts.append(Stretch(resource.retired_at, week.ends))
            left = without(hours[resource.space_id], cuts)
            minutes[number, resource.space_id] += sum((each.ends - each.starts) // MINUTE for each in left)
    return minutes


def _hours(known: Calendar, space: Space, week: Week) -> list[Stretch]:
    """When the space is open in that week; what opens on a Sunday night may run on into the next one."""
    place = Place(space.building_id, space.pk)
    planned = known.onwards(place, week.monday - timedelta(days=1), days=8)
    cut = (Stretch(max(each.starts, week.starts), min(each.ends, week.ends)) for each in planned)
    return [each for each in cut if each.starts < each.ends]


def _blocked(resources: list[Resource], asked: list[Week]) -> dict[int, list[Stretch]]:
    """What canteen and events kept for themselves, by resource; one that was lifted early, until it was."""
    cuts: dict[int, list[Stretch]] = {}
    for holding in _touching(asked).filter(resource__in=resources).exclude(block=None):
        ends = min(holding.ends_at, holding.ended_at or holding.ends_at)
        if holding.starts_at < ends:
            cuts.setdefault(holding.resource_id, []).append(Stretch(holding.starts_at, ends))
    return cuts


def _touching(asked: list[Week]) -> QuerySet[Booking]:
    if not asked:
        return Booking.objects.none()
    return Booking.objects.filter(starts_at__lt=asked[-1].ends, ends_at__gt=asked[0].starts)


def _sat(spaces: Iterable[Space], asked: list[Week], now: datetime) -> dict[tuple[int, int], Figures]:
    """What people did there, by (number of the week, space)."""
    with connection.cursor() as cursor:
        cursor.execute(
            SAT,
            {
                "spaces": [space.pk for space in spaces],
                "starts": [week.starts for week in asked],
                "ends": [week.ends for week in asked],
                "now": now,
            },
        )
        return {
            (number, space): Figures(
                booked_min=booked, used_min=used, walk_in_min=walk_in, no_show_min=no_show, no_shows=no_shows
            )
            for number, space, booked, used, walk_in, no_show, no_shows in cursor.fetchall()
        }


# A booking counts as booked unless it was cancelled, was never paid, or the house closed. Whoever checked in has sat
# from then to the end, pauses taken out; who forgot to leave, to the end that was booked.
SAT: Final = """
WITH week AS (
    SELECT nr - 1 AS nr, tstzrange(starts, ends) AS span
    FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY AS asked (starts, ends, nr)
), booking AS (
    SELECT b.id, r.space_id, b.walk_in, b.release, b.starts_at, b.ends_at, b.checked_in_at,
        NOT b.walk_in AND (
            b.state IN ('confirmed', 'checked_in', 'paused', 'finished') OR b.release IN ('no_show', 'pause', 'host')
        ) AS booked,
        greatest(b.checked_in_at, least(b.ended_at, b.ends_at, %(now)s)) AS left_at
    FROM coworking_booking b JOIN coworking_resource r ON r.id = b.resource_id
    WHERE r.space_id = ANY(%(spaces)s) AND b.block_id IS NULL AND b.state <> 'cancelled'
        AND b.starts_at < (SELECT max(upper(span)) FROM week) + interval '1 hour'
        AND b.ends_at > (SELECT min(lower(span)) FROM week)
), pause AS (
    SELECT booking_id, range_agg(tstzrange(at, until)) AS spans
    FROM (
        SELECT c.booking_id, c.what, c.at, lead(c.at) OVER (PARTITION BY c.booking_id ORDER BY c.at, c.id) AS until
        FROM coworking_bookingchange c JOIN booking b ON b.id = c.booking_id AND b.checked_in_at IS NOT NULL
        WHERE c.what IN ('paused', 'resumed', 'finished', 'released', 'cancelled')
    ) AS turn
    WHERE what = 'paused'
    GROUP BY booking_id
), stay AS (
    SELECT b.*, tstzrange(b.starts_at, b.ends_at) AS planned,
        CASE WHEN b.checked_in_at IS NOT NULL
            THEN tstzmultirange(tstzrange(b.checked_in_at, b.left_at)) - coalesce(p.spans, '{}') END AS sat
    FROM booking b LEFT JOIN pause p ON p.booking_id = b.id
), share AS (
    SELECT w.nr, s.space_id, s.booked, s.walk_in, s.release, s.starts_at <@ w.span AS began,
        extract(epoch FROM upper(s.planned * w.span) - lower(s.planned * w.span)) AS planned_s,
        (
            SELECT sum(extract(epoch FROM upper(part) - lower(part)))
            FROM unnest(s.sat * tstzmultirange(w.span)) AS part
        ) AS sat_s
    FROM stay s JOIN week w ON tstzrange(least(s.starts_at, s.checked_in_at), s.ends_at) && w.span
)
SELECT nr, space_id,
    coalesce(round(sum(planned_s) FILTER (WHERE booked) / 60), 0)::int,
    coalesce(round(sum(sat_s) / 60), 0)::int,
    coalesce(round(sum(sat_s) FILTER (WHERE walk_in) / 60), 0)::int,
    coalesce(round(sum(planned_s) FILTER (WHERE release = 'no_show') / 60), 0)::int,
    (count(*) FILTER (WHERE release = 'no_show' AND began))::int
FROM share
GROUP BY nr, space_id
"""
