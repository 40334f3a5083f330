"""What the house does by itself: looks at its rooms each minute, empties them at closing, keeps old counts short.

Reading never waits for any of this; see `reading.py`.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from venue import rules
from venue.live import announce_on_commit
from venue.spaces import occupancy
from venue.spaces.calendar import calendar
from venue.spaces.hours import closings
from venue.spaces.models import Heartbeat, Movement, Recount, Space
from venue.spaces.reading import read_house


def keep_fresh(at: datetime | None = None) -> None:
    """The worker's own heartbeat: rooms with bookable seats have no crew, but the house knows who booked them.

    Everybody is told each minute, because levels also change by time alone: news grow old, sittings end.
    """
    for space in Space.objects.filter(has_bookable_seats=True):
        occupancy.beat(space, by="worker", at=at)
    announce_on_commit(*[topic for building in calendar().buildings for topic in occupancy.topics(building.pk)])


def reset_closed(at: datetime | None = None) -> int:
    """Write down that nobody is left in the rooms that have closed; how many were newly written down.

    Rooms in which nothing was counted since the last time need no such fact.
    """
    moments = closings(at or timezone.now())
    due = []
    for space in Space.objects.filter(pk__in=moments):
        moment = moments[space.pk]
        last = space.recounts.filter(by=Recount.CLOSING, at__lte=moment).order_by("-at").first()
        since = last.at if last else moment - timedelta(days=7)
        between = {"at__gt": since, "at__lte": moment}
        if space.movements.filter(**between).exists() or space.recounts.filter(**between).exists():
            due.append(Recount(space=space, present=0, at=moment, by=Recount.CLOSING))
    # Two workers may both come here: `one_reset_per_closing` keeps the first.
    Recount.objects.bulk_create(due, ignore_conflicts=True)
    return len(due)


def set_baselines(at: datetime | None = None) -> int:
    """A room that never closes and is never recounted would be read from its first day: count it for it.

    The baseline lies where no phone may upload any more, so that it changes nothing that anybody reads.
    """
    now = at or timezone.now()
    edge = now - timedelta(hours=rules.get("occupancy.late_upload_h")) - timedelta(days=1)
    written = 0
    for building in calendar().buildings:
        house = read_house(building.code, edge)
        present = {room.code: room.present for room in house.rooms} if house else {}
        for space in Space.objects.filter(building=building):
            closed = closings(now).get(space.pk)
            counted = space.recounts.order_by("-at").first()
            begun = max((it for it in (closed, counted and counted.at) if it), default=None)
            unread = space.movements.filter(at__lte=edge, **({"at__gt": begun} if begun else {}))
            if unread.exists():
                Recount.objects.create(space=space, present=present[space.code], at=edge, by=Recount.BASELINE)
                written += 1
    return written


@transaction.atomic
def forget_raw_counts(at: datetime | None = None) -> int:
    """Turn movements older than `occupancy.raw_keep_days` into totals per quarter of an hour (REQ-P2).

    Returns how many were forgotten. Whole quarters only, so that a quarter's total is complete in one go;
    an upload that late is refused long before.
    """
    now = at or timezone.now()
    keep = timedelta(days=rules.get("occupancy.raw_keep_days"))
    bucket = timedelta(minutes=rules.get("occupancy.bucket_min"))
    edge = now - keep
    edge -= timedelta(seconds=edge.timestamp() % bucket.total_seconds())
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO spaces_quarterhour (space_id, starts_at, came, "left")
            SELECT space_id, date_bin(%(bucket)s::interval, at, 'epoch'),
                sum(GREATEST(step, 0)), sum(GREATEST(-step, 0))
            FROM spaces_movement WHERE at < %(edge)s
            GROUP BY 1, 2
            ON CONFLICT (space_id, starts_at) DO UPDATE
            SET came = spaces_quarterhour.came + EXCLUDED.came, "left" = spaces_quarterhour."left" + EXCLUDED."left"
            """,
            {"bucket": str(bucket), "edge": edge},
        )
    Heartbeat.objects.filter(minute__lt=now - timedelta(hours=rules.get("occupancy.heartbeat_keep_h"))).delete()
    forgotten, _ = Movement.objects.filter(at__lt=edge).delete()
    return forgotten
