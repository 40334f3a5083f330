"""What somebody wishes to book, and every rule that it may break; a refusal says which, and what would be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coworking import refusals, slots
from coworking.models import Booking, Kind, Resource
from coworking.period_rules import AHEAD_DAYS, DESK_HOURS, MAX_HOURS, OPEN, WEEK_HOURS, seat_rule
from venue import rules
from venue.people.models import Person
from venue.recurrence import is_left_out
from venue.rows import prepared
from venue.spaces import hours

HOUR = timedelta(hours=1)


class Item(NamedTuple):
    """One resource for one stretch; the times as they were said."""

    resource: Resource
    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


@dataclass(frozen=True, kw_only=True)
class Wish:
    """`by` is the actor's ref. With `host` somebody of the crew books for anyone, under `first_name` or nothing.

    A `walk_in` is here now. `freely` plans for the house: no horizon, length or quota (a series of the team).
    """

    items: list[Item]
    by: str
    person: Person | None = None
    first_name: str = ""
    host: bool = False
    walk_in: bool = False
    freely: bool = False
    people: int = 1
    title: str = ""
    language: str = "fr"

    @property
    def limited(self) -> bool:
        """Whether the limits of one person hold: they are for booking ahead, never against who stands at the desk."""
        return self.person is not None and not self.host and not self.freely


def refuse_impossible(wish: Wish, now: datetime) -> None:
    """What no lock is needed for. Raises the refusals of `coworking.refusals`."""
    refuse_overlapping(wish.items)
    for item in wish.items:
        refuse_times(item, now)
        refuse_resource(item, wish)
        if not wish.freely:
            refuse_length(item)
            refuse_horizon(item, now)
        refuse_closed(item)


def refuse_overlapping(items: list[Item]) -> None:
    """One's own request is nobody else: that the same place is asked for twice is said as it is."""
    ordered = sorted(items, key=lambda it: (it.resource.pk, it.starts_at))
    for one, other in pairwise(ordered):
        between = one.resource.setup + one.resource.cleanup
        if one.resource.pk == other.resource.pk and other.starts_at < one.ends_at + between:
            raise refusals.OverlapsItself(resource=other.resource.code, **times_of(other.resource, *other[1:]))


def times_of(resource: Resource, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    zone = slots.zone_of(resource.space.building_id)
    return {"starts_at": starts_at.astimezone(zone).isoformat(), "ends_at": ends_at.astimezone(zone).isoformat()}


def refuse_times(item: Item, now: datetime) -> None:
    building = item.resource.space.building_id
    zone, step = slots.zone_of(building), slots.grid(building)
    if any(is_left_out(said, zone) for said in item[1:]):
        raise refusals.NoSuchHour
    if item.ends_at <= item.starts_at:
        raise refusals.EndsBeforeStart
    if not all(slots.on_grid(moment, step, zone) for moment in item[1:]):
        raise refusals.OffGrid(grid_min=step // timedelta(minutes=1))
    # The half hour that has begun can still be booked: one sits down at five past.
    if item.starts_at < slots.floored(now, step, zone) or item.ends_at <= now:
        raise refusals.InThePast


def refuse_resource(item: Item, wish: Wish) -> None:
    resource = item.resource
    if resource.retired_at is not None:
        raise refusals.NotBookable(_("This place is no longer there."))
    if resource.resident_id and not (wish.host or (wish.person and wish.person.pk == resource.resident_id)):
        raise refusals.NotBookable(_("This is somebody's own desk."))
    if not resource.bookable and not wish.walk_in:
        raise refusals.NotBookable
    if resource.on_approval and not (wish.host or wish.freely):
        raise refusals.NeedsApproval
    if wish.people > resource.seats:
        raise refusals.TooManyPeople(seats=resource.seats)


def refuse_length(item: Item) -> None:
    max_hours = longest(item.resource, item.starts_at)
    if item.length > max_hours * HOUR:
        raise refusals.TooLong(max_hours=max_hours, asked_hours=item.length / HOUR)


def refuse_horizon(item: Item, now: datetime) -> None:
    zone = slots.zone_of(item.resource.space.building_id)
    ahead = horizon(item.resource, now)
    last_day = now.astimezone(zone).date() + timedelta(days=ahead)
    if item.starts_at.astimezone(zone).date() > last_day:
        raise refusals.TooFarAhead(ahead_days=ahead, last_day=last_day.isoformat())


def refuse_closed(item: Item) -> None:
    space = item.resource.space
    if hours.covers(space, item.starts_at, item.ends_at):
        return
    zone = slots.zone_of(space.building_id)
    day = item.starts_at.astimezone(zone).date()
    raise refusals.OutsideOpeningHours(
        open=[
            {"starts_at": it.starts.astimezone(zone).isoformat(), "ends_at": it.ends.astimezone(zone).isoformat()}
            for it in hours.stretches(space, day)
        ],
        reason=hours.reason(space, item.starts_at),
    )


def longest(resource: Resource, at: datetime) -> int:
    """Hours of one booking at most."""
    if not resource.is_seat:
        return int(rules.get("room.max_h", at=at, building=resource.space.building_id))
    figure = DESK_HOURS if resource.kind == Kind.DESK else MAX_HOURS
    return seat_rule(figure, resource.space, local_day(resource, at))


def horizon(resource: Resource, now: datetime) -> int:
    """Days ahead at most."""
    if not resource.is_seat:
        return int(rules.get("room.ahead_days", at=now, building=resource.space.building_id))
    return seat_rule(AHEAD_DAYS, resource.space, local_day(resource, now))


def local_day(resource: Resource, at: datetime) -> Any:
    return at.astimezone(slots.zone_of(resource.space.building_id)).date()


# --- what one person may have (REQ-W3) -------------------------------------------------------------------------------


def alone(person: UUID) -> None:
    """The race: one person books twice at once, and each request counts what she had before the other.

    Kept until the transaction ends. Taken before any lock on rows, and by booking alone, so nobody waits in a ring.
    """
    with prepared() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bookings of {person}"])


class Had(NamedTuple):
    """A booking that counts against what its person may have."""

    is_seat: bool
    is_study: bool
    to_come: bool
    stands: bool
    starts_at: datetime
    ends_at: datetime


# What was given up or taken back uses nothing of what she may have.
HAD = """
SELECT resource.kind IN ('desk', 'study_seat'), resource.kind = 'study_seat',
    booking.state IN ('held', 'confirmed') AND booking.ends_at > %s,
    booking.state IN ('held', 'confirmed', 'checked_in', 'paused') AND coalesce(booking.expires_at > %s, true),
    booking.starts_at, booking.ends_at
FROM coworking_booking booking JOIN coworking_resource resource ON resource.id = booking.resource_id
WHERE booking.person_id = %s AND booking.ends_at > %s AND booking.state NOT IN ('cancelled', 'released')
    AND booking.id IS DISTINCT FROM %s
"""


def refuse_quota(wish: Wish, now: datetime, *, besides: Booking | None = None) -> None:
    """Two at once, open bookings, hours a week; `besides` is one that the wish replaces. The caller is `alone`."""
    if not wish.limited or wish.person is None:
        return
    had = standing(wish.person, wish.items, now, besides=besides)
    items = sorted(wish.items, key=lambda it: it.resource.is_seat)
    for is_seat, group in groupby(items, key=lambda it: it.resource.is_seat):
        asked, mine = list(group), [it for it in had if it.is_seat == is_seat]
        refuse_two_at_once(asked, mine, is_seat=is_seat)
        refuse_open(asked, mine, is_seat=is_seat)
        refuse_week(asked, mine)


def standing(person: Person, asked: list[Item], now: datetime, *, besides: Booking | None) -> list[Had]:
    """What she has still to come, and all that she has had in the weeks that she asks for, by one statement."""
    since = min(now, *(week_of(item).starts_at for item in asked))
    with prepared() as cursor:
        cursor.execute(HAD, [now, now, person.pk, since, besides.pk if besides else None])
        return [Had(*row) for row in cursor.fetchall()]


def refuse_two_at_once(asked: list[Item], mine: list[Had], *, is_seat: bool) -> None:
    """One seat at a time, and one room; a desk for the day and a room for its meeting go together.

    Several rooms of one request are for a group.
    """
    if is_seat:
        for one, other in pairwise(sorted(asked, key=lambda it: it.starts_at)):
            if other.starts_at < one.ends_at:
                raise refusals.TwoAtOnce(**times_of(one.resource, *one[1:]))
    for item in asked:
        for it in mine:
            if it.stands and it.starts_at < item.ends_at and item.starts_at < it.ends_at:
                raise refusals.TwoAtOnce(**times_of(item.resource, it.starts_at, it.ends_at))


def refuse_open(asked: list[Item], mine: list[Had], *, is_seat: bool) -> None:
    first = asked[0].resource
    building = first.space.building_id
    allowed = (
        min(seat_rule(OPEN, it.resource.space, local_day(it.resource, it.starts_at)) for it in asked)
        if is_seat
        else int(rules.get("room.open", building=building))
    )
    used = sum(it.to_come for it in mine)
    if used + len(asked) > allowed:
        rule = "seat.open" if is_seat else "room.open"
        study = any(it.resource.kind == Kind.STUDY_SEAT for it in asked)
        why = None if study else refusals.QuotaExceeded.nothing_stays_free
        raise refusals.QuotaExceeded(why, rule=rule, allowed=allowed, used=used, asked=len(asked))


def refuse_week(asked: list[Item], mine: list[Had]) -> None:
    """Hours of study seats from Monday to Sunday; a week with exams in it has the fewer hours of the two.

    A desk is paid for, by the month as well: it is nobody's share that runs out.
    """
    study = sorted((it for it in asked if it.resource.kind == Kind.STUDY_SEAT), key=lambda it: it.starts_at)
    for week, group in groupby(study, key=week_of):
        items = list(group)
        allowed = min(seat_rule(WEEK_HOURS, it.resource.space, local_day(it.resource, it.starts_at)) for it in items)
        had = (
            it.ends_at - it.starts_at for it in mine if it.is_study and week.starts_at <= it.starts_at < week.ends_at
        )
        used, wanted = sum(had, timedelta()), sum((it.length for it in items), timedelta())
        if used + wanted > allowed * HOUR:
            raise refusals.QuotaExceeded(rule="seat.week_h", allowed=allowed, used=used / HOUR, asked=wanted / HOUR)


def week_of(item: Item) -> slots.Stretch:
    resource = item.resource
    return slots.week_of(local_day(resource, item.starts_at), slots.zone_of(resource.space.building_id))
