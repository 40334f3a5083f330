"""Booking a place: place, confirm, move, finish, release, cancel. Never two at once on a resource, whatever races.

The database's exclusion constraint says no (`one_booking_per_resource_at_a_time`); Python translates. Plain inserts
that race against such a constraint deadlock; one insert with ON CONFLICT DO NOTHING, its rows sorted by resource and
start, does not (DESIGN §4 *Bookings*).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from coworking import expected, headcount, refusals, slots, wishes
from coworking.models import Booking, BookingChange, BookingState, Release, Resource
from coworking.wishes import Item, Wish
from venue import rules
from venue.errors import NotFound
from venue.live import announce_on_commit
from venue.rows import prepared

__all__ = [
    "Item",
    "Wish",
    "alone_and_locked",
    "cancel",
    "changed",
    "confirm",
    "finish",
    "freed",
    "has_lapsed",
    "lapse",
    "lapse_overdue",
    "locked",
    "move",
    "place",
    "release",
    "reschedule",
]

WHAT = BookingChange.What
HOUSE: Final = "house"
# How a change calls whoever the booking is for: the name goes with the booking's (`forgetting`), the change stays.
OWNER: Final = "owner"
# What her calendar must learn of (RFC 5545 SEQUENCE).
TELLS_CALENDARS: Final = {WHAT.MOVED, WHAT.EXTENDED, WHAT.RELEASED, WHAT.CANCELLED}


def place(wish: Wish, *, hold_until: datetime | None = None, now: datetime | None = None) -> list[Booking]:
    """Book all that is wished, or nothing; confirmed, or held until `hold_until`. Call inside a transaction.

    In the order of `wish.items`. Raises SeatTaken, what `wishes.refuse_impossible` and `refuse_quota` raise, and
    OverCapacity for a room whose people the house could not hold.
    """
    now = now or timezone.now()
    wishes.refuse_impossible(wish, now)
    if wish.limited and wish.person:
        wishes.alone(wish.person.pk)
        wishes.refuse_quota(wish, now)
    made = [booking_of(item, wish, hold_until=hold_until, now=now) for item in wish.items]
    for other in made[1:]:
        other.group = made[0].group
    insert_all(made, now)
    for booking in made:
        expected.expect(booking)
    announce(*made)
    return made


def booking_of(item: Item, wish: Wish, *, hold_until: datetime | None, now: datetime) -> Booking:
    return Booking(
        resource=item.resource,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        busy=busy(item.resource, item.starts_at, item.ends_at),
        state=BookingState.HELD if hold_until else BookingState.CONFIRMED,
        person=None if wish.host else wish.person,
        first_name=wish.first_name,
        walk_in=wish.walk_in,
        people=wish.people,
        title=wish.title,
        by=wish.by,
        language=wish.language,
        made_at=now,
        expires_at=hold_until,
    )


def busy(resource: Resource, starts_at: datetime, ends_at: datetime) -> TimestamptzRange:
    """What nobody else may have: set-up and clean-up included (REQ-W5)."""
    return TimestamptzRange(starts_at - resource.setup, ends_at + resource.cleanup, "[)")


def insert_all(made: Sequence[Booking], now: datetime) -> None:
    """All rows or none; whoever holds a place past its time makes room first. Raises SeatTaken."""
    refused = attempt(made)
    if refused and let_lapse(refused, now):
        refused = attempt(made)
    if refused:
        raise taken(refused[0])


def attempt(made: Sequence[Booking]) -> list[Booking]:
    """Write all of them or none; those that something keeps away."""
    if len(made) == 1:
        return insert_sorted(made)
    with transaction.atomic():
        refused = insert_sorted(made)
        # Nothing of ours may stand while we wait for others' rows: locks are taken in one order (Resource, start).
        transaction.set_rollback(bool(refused))
    return refused


def insert_sorted(made: Sequence[Booking]) -> list[Booking]:
    """Write those that nothing overlaps, by one statement; the others are returned, in order."""
    rows = sorted(made, key=lambda it: (it.resource_id, it.starts_at))
    names = [field.attname for field in stored()]
    with prepared() as cursor:
        cursor.execute(inserting(len(rows)), [vars(row)[name] for row in rows for name in names])
        written = dict(cursor.fetchall())
    for row in rows:
        row.pk = written.get(row.key)
        row._state.adding = row.pk is None
    return [row for row in rows if row.pk is None]


@cache
def inserting(rows: int) -> str:
    """The statement that writes so many rows."""
    names = ", ".join(f'"{field.column}"' for field in stored())
    places = ", ".join(["(" + ", ".join(["%s"] * len(stored())) + ")"] * rows)
    return f"INSERT INTO coworking_booking ({names}) VALUES {places} ON CONFLICT DO NOTHING RETURNING key, id"  # noqa: S608


@cache
def stored() -> list[Any]:
    """What a new booking brings; the database gives it its number."""
    return [field for field in Booking._meta.concrete_fields if not field.primary_key]


def taken(booking: Booking) -> refusals.SeatTaken:
    zone = slots.zone_of(booking.resource.space.building_id)
    return refusals.SeatTaken(
        resource=booking.resource.code,
        starts_at=booking.starts_at.astimezone(zone).isoformat(),
        ends_at=booking.ends_at.astimezone(zone).isoformat(),
    )


def confirm(booking: Booking, *, by: str) -> None:
    """What was held is theirs. The caller holds its locks (`locked`). Raises OverCapacity, for rooms."""
    if booking.state == BookingState.CONFIRMED:
        return
    if booking.state != BookingState.HELD:
        raise refusals.IsOver(state=booking.state)
    booking.state, booking.expires_at = BookingState.CONFIRMED, None
    # Hers from now on: the minutes to come in, or to think again, begin here and not when it was held.
    booking.made_at = timezone.now()
    changed(booking, WHAT.CONFIRMED, by=by)
    expected.expect(booking)
    follow(booking)


def reschedule(which: str | int, starts_at: datetime, ends_at: datetime, *, by: str, host: bool = False) -> Booking:
    """Another time for the same place, under the rules that a new booking meets; inside a transaction."""
    now = timezone.now()
    booking = alone_and_locked(which)
    if booking.state != BookingState.CONFIRMED:
        raise refusals.IsOver(state=booking.state)
    item = Item(booking.resource, starts_at, ends_at)
    wish = Wish(items=[item], by=by, person=booking.person, host=host, people=booking.people)
    wishes.refuse_impossible(wish, now)
    wishes.refuse_quota(wish, now, besides=booking)
    move(booking, starts_at, ends_at, by=by, now=now)
    return booking


def move(
    booking: Booking,
    starts_at: datetime,
    ends_at: datetime,
    *,
    by: str,
    what: BookingChange.What = WHAT.MOVED,
    now: datetime | None = None,
) -> None:
    """Another time for the same place; what it leaves goes to who waits. The caller holds its locks and has asked the
    rules. Raises SeatTaken.
    """
    if not booking.is_active:
        raise refusals.IsOver(state=booking.state)
    refuse_unpaid(booking, starts_at, ends_at, by=by)
    before = slots.Stretch(booking.starts_at, booking.ends_at)
    booking.starts_at, booking.ends_at = starts_at, ends_at
    booking.busy = busy(booking.resource, starts_at, ends_at)
    try:
        with transaction.atomic():
            booking.save(update_fields=["starts_at", "ends_at", "busy"])
    except IntegrityError as error:
        raise taken(booking) from error
    now = now or timezone.now()
    changed(booking, what, by=by, at=now)
    expected.expect(booking)
    announce_days(booking, before)
    for left in slots.without(before, slots.Stretch(starts_at, ends_at)):
        freed(booking.resource, left.starts_at, left.ends_at, now)


def finish(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They have gone; the rest of the time is free. The caller holds its locks."""
    _end(booking, BookingState.FINISHED, WHAT.FINISHED, by=by, at=at)


def release(booking: Booking, why: Release, *, by: str = HOUSE, at: datetime | None = None) -> None:
    """The house takes the place back; the record stays, and it is not a cancellation. The caller holds its locks.

    It goes to who waits, unless the house needs it itself.
    """
    booking.release = why
    _end(booking, BookingState.RELEASED, WHAT.RELEASED, by=by, at=at)


def cancel(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They give the place back before it begins; saying it twice is safe. The caller holds its locks.

    Raises IsOver, and TooLateToCancel: seats until they begin, rooms until `room.cancel_hours` before.
    """
    if booking.state == BookingState.CANCELLED:
        return
    if booking.state not in (BookingState.HELD, BookingState.CONFIRMED):
        raise refusals.IsOver(state=booking.state)
    at = at or timezone.now()
    if by != HOUSE and not booking.walk_in and at >= cancellable_until(booking):
        raise refusals.TooLateToCancel(until=cancellable_until(booking).isoformat())
    _end(booking, BookingState.CANCELLED, WHAT.CANCELLED, by=by, at=at)


def cancellable_until(booking: Booking) -> datetime:
    """Seats until their time is over unless they sit; rooms `room.cancel_hours` before they begin (REQ-W5)."""
    if booking.resource.is_seat or booking.state == BookingState.HELD:
        return booking.ends_at
    hours = int(rules.get("room.cancel_hours", building=booking.resource.space.building_id))
    # Who books a room for this afternoon may still think again for a moment.
    return max(booking.starts_at - timedelta(hours=hours), booking.made_at + timedelta(minutes=15))


def _end(booking: Booking, state: BookingState, what: BookingChange.What, *, by: str, at: datetime | None) -> None:
    if booking.state == state:
        return
    if not booking.is_active:
        raise refusals.IsOver(state=booking.state)
    at = at or timezone.now()
    if booking.state == BookingState.CHECKED_IN:
        headcount.went(booking, at)
    was_held = booking.state == BookingState.HELD
    booking.state, booking.ended_at, booking.expires_at, booking.paused_at = state, at, None, None
    changed(booking, what, by=by, at=at)
    expected.expect_nobody(booking)
    if state != BookingState.FINISHED:
        settle(booking)
    if was_held:
        follow(booking)
    if booking.release != Release.NEEDED:
        freed(booking.resource, booking.starts_at, booking.ends_at, at)


def locked(which: str | int) -> Booking:
    """The booking with this key or id, with its resource's lock and its own, parents first; inside a transaction.

    NO KEY UPDATE: new bookings only point at the resource and are not held up. Raises NotFound.
    """
    bookings = Booking.objects.filter(key=which) if isinstance(which, str) else Booking.objects.filter(pk=which)
    resource_id = bookings.values_list("resource_id", flat=True).first()
    if resource_id is None:
        raise NotFound
    resource = (
        Resource.objects.select_for_update(of=("self",), no_key=True)
        .select_related("space", "entity")
        .get(pk=resource_id)
    )
    booking = bookings.select_for_update(of=("self",), no_key=True).select_related("person").get()
    booking.resource = resource
    return booking


def alone_and_locked(which: str | int) -> Booking:
    """As `locked`, with the word of its person first: for a change that counts what she has."""
    bookings = Booking.objects.filter(key=which) if isinstance(which, str) else Booking.objects.filter(pk=which)
    if person := bookings.values_list("person_id", flat=True).first():
        wishes.alone(person)
    return locked(which)


def changed(booking: Booking, what: BookingChange.What, *, by: str, at: datetime | None = None) -> None:
    """Write the booking as it is now, and what happened to it; announced after COMMIT."""
    booking.revision += 1
    booking.sequence += what in TELLS_CALENDARS
    booking.save()
    times = {"at": at or timezone.now(), "starts_at": booking.starts_at, "ends_at": booking.ends_at}
    who = OWNER if by == f"person:{booking.person_id}" else by
    BookingChange.objects.create(booking=booking, what=what, by=who, **times)
    announce(booking)


# --- whose time is over ----------------------------------------------------------------------------------------------


# In the order in which they are locked.
OVERDUE = """
SELECT id FROM coworking_booking
WHERE resource_id = %s AND busy && %s AND state = 'held' AND expires_at <= %s ORDER BY starts_at, id
"""


def let_lapse(rows: Sequence[Booking], now: datetime) -> bool:
    """Let go of the holds past their time that keep these rows away; whether there was any."""
    overdue: list[int] = []
    with prepared() as cursor:
        for row in sorted(rows, key=lambda it: (it.resource_id, it.starts_at)):
            cursor.execute(OVERDUE, [row.resource_id, row.busy, now])
            overdue += [pk for (pk,) in cursor.fetchall()]
    for pk in overdue:
        lapse(pk, now)
    return bool(overdue)


def lapse(pk: int, now: datetime) -> bool:
    """Let go of one hold, if its time is over still when we have its lock."""
    # The race: at this very moment it is paid or accepted, or another worker is as far as we are.
    booking = locked(pk)
    if not has_lapsed(booking, now):
        return False
    release(booking, Release.HOLD, at=now)
    return True


def has_lapsed(booking: Booking, now: datetime) -> bool:
    return booking.state == BookingState.HELD and booking.expires_at is not None and booking.expires_at <= now


def lapse_overdue(now: datetime | None = None) -> int:
    """Let go of all that was held and not taken, offers of the waiting list too, each by itself; how many."""
    now = now or timezone.now()
    lapsed = 0
    for pk in list(Booking.objects.overdue_holds(now).order_by("expires_at", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            lapsed += lapse(pk, now)
    return lapsed


def freed(resource: Resource, starts_at: datetime, ends_at: datetime, now: datetime | None = None) -> None:
    """What comes free goes to the first in line, in the same transaction, so that nobody overtakes her."""
    from coworking import offering  # noqa: PLC0415  an offer is a booking

    offering.offer_on(resource, starts_at, ends_at, now)


def follow(booking: Booking) -> None:
    """A hold has ended or become a booking: if it was an offer from the waiting list, so has that."""
    from coworking import offering  # noqa: PLC0415  an offer is a booking

    offering.follow(booking)


def refuse_unpaid(booking: Booking, starts_at: datetime, ends_at: datetime, *, by: str) -> None:
    """Raises PaidForLess: time that was paid does not grow by moving it."""
    from coworking import paying  # noqa: PLC0415  what is paid is a booking

    paying.refuse_longer(booking, Item(booking.resource, starts_at, ends_at), by=by)


def settle(booking: Booking) -> None:
    """What was paid for it goes back, or nobody need pay any more."""
    from coworking import paying  # noqa: PLC0415  what is paid is a booking

    paying.ended(booking)


# --- telling ---------------------------------------------------------------------------------------------------------


def announce(*made: Booking) -> None:
    for booking in made:
        announce_on_commit(f"booking:{booking.key}")
        announce_days(booking, slots.Stretch(booking.busy.lower, booking.busy.upper))


def announce_days(booking: Booking, stretch: slots.Stretch) -> None:
    space = booking.resource.space
    for day in slots.days(*stretch, slots.zone_of(space.building_id)):
        announce_on_commit(f"coworking:{space.code}/{day}")
