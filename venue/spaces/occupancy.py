"""The only code that changes a head-count: arrive(), leave(), recount(); and snapshot(), which tells it.

Movements are facts, never clamped, and many phones write them at once without a row to fight over:

    present = max(0, last recount + Σ steps whose `at` is after it)

so that the order of uploads never matters. A movement at the very moment of a recount was seen by whoever counted.
How the facts are read, with estimated leavings and the reset at closing, is told in `reading.py`.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue import rules
from venue.answering import Told, tell
from venue.errors import NotFound, Refused
from venue.house.models import Building
from venue.live import announce_on_commit
from venue.spaces import telling
from venue.spaces.calendar import Answer, calendar
from venue.spaces.models import Heartbeat, Movement, Recount, Space
from venue.spaces.reading import news_of, read_house

KIND = Movement.Kind


class RequestIdReused(Refused):
    """The same `request_id` of the same actor said something else before."""

    code = "request_id_reused"
    status = 409
    message = _("This request was already used to say something else.")


def arrive(
    space: Space,
    people: int,
    *,
    request_id: uuid.UUID,
    by: str,
    at: datetime | None = None,
    kind: str = KIND.SCAN,
    about: str = "",
    until: datetime | None = None,
    trial: bool = False,
) -> Movement:
    """`people` (> 0) came into `space`; announced after commit. Call it inside the transaction that lets them in.

    `until` is when what they came for ends: `occupancy.linger_min` later they count as gone, whether or not
    somebody says so. `about` names it (`sitting:12`). `trial` marks a trial sitting, which closing time leaves alone.
    The same `request_id` of the same actor is heard once; raises RequestIdReused if it said something else.
    """
    movement = arrival(
        space, people, request_id=request_id, by=by, at=at, kind=kind, about=about, until=until, trial=trial
    )
    return _hear(movement, at)


def arrival(
    space: Space,
    people: int,
    *,
    request_id: uuid.UUID,
    by: str,
    at: datetime | None = None,
    kind: str = KIND.SCAN,
    about: str = "",
    until: datetime | None = None,
    trial: bool = False,
) -> Movement:
    """The row that `arrive` writes, for a verb that writes it together with its own and announces `topics` itself."""
    at = at or timezone.now()
    leaves_at = leaving(space, at, until) if until else None
    return Movement(
        space=space,
        step=people,
        at=at,
        kind=kind,
        about=about,
        leaves_at=leaves_at,
        trial=trial,
        by=by,
        request_id=request_id,
    )


def has_heard(by: str, request_id: uuid.UUID) -> bool:
    """Whether this request of this actor has moved somebody."""
    return Movement.objects.filter(by=by, request_id=request_id).exists()


def leave(
    space: Space,
    people: int,
    *,
    request_id: uuid.UUID,
    by: str,
    at: datetime | None = None,
    kind: str = KIND.SCAN,
    about: str = "",
) -> Movement:
    """`people` (> 0) went out of `space` before what they came for ended (an undone scan, a pause)."""
    at = at or timezone.now()
    came = _last_arrival(space, about) if about else None
    # Whoever is already taken to have left cannot leave again: told too late, this is undone as it is done.
    leaves_at = max(came.leaves_at, at) if came and came.leaves_at else None
    trial = came is not None and came.trial
    facts = {"kind": kind, "about": about, "leaves_at": leaves_at, "trial": trial}
    return _hear(Movement(space=space, step=-people, at=at, by=by, request_id=request_id, **facts), at)


def move(space: Space, step: int, *, request_id: uuid.UUID, by: str, at: datetime | None = None) -> Movement:
    """Somebody at the door counted `step` people in (+) or out (−). `movement.repeated` tells a repeated request."""
    return _hear(Movement(space=space, step=step, at=at or timezone.now(), by=by, request_id=request_id), at)


def recount(space: Space, present: int, *, by: str, reason: str = "", at: datetime | None = None) -> Recount:
    """Somebody counted `present` people in `space`: what was counted before no longer matters."""
    counted = Recount.objects.create(space=space, present=present, at=at or timezone.now(), by=by, reason=reason)
    announce(space)
    return counted


def leave_estimated(about: str, space: Space, ended_at: datetime) -> Movement | None:
    """What people came for (`about`) ended at `ended_at`: write down that whoever has not left does so after lingering.

    Once per cause; None when nobody was left, or when it is already written. The reader takes them off at their own
    `leaves_at` anyway, so that a late job changes nothing that anybody sees; an earlier end than expected counts.
    """
    here = _people_of(about, space)
    return _estimate(about, space, here, ended_at + linger(space)) if here > 0 else None


def make_way(about: str, space: Space, at: datetime) -> None:
    """Whoever came for `about` lingers no longer than `at`: somebody else has their place then.

    `at` may lie ahead: the reader takes them off at that minute, job or no job.
    """
    here = _people_of(about, space)
    if here <= 0 or _estimate(about, space, here, at):
        return
    written = Movement.objects.get(space=space, about=about, kind=KIND.ESTIMATE)
    if at < written.at:
        leave(space, here, request_id=uuid.uuid4(), by="house", at=at, kind=KIND.CHECKIN, about=about)


def _people_of(about: str, space: Space) -> int:
    came = Movement.objects.filter(space=space, about=about).exclude(kind=KIND.ESTIMATE)
    return came.aggregate(people=Sum("step"))["people"] or 0


def _estimate(about: str, space: Space, people: int, at: datetime) -> Movement | None:
    movement = Movement(
        space=space, step=-people, at=at, kind=KIND.ESTIMATE, about=about, by="house", request_id=uuid.uuid4()
    )
    # A second worker, or a second run, meets `one_estimated_leaving_per_cause` and is ignored.
    if not _insert(movement):
        return None
    announce(space)
    return movement


def beat(space: Space, *, by: str, at: datetime | None = None) -> None:
    """A device is open on the page of `space` in this minute, so what is known of it is fresh."""
    minute = (at or timezone.now()).replace(second=0, microsecond=0)
    with transaction.atomic():
        known, new = Heartbeat.objects.get_or_create(space=space, by=by, defaults={"minute": minute})
        later = Heartbeat.objects.filter(pk=known.pk, minute__lt=minute).update(minute=minute)
        if new or later:
            announce(space)


def snapshot(building: Building | str | None = None, *, crew: bool, at: datetime | None = None) -> dict[str, Any]:
    """How full the building (default: the first) and its rooms are, as `GET /api/v1/occupancy/` and the socket tell it.

    The public gets levels and, where seats can be booked, `free`; the crew also `present`, `capacity`, `warn`, `full`.
    Raises NotFound for an unknown code.
    """
    house = read_house(building.code if isinstance(building, Building) else building, at)
    if house is None:
        raise NotFound()
    return telling.tell(house, crew=crew)


def answer(building: Building, *, crew: bool) -> Told:
    """The snapshot as it is sent over HTTP; made again only when there are news, or another minute."""
    known = calendar(building.pk)
    news = news_of(known.rooms_of(building.pk), timezone.now())
    last = known.answers.get((building.pk, crew))
    if last is None or last.made_of != news:
        # Read after the news were counted, so that it holds at least those.
        last = known.answers[building.pk, crew] = Answer(news, tell(snapshot(building, crew=crew)))
    return last.told


def leaving(space: Space, at: datetime, until: datetime) -> datetime:
    """When somebody who came at `at` for what ends at `until` is taken to leave; whoever comes later stays a while."""
    usual = until + linger(space)
    return usual if at < usual else at + linger(space)


def linger(space: Space) -> timedelta:
    return timedelta(minutes=rules.get("occupancy.linger_min", building=space.building_id))


def announce(space: Space) -> None:
    announce_on_commit(*topics(space.building_id))


def topics(building: int) -> tuple[str, ...]:
    """The topic of the building with this id, and plain `occupancy` for the default one."""
    buildings = {it.pk: it for it in calendar(building).buildings}
    own = f"occupancy:{buildings[building].code}"
    return ("occupancy", own) if building == next(iter(buildings)) else (own,)


def _last_arrival(space: Space, about: str) -> Movement | None:
    return Movement.objects.filter(space=space, about=about, step__gt=0).order_by("-pk").first()


def _hear(movement: Movement, at: datetime | None) -> Movement:
    """Write `movement` down unless it is there already; `at` is when its actor says that it was, if he does."""
    if _insert(movement):
        announce(movement.space)
        return movement
    heard = Movement.objects.get(by=movement.by, request_id=movement.request_id)
    said = (movement.space_id, movement.step, movement.about)
    if (heard.space_id, heard.step, heard.about) != said or (at and at != heard.at):
        raise RequestIdReused()
    heard.repeated = True  # type: ignore[misc]
    return heard


def _insert(movement: Movement) -> bool:
    """Insert unless the database has it already; one round trip, and no savepoint in the caller's transaction."""
    # request_id repeats are settled by the unique constraint alone: two phones never wait for each other here.
    columns = [field for field in Movement._meta.concrete_fields if not field.primary_key]
    names = ", ".join(str(field.column) for field in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO spaces_movement ({names}) VALUES ({places}) ON CONFLICT DO NOTHING RETURNING id",  # noqa: S608
            [getattr(movement, field.attname) for field in columns],
        )
        row = cursor.fetchone()
    movement.pk = row and row[0]
    return row is not None
