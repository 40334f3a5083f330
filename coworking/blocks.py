"""Blocked slots: canteen, events or the house need desks, seats or rooms themselves (REQ-W1). All of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import TimestamptzRange

from coworking import bookings, presence, refusals, slots, wishes
from coworking.models import Block, Booking, BookingState, Release, Resource
from coworking.models.bookings import BookingQuerySet
from coworking.wishes import Item
from venue.errors import Refused

MOST_TOLD = 50
LONGEST = timedelta(days=92)  # a summer; a wrong year is then a question and not a closed house
COMING = (BookingState.HELD, BookingState.CONFIRMED)


class InTheWay(Refused):
    """Figures: `count`; how many of them the house could give back (`returnable`); and the first of them as `bookings`
    (resource, starts_at, ends_at; nobody's name).
    """

    code = "in_the_way"
    status: ClassVar[int] = 409
    message = _("There are bookings at that time: they must be moved or given back first.")


class BlockTooLong(Refused):
    """Figures: `max_days`."""

    code = "too_long"
    message = _("The house keeps places for three months at most: ask again for the time after that.")


@transaction.atomic
def block(
    resources: Sequence[Resource],
    starts_at: datetime,
    ends_at: datetime,
    *,
    title: str,
    by: str,
    title_en: str = "",
    source: str = "",
    give_back: bool = False,
    now: datetime | None = None,
) -> Block:
    """Keep all of these for the house, buffers not counted. Resources come with their space.

    `give_back`: who booked there and has not come is told that the house needs the place; her money goes back. Who sits
    there, hires the room, or another block stays in the way.

    Raises InTheWay, BlockTooLong, and EndsBeforeStart, InThePast, OffGrid, NoSuchHour as for a booking.
    """
    now = now or timezone.now()
    wishes.refuse_times(Item(resources[0], starts_at, ends_at), now)
    if ends_at - starts_at > LONGEST:
        raise BlockTooLong(max_days=LONGEST.days)
    if give_back:
        give_back_all(resources, starts_at, ends_at, by=by, now=now)
    said = {"title": title, "title_en": title_en, "source": source, "by": by}
    made = Block.objects.create(starts_at=starts_at, ends_at=ends_at, **said)
    rows = [holding(made, resource) for resource in {it.pk: it for it in resources}.values()]
    try:
        bookings.insert_all(rows, now)
    except refusals.SeatTaken as error:
        raise in_the_way(rows) from error
    bookings.announce(*rows)
    return made


def give_back_all(
    resources: Sequence[Resource], starts_at: datetime, ends_at: datetime, *, by: str, now: datetime
) -> None:
    """Release what can be given back, in the order in which everybody takes the resources' locks."""
    met = standing(resources, TimestamptzRange(starts_at, ends_at, "[)"))
    for pk in returnable(met).order_by("resource_id", "starts_at").values_list("pk", flat=True):
        booking = bookings.locked(pk)
        # The race: she arrives, or gives it up herself, at this moment.
        if booking.state in COMING:
            presence.give_on(booking, Release.NEEDED, by=by, at=now)


def standing(resources: Sequence[Resource], stretch: TimestamptzRange) -> BookingQuerySet:
    return Booking.objects.active().filter(resource__in=resources, busy__overlap=stretch)


def returnable(met: BookingQuerySet) -> BookingQuerySet:
    """A room that is hired is a contract, with its own way back; who sits there is not sent away."""
    return met.of_people().filter(state__in=COMING, hire=None)


def holding(block: Block, resource: Resource) -> Booking:
    """The block's hold on one resource: a booking, so that the same constraint keeps both away."""
    return Booking(
        resource=resource,
        block=block,
        state=BookingState.BLOCKED,
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        busy=TimestamptzRange(block.starts_at, block.ends_at, "[)"),
        by=block.by,
    )


def in_the_way(rows: Sequence[Booking]) -> InTheWay:
    met = standing([row.resource for row in rows], rows[0].busy)
    zone = slots.zone_of(rows[0].resource.space.building_id)
    told = [
        {"resource": it.resource.code, **{name: getattr(it, name).astimezone(zone).isoformat() for name in TIMES}}
        for it in met.select_related("resource").order_by("starts_at", "resource__code")[:MOST_TOLD]
    ]
    return InTheWay(count=met.count(), returnable=returnable(met).count(), bookings=told)


TIMES = ("starts_at", "ends_at")


@transaction.atomic
def lift(block: Block, *, by: str, now: datetime | None = None) -> None:
    """What is left of the time is free for others, and for who waits. Saying it twice is safe."""
    now = now or timezone.now()
    # In the order in which everybody takes the resources' locks.
    for pk in block.bookings.active().order_by("resource_id").values_list("pk", flat=True):
        booking = bookings.locked(pk)
        if booking.is_active:
            bookings.release(booking, Release.HOST, by=by, at=now)
    Block.objects.filter(pk=block.pk, lifted_at=None).update(lifted_at=now)
    block.refresh_from_db()


def finish_ended(at: datetime | None = None) -> int:
    """End the holds of blocks whose time is over; how many."""
    at, done = at or timezone.now(), 0
    ended = Booking.objects.filter(state=BookingState.BLOCKED, ends_at__lte=at).order_by("resource_id")
    for pk in list(ended.values_list("pk", flat=True)):
        with transaction.atomic():
            booking = bookings.locked(pk)
            if booking.state == BookingState.BLOCKED:
                bookings.finish(booking, by=bookings.HOUSE, at=booking.ends_at)
                done += 1
    return done
