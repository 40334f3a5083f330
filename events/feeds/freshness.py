"""By what one knows that a feed, or what it says of one event, is still true."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from django.db import connection

from events.models import PUBLIC
from venue.house.models import Building

# Every change of an event that the street can see counts it on (`states.record`). Places, houses and who organises are
# few and small, and do not all say when they last changed: whoever renames a room or a square is heard all the same.
VERSION: Final = """
SELECT count(*), sum(revision), max(changed_at),
    (SELECT md5(string_agg(s::text, '' ORDER BY s.id)) FROM events_site s),
    (SELECT md5(string_agg(r::text, '' ORDER BY r.id)) FROM spaces_space r),
    (SELECT md5(string_agg(h::text, '' ORDER BY h.id)) FROM house_building h),
    (SELECT md5(string_agg(o::text, '' ORDER BY o.id)) FROM house_operatingentity o)
FROM events_event WHERE building_id = %s AND state = ANY(%s)"""

# All of an event but the news of its places, which come and go by the second and stand in no feed.
MARKS: Final = """
WITH site AS (SELECT id, md5(s::text) AS mark FROM events_site s),
     room AS (SELECT r.id, md5(concat(r::text, h::text)) AS mark
              FROM spaces_space r JOIN house_building h ON h.id = r.building_id),
     host AS (SELECT h.id, md5(h::text) AS mark FROM house_building h),
     entity AS (SELECT o.id, md5(o::text) AS mark FROM house_operatingentity o),
     told AS (SELECT e.id, md5(concat(e::text, host.mark, entity.mark)) AS mark
              FROM events_event e JOIN host ON host.id = e.building_id JOIN entity ON entity.id = e.entity_id
              WHERE e.building_id = %s AND e.state = ANY(%s)),
     dates AS (SELECT d.event_id AS id, md5(string_agg(concat_ws('|', d.id, d.uid, d.starts_at, d.ends_at, d.state,
                        d.was_starts_at, d.was_ends_at, d.was_place, d.was_place_en, d.sequence, d.changed_at,
                        site.mark, room.mark), ',' ORDER BY d.id)) AS mark
               FROM events_eventdate d
               LEFT JOIN site ON site.id = d.site_id LEFT JOIN room ON room.id = d.space_id
               WHERE d.event_id IN (SELECT id FROM told) GROUP BY d.event_id)
SELECT told.id, concat(told.mark, dates.mark) FROM told LEFT JOIN dates USING (id) ORDER BY told.id"""


def version(building: Building) -> str:
    """Of all that the street is told at a house: another one whenever any of it is other. One cheap statement."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION, [building.pk, PUBLIC])
        return blake2b(repr((hand(), cursor.fetchone())).encode(), digest_size=12).hexdigest()


def marks(building: Building) -> dict[int, str]:
    """Of each public event, in the order of their ids: another one whenever the event, a date or a place's name is."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [building.pk, PUBLIC])
        return {event: hand() + mark for event, mark in cursor.fetchall()}


@cache
def hand() -> str:
    """Who writes: after an upgrade nothing that older code or words wrote is passed on."""
    here = Path(__file__)
    code = [*here.parent.glob("*.py"), here.parents[1] / "agenda.py", here.parents[2] / "venue" / "ical.py"]
    words = (here.parents[2] / "venue" / "locale").glob("*/LC_MESSAGES/django.mo")
    written = b"".join(file.read_bytes() for file in sorted([*code, *words]))
    return blake2b(written, digest_size=8).hexdigest()
