"""How full every room is, read from the facts in one statement.

Three things happen between the facts and the number, and none of them depends on a job being on time or on the order
in which phones uploaded:

- **Closing.** Nobody is in a room at its closing time. The job writes that down as a recount of 0; the reader knows it
  from the calendar already. People of a trial sitting stay.
- **Estimated leaving.** Who came for something that ends counts until their `leaves_at`, or until the moment at which
  `leave_estimated` wrote that they left, whichever is earlier. The step of that fact only repeats what is already gone.
- **Never below nobody.** An estimate takes away at most those who are there, and of those whom a recount saw at most
  the recount: hosts who tapped −1 for early leavers are not counted twice.

All that depends on time is a function of the whole minute, so that an answer changes only with the facts or the minute:
that pair is the revision.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from venue.spaces.hours import closings

# The news of one minute fit in so many places; the revision is minutes since 1970, then the news.
NEWS_PLACES = 100_000
# No transaction lasts that long: within one minute the number of news since then can only grow.
NEWS_REACH = timedelta(minutes=10)
CLOCKS_DIFFER = timedelta(minutes=5)

STATEMENT = """
WITH house AS (
    SELECT id, code, public_cap FROM house_building
    WHERE %(building)s::text IS NULL OR code = %(building)s
    ORDER BY position, id LIMIT 1
),
room AS (
    SELECT space.id, counted.at AS counted_at,
        CASE WHEN counted.at >= COALESCE(closed.at, '-infinity') THEN counted.present ELSE 0 END AS base,
        GREATEST(counted.at, closed.at, '-infinity') AS base_at
    FROM house
    JOIN spaces_space space ON space.building_id = house.id
    LEFT JOIN unnest(%(rooms)s::bigint[], %(closings)s::timestamptz[]) AS calendar(room, at) ON calendar.room = space.id
    LEFT JOIN LATERAL (
        SELECT at, present FROM spaces_recount
        WHERE space_id = space.id AND by <> 'closing' AND at <= %(upto)s
        ORDER BY at DESC, present DESC LIMIT 1
    ) counted ON true
    LEFT JOIN LATERAL (
        SELECT GREATEST(calendar.at, max(at)) AS at FROM spaces_recount
        WHERE space_id = space.id AND by = 'closing' AND at <= %(upto)s
    ) closed ON true
),
fact AS (
    SELECT room.id AS room, movement.step, movement.at,
        CASE WHEN movement.trial THEN GREATEST(room.counted_at, %(upto)s::timestamptz - interval '1 day')
            ELSE room.base_at END AS since,
        LEAST(movement.leaves_at, CASE WHEN movement.at < ended.at THEN ended.at END) AS leaving
    FROM room JOIN spaces_movement movement ON movement.space_id = room.id
    LEFT JOIN spaces_movement ended
        ON ended.space_id = room.id AND ended.about = movement.about AND ended.kind = 'estimate'
    WHERE movement.kind <> 'estimate' AND movement.at > room.base_at - interval '1 day' AND movement.at <= %(upto)s
),
cut AS (
    SELECT room, array_agg(DISTINCT leaving ORDER BY leaving) AS moments
    FROM fact WHERE leaving > since AND leaving <= %(minute)s GROUP BY room
),
event AS (
    SELECT room, width_bucket(at, COALESCE(moments, '{infinity}')) AS part,
        0 AS gone_of_base, 0 AS gone, step AS came
    FROM fact LEFT JOIN cut USING (room) WHERE at > since
    UNION ALL
    SELECT room, width_bucket(leaving, moments),
        CASE WHEN at > since THEN 0 ELSE step END, CASE WHEN at > since THEN step ELSE 0 END, 0
    FROM fact JOIN cut USING (room) WHERE leaving > since AND leaving <= %(minute)s
),
told AS MATERIALIZED (
    SELECT room, array_agg(ARRAY[gone_of_base, gone, came] ORDER BY part) AS parts FROM (
        SELECT room, part, sum(came) AS came, sum(gone) AS gone, sum(gone_of_base) AS gone_of_base
        FROM event GROUP BY room, part
    ) summed GROUP BY room
)
SELECT house.id, house.code, house.public_cap,
    space.code, space.public, space.counts_in_building_cap, space.has_bookable_seats,
    COALESCE(claimed.capacity, usual.capacity, 0),
    room.base, told.parts,
    GREATEST(room.counted_at, moved.at, seen.at),
    (SELECT count(*) FROM spaces_movement WHERE space_id = space.id AND recorded_at > %(recent)s)
    + (SELECT count(*) FROM spaces_recount WHERE space_id = space.id AND recorded_at > %(recent)s)
    + (SELECT count(*) FROM spaces_heartbeat WHERE space_id = space.id AND minute >= %(minute)s)
    + (SELECT count(*) FILTER (WHERE claimed_at > %(recent)s) + count(*) FILTER (WHERE released_at > %(recent)s)
        FROM spaces_capacityclaim WHERE space_id = space.id AND ends_at > %(recent)s)
FROM house
LEFT JOIN room ON true
LEFT JOIN spaces_space space ON space.id = room.id
LEFT JOIN told ON told.room = room.id
LEFT JOIN spaces_layout usual ON usual.space_id = room.id AND usual.is_default
LEFT JOIN LATERAL (
    SELECT min(layout.capacity) AS capacity
    FROM spaces_capacityclaim claim JOIN spaces_layout layout ON layout.id = claim.layout_id
    WHERE claim.space_id = room.id AND claim.released_at IS NULL
        AND claim.starts_at <= %(minute)s AND claim.ends_at > %(minute)s
) claimed ON true
LEFT JOIN LATERAL (
    SELECT at FROM spaces_movement WHERE space_id = room.id AND kind <> 'estimate' AND at <= %(upto)s
    ORDER BY at DESC LIMIT 1
) moved ON true
LEFT JOIN LATERAL (SELECT max(minute) AS at FROM spaces_heartbeat WHERE space_id = room.id) seen ON true
ORDER BY space.position, space.code
"""


# What the answers of one minute are made of: whatever is new of a house changes one of these numbers.
NEWS = """
SELECT count(*), max(id),
    (SELECT count(*) FROM spaces_recount WHERE space_id = ANY(%(rooms)s) AND recorded_at > %(recent)s),
    (SELECT count(*) FROM spaces_heartbeat WHERE space_id = ANY(%(rooms)s) AND minute >= %(minute)s),
    (SELECT count(*) FILTER (WHERE claimed_at > %(recent)s) + count(*) FILTER (WHERE released_at > %(recent)s)
        FROM spaces_capacityclaim WHERE space_id = ANY(%(rooms)s) AND ends_at > %(recent)s)
FROM spaces_movement WHERE space_id = ANY(%(rooms)s) AND recorded_at > %(recent)s
"""


class Room(NamedTuple):
    """A space as it is now; `news_at` is the last news of it, `news` how many there were lately."""

    code: str
    public: bool
    counts: bool  # in the building's cap
    seats: bool  # whether the public is told how many are free
    capacity: int
    present: int
    news_at: datetime | None
    news: int


class House(NamedTuple):
    """All rooms of a building at `minute`. `revision` only grows, and does whenever anything of it changes."""

    id: int
    code: str
    public_cap: int
    minute: datetime
    rooms: list[Room]

    @property
    def present(self) -> int:
        """People under the building's cap: the rooms that count, whether or not the news of them are fresh."""
        return sum(room.present for room in self.rooms if room.counts)

    @property
    def news_at(self) -> datetime | None:
        return max((room.news_at for room in self.rooms if room.counts and room.news_at), default=None)

    def revision(self, news: int | None = None) -> int:
        """Of the house, or of something in it that had `news` lately."""
        minutes = int(self.minute.timestamp()) // 60
        return minutes * NEWS_PLACES + (sum(room.news for room in self.rooms) if news is None else news)


def read_house(code: str | None = None, at: datetime | None = None) -> House | None:
    """The building called `code` (default: the first one) at `at` (default now), in one statement; None if unknown."""
    now = at or timezone.now()
    minute = now.replace(second=0, microsecond=0)
    closed = closings(now)
    with connection.cursor() as cursor:
        cursor.execute(
            STATEMENT,
            {
                "building": code,
                "rooms": list(closed),
                "closings": list(closed.values()),
                # What a clock that runs ahead wrote is true already; only the past is asked for to the second.
                "upto": at or now + CLOCKS_DIFFER,
                "minute": minute,
                "recent": minute - NEWS_REACH,
            },
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    id_, code, public_cap = rows[0][:3]
    return House(id_, code, public_cap, minute, [_room(row) for row in rows if row[3] is not None])


def news_of(rooms: list[int], at: datetime) -> tuple[Any, ...]:
    """The minute of `at` and the news of these rooms in it; equal as long as `read_house` would answer the same."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(NEWS, {"rooms": rooms, "minute": minute, "recent": minute - NEWS_REACH})
        return minute, *cursor.fetchone()


def _room(row: tuple[Any, ...]) -> Room:
    code, public, counts, seats, capacity, base, parts, news_at, news = row[3:]
    return Room(code, public, counts, seats, capacity, fold(base, parts or []), news_at, news)


def fold(base: int, parts: list[list[int]]) -> int:
    """People present, from the last recount and what happened since, cut into parts at each estimated leaving.

    A part is `[gone_of_base, gone, came]`: who is taken to leave at its first moment, of those whom the recount saw
    and of those who came after it; then who came and went until the next part.
    """
    present = seen = base
    for gone_of_base, gone, came in parts:
        old = min(gone_of_base, seen)
        seen -= old
        present -= min(old + gone, max(0, present))
        present += came
    return max(0, present)
