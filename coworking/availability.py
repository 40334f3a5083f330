"""What of a day can still be booked, by resource: one statement, then the calendar that is in memory.

Nobody's name is in it; a block says what the place is needed for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from coworking import allowed, slots
from coworking.slots import Stretch
from venue.house.models import Building
from venue.rows import prepared
from venue.spaces import hours
from venue.spaces.calendar import Place, calendar
from venue.spaces.models.places import speaks_french

# What ended so long before the house opens may still be cleaned up, and what begins after it closes be set up.
NIGHT = timedelta(hours=6)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The states are those of `ACTIVE`, spelled out, so that the constraint's own index answers: a table of millions costs
# what its one day costs.
STATEMENT = """
SELECT space.id, space.code, space.name, space.name_en, space.floor,
    resource.id, resource.code, resource.name, resource.name_en, resource.kind, resource.seats, resource.plug,
    resource.accessible, resource.quiet, resource.equipment, resource.equipment_en, resource.photo, resource.spot,
    resource.bookable, resource.resident_id IS NOT NULL, resource.on_approval,
    resource.setup_min, resource.cleanup_min, busy.starts, busy.ends, busy.blocked, busy.titles, busy.titles_en,
    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
FROM spaces_space space
JOIN coworking_resource resource ON resource.space_id = space.id AND resource.retired_at IS NULL
LEFT JOIN LATERAL (
    SELECT array_agg((extract(epoch FROM lower(booking.busy)) * 1000000)::bigint ORDER BY booking.busy) AS starts,
        array_agg((extract(epoch FROM upper(booking.busy)) * 1000000)::bigint ORDER BY booking.busy) AS ends,
        array_agg(booking.state = 'blocked' ORDER BY booking.busy) AS blocked,
        array_agg(block.title ORDER BY booking.busy) AS titles,
        array_agg(block.title_en ORDER BY booking.busy) AS titles_en
    FROM coworking_booking booking LEFT JOIN coworking_block block ON block.id = booking.block_id
    WHERE booking.resource_id = resource.id AND booking.busy && tstzrange(%s, %s)
        AND booking.state IN ('held', 'confirmed', 'checked_in', 'paused', 'blocked')
        AND NOT (booking.state = 'held' AND booking.expires_at <= %s)
) busy ON true
WHERE space.building_id = %s AND (%s::text IS NULL OR space.code = %s)
ORDER BY space.position, space.code, resource.position, resource.code
"""


class Taken(NamedTuple):
    """A stretch that nobody else may have; `title` of a block only."""

    starts_at: datetime
    ends_at: datetime
    blocked: bool
    title: str


class Row(NamedTuple):
    """A resource with what is taken of it on the day; `told` is what does not change with it."""

    space: int
    told: dict[str, Any]
    setup: timedelta
    cleanup: timedelta
    taken: list[Taken]

    @property
    def away(self) -> list[tuple[datetime, datetime]]:
        """What keeps a booking away: what is taken, and room for its own set-up after it and clean-up before it."""
        if not self.setup and not self.cleanup:
            return [(it.starts_at, it.ends_at) for it in self.taken]
        return [(it.starts_at - self.cleanup, it.ends_at + self.setup) for it in self.taken]


class Day(NamedTuple):
    """All that is known of a local day. `revision` (microseconds of the database's clock) only grows."""

    building: int
    date: date
    zone: ZoneInfo
    now: datetime
    spaces: dict[int, dict[str, Any]]
    open: dict[int, list[Stretch]]  # by space, counting what opens on that day
    rows: list[Row]
    revision: int


def read(building: Building | int, day: date, space: str | None = None, now: datetime | None = None) -> Day:
    """The resources of `space` (a code; None: of the whole building) on the local `day`, in one statement."""
    home = building if isinstance(building, int) else building.pk
    now = now or timezone.now()
    zone = slots.zone_of(home)
    whole = hull(home, day, zone)
    with prepared() as cursor:
        cursor.execute(STATEMENT, [whole.starts_at - NIGHT, whole.ends_at + NIGHT, now, home, space, space])
        found = cursor.fetchall()
    french = speaks_french()
    spaces: dict[int, dict[str, Any]] = {}
    rows, moments = [], _Moments()
    for line in found:
        spaces.setdefault(line[0], {"code": line[1], "name": _local(line[2], line[3], french), "floor": line[4]})
        rows.append(_row(line, moments, french))
    opening = {space: openings(home, space, day) for space in spaces}
    return Day(home, day, zone, now, spaces, opening, rows, found[0][-1] if found else 0)


def openings(building: int, space: int, day: date) -> list[Stretch]:
    """When the space is open, counting what opens on that day and runs past midnight."""
    return [Stretch(*it) for it in calendar(building).stretches(Place(building, space), day)]


def hull(building: int, day: date, zone: ZoneInfo) -> Stretch:
    """From the building's first opening to its last closing; all of a day on which nothing opens."""
    rooms = calendar(building).rooms_of(building)
    stretches = [it for room in rooms for it in openings(building, room, day)] or [slots.day_of(day, zone)]
    return Stretch(min(it.starts_at for it in stretches), max(it.ends_at for it in stretches))


def tell(day: Day) -> dict[str, Any]:
    """As `GET /api/v1/coworking/availability/` answers it."""
    told = _Spelled(day.zone)
    return {
        "date": day.date.isoformat(),
        "timezone": str(day.zone),
        "grid_min": slots.grid(day.building) // timedelta(minutes=1),
        "now": told[day.now],
        "spaces": [
            about
            | {"open": told.stretches(day.open[space]), "reason": reason(day, space) if not day.open[space] else None}
            | allowed.tell(Place(day.building, space), day.date, day.now)
            for space, about in day.spaces.items()
        ],
        "results": tell_rows(day, told, whole=True),
    }


def tell_changing(day: Day) -> list[dict[str, Any]]:
    """What changes of the day, by resource, as the live topic tells it."""
    return tell_rows(day, _Spelled(day.zone), whole=False)


def tell_rows(day: Day, told: _Spelled, *, whole: bool) -> list[dict[str, Any]]:
    step = slots.grid(day.building)
    since = slots.floored(day.now, step, day.zone)
    results = []
    for row in day.rows:
        stretches = day.open[row.space]
        free = slots.free(stretches, row.away, since=since, step=step, zone=day.zone)
        shown = dict.fromkeys([it for at, to in stretches for it in row.taken if it.ends_at > at and it.starts_at < to])
        changing = {"resource": row.told["resource"], "free": told.stretches(free), "busy": told.taken(shown)}
        results.append((row.told | changing) if whole else changing)
    return results


def reason(day: Day, space: int) -> str | None:
    """Why it is closed all day, where a closure or a holiday says so."""
    known = calendar(day.building)
    noon = slots.day_of(day.date, day.zone).starts_at + timedelta(hours=12)
    where = Place(day.building, space)
    return hours.reason_at(known, where, noon)


def _row(line: Sequence[Any], moments: _Moments, french: bool) -> Row:
    told = {
        "resource": line[6],
        "name": _local(line[7], line[8], french),
        "kind": line[9],
        "space": line[1],
        "seats": line[10],
        "plug": line[11],
        "accessible": line[12],
        "quiet": line[13],
        "equipment": line[14] if french or not line[15] else line[15],
        "photo": f"{settings.MEDIA_URL}{line[16]}" if line[16] else None,
        "spot": json.loads(line[17]),  # Django leaves JSON of plain cursors as text
        "bookable": line[18],
        "resident": line[19],
        "on_approval": line[20],
    }
    starts, ends, blocked, titles, titles_en = line[23:28]
    taken = [
        Taken(moments[at], moments[until], is_block, _local(title or "", title_en or "", french) if is_block else "")
        for at, until, is_block, title, title_en in zip(
            starts or [], ends or [], blocked or [], titles or [], titles_en or [], strict=True
        )
    ]
    setup, cleanup = (timedelta(minutes=minutes) for minutes in line[21:23])
    return Row(line[0], told, setup, cleanup, taken)


def _local(french_words: str, english_words: str, french: bool) -> str:
    return french_words if french or not english_words else english_words


class _Moments(dict[int, datetime]):
    """Moments by their microseconds since 1970. Seats share their hours, so each is made once."""

    def __missing__(self, microseconds: int) -> datetime:
        at = self[microseconds] = EPOCH + timedelta(microseconds=microseconds)
        return at


class _Spelled(dict[datetime, str]):
    """Moments as the house's clock shows them; each is spelled once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def __missing__(self, at: datetime) -> str:
        spelled = self[at] = at.astimezone(self._zone).isoformat()
        return spelled

    def stretches(self, them: Iterable[Stretch]) -> list[dict[str, str]]:
        return [{"starts_at": self[at], "ends_at": self[until]} for at, until in them]

    def taken(self, them: Iterable[Taken]) -> list[dict[str, str]]:
        return [
            {"starts_at": self[at], "ends_at": self[until], "state": "blocked", "title": title}
            if blocked
            else {"starts_at": self[at], "ends_at": self[until], "state": "taken"}
            for at, until, blocked, title in them
        ]
