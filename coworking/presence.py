"""Sitting down, pausing, coming back, staying longer, leaving; and what the clock does to who does not (REQ-W3).

Each verb asks for the booking's locks (`bookings.locked`), and said twice it changes nothing. A moment is in a window
from its first instant to before its last, so that checking in and being released never meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, headcount, letters, passes, refusals, slots, standing, wishes
from coworking.models import Booking, BookingChange, BookingState, Release, Resource
from coworking.models.bookings import BookingQuerySet
from coworking.period_rules import seat_rules
from coworking.wishes import Item, Wish
from venue import rules
from venue.spaces import hours

WHAT = BookingChange.What
SITTING = (BookingState.CHECKED_IN, BookingState.PAUSED)


# --- what people do --------------------------------------------------------------------------------------------------


def check_in(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They are there: from 10 minutes before the start to 15 after it. Raises NotNow, IsOver, PassUsedUp."""
    at = at or timezone.now()
    if booking.state in SITTING:
        return
    refuse_over(booking)
    window = standing.check_in_window(booking)
    if booking.state != BookingState.CONFIRMED or not window.starts_at <= at < window.ends_at:
        raise not_now(booking, *window)
    sit_down(booking, by=by, at=at)


def sit_down(booking: Booking, *, by: str, at: datetime) -> None:
    booking.state, booking.checked_in_at = BookingState.CHECKED_IN, at
    bookings.changed(booking, WHAT.CHECKED_IN, by=by, at=at)
    passes.use(booking, by=by)
    headcount.first_came(booking, at)


def pause(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They go out and keep the seat for half an hour, once in two hours. Raises NotNow, IsOver."""
    at = at or timezone.now()
    if booking.state == BookingState.PAUSED:
        return
    refuse_absent(booking, at)
    if not booking.resource.is_seat:
        raise refusals.NotNow(_("The room is yours until its end: go out and come back as you like."))
    if at < (possible := next_pause(booking)):
        raise not_now(booking, possible, booking.ends_at, _("You have had a pause. The next one comes later."))
    booking.state, booking.paused_at = BookingState.PAUSED, at
    bookings.changed(booking, WHAT.PAUSED, by=by, at=at)
    headcount.went(booking, at)


def next_pause(booking: Booking) -> datetime:
    """From when on they may pause: `seat.pause_every_h` after the last pause began."""
    last = booking.changes.filter(what=WHAT.PAUSED).aggregate(at=Max("at"))["at"]
    every = timedelta(hours=int(rules.get("seat.pause_every_h", building=booking.resource.space.building_id)))
    return last + every if last else booking.starts_at - every


def resume(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They are back before the pause is over. Raises NotNow, IsOver."""
    at = at or timezone.now()
    if booking.state == BookingState.CHECKED_IN:
        return
    refuse_over(booking)
    until = standing.pause_end(booking)
    if until is None or booking.paused_at is None or at >= until:
        raise not_now(booking, booking.paused_at, until)
    booking.state, booking.paused_at = BookingState.CHECKED_IN, None
    bookings.changed(booking, WHAT.RESUMED, by=by, at=at)
    headcount.came(booking, at)


def extend(booking: Booking, ends_at: datetime, *, by: str, at: datetime | None = None) -> None:
    """They stay until `ends_at`, if nobody else has the place then. The caller holds `bookings.alone_and_locked`.

    Raises SeatTaken, TooLong, OutsideOpeningHours, OffGrid, EndsBeforeStart, NoSuchHour, QuotaExceeded, NotNow, IsOver.
    """
    at = at or timezone.now()
    if ends_at == booking.ends_at and booking.state in SITTING:
        return
    if booking.state != BookingState.PAUSED:
        refuse_absent(booking, at)
    refuse_longer(booking, ends_at, at)
    for pk in overdue_holds(booking, ends_at, at):
        bookings.lapse(pk, at)
    bookings.move(booking, booking.starts_at, ends_at, by=by, what=WHAT.EXTENDED, now=at)
    if booking.state == BookingState.CHECKED_IN:
        headcount.stay(booking, at)


def refuse_longer(booking: Booking, ends_at: datetime, at: datetime) -> None:
    """The rules of a new booking hold for the longer one; what is added alone must lie on the grid and ahead."""
    wishes.refuse_times(Item(booking.resource, booking.ends_at, ends_at), at)
    longer = Item(booking.resource, booking.starts_at, ends_at)
    wishes.refuse_length(longer)
    wishes.refuse_closed(longer)
    if booking.person and booking.resource.is_seat:
        had = [it for it in wishes.standing(booking.person, [longer], at, besides=booking) if it.is_seat]
        wishes.refuse_two_at_once([longer], had, is_seat=True)
        wishes.refuse_week([longer], had)


def overdue_holds(booking: Booking, ends_at: datetime, at: datetime) -> list[int]:
    wanted = bookings.busy(booking.resource, booking.starts_at, ends_at)
    held = Booking.objects.overdue_holds(at).filter(resource=booking.resource, busy__overlap=wanted)
    return list(held.order_by("starts_at", "pk").values_list("pk", flat=True))


def finish(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They leave, and the rest of the time is somebody else's. Raises NotNow before they came, IsOver."""
    at = at or timezone.now()
    if booking.state == BookingState.FINISHED:
        return
    refuse_over(booking)
    if booking.state not in SITTING:
        raise not_now(booking, *standing.check_in_window(booking))
    bookings.finish(booking, by=by, at=min(at, booking.ends_at))


def release(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """A host frees the place: they have gone, or will not come. Raises IsOver."""
    if booking.state == BookingState.RELEASED:
        return
    refuse_over(booking)
    give_on(booking, Release.HOST, by=by, at=at)


def give_on(booking: Booking, why: Release, *, by: str = bookings.HOUSE, at: datetime | None = None) -> None:
    """The house takes the place back, and tells her why; what was only held is nobody's loss."""
    was_held = booking.state == BookingState.HELD
    bookings.release(booking, why, by=by, at=at)
    if not was_held:
        letters.tell(WHAT.RELEASED, booking)


def arrive(booking: Booking, *, by: str, at: datetime | None = None) -> None:
    """They are at the desk: checked in, or back from their pause. Raises NotNow, IsOver."""
    verb = resume if booking.state == BookingState.PAUSED else check_in
    verb(booking, by=by, at=at)


def seat(wish: Wish, *, now: datetime | None = None) -> list[Booking]:
    """Whoever comes without a booking sits down at once; inside a transaction. Raises what `bookings.place` raises."""
    now = now or timezone.now()
    made = bookings.place(wish, now=now)
    for booking in made:
        # Until COMMIT nobody else can see the row, hence no lock.
        sit_down(booking, by=wish.by, at=now)
    return made


def walk_in(resource: Resource, now: datetime, ends_at: datetime | None = None) -> Item:
    """What somebody who comes without a booking gets: from the half hour that has begun, for the usual length,
    until closing time or the next booking, whichever comes first.

    Raises NotBookable for somebody's own desk, InThePast.
    """
    if resource.resident_id is not None:
        raise refusals.NotBookable(_("This is somebody's own desk."))
    if ends_at is not None and ends_at <= now:
        raise refusals.InThePast
    zone, step = slots.zone_of(resource.space.building_id), slots.grid(resource.space.building_id)
    starts_at = slots.floored(now, step, zone)
    if ends_at is None:
        ends_at = slots.floored(min(ends_of_walk_in(resource, starts_at, now)), step, zone)
    return Item(resource, starts_at, max(ends_at, starts_at + step))


def ends_of_walk_in(resource: Resource, starts_at: datetime, now: datetime) -> Iterator[datetime]:
    day = starts_at.astimezone(slots.zone_of(resource.space.building_id)).date()
    yield starts_at + timedelta(hours=seat_rules(resource.space, day).default_hours)
    if closes_at := hours.opening(resource.space, now).closes_at:
        yield closes_at
    coming = Booking.objects.active().filter(resource=resource, starts_at__gt=starts_at).order_by("starts_at")
    if coming_next := coming.exclude(state=BookingState.HELD, expires_at__lte=now).first():
        yield coming_next.busy.lower - resource.cleanup


# --- what the clock does ---------------------------------------------------------------------------------------------


def release_absent(at: datetime | None = None) -> int:
    """Give on the places of those who did not come in time; how many. The record stays: released is not cancelled."""
    begun = Booking.objects.filter(state=BookingState.CONFIRMED, starts_at__lte=at or timezone.now())
    # Who hired a room, meeting rooms too, has it until its end; its own job begins it (`hire.follow_bookings`).
    theirs = begun.filter(hire=None)
    return sweep(theirs, is_absent, lambda booking, at: give_on(booking, Release.NO_SHOW, at=at), at)


def is_absent(booking: Booking, at: datetime) -> bool:
    return booking.state == BookingState.CONFIRMED and at >= standing.check_in_window(booking).ends_at


def release_paused(at: datetime | None = None) -> int:
    """Give on the places of those whose pause was too long; how many."""
    paused = Booking.objects.filter(state=BookingState.PAUSED)
    return sweep(paused, has_paused_too_long, lambda booking, at: give_on(booking, Release.PAUSE, at=at), at)


def has_paused_too_long(booking: Booking, at: datetime) -> bool:
    until = standing.pause_end(booking)
    # Whose time was over first has not overrun anything, however late this is asked.
    return until is not None and until <= at and until < booking.ends_at


def finish_ended(at: datetime | None = None) -> int:
    """End the bookings of those who sat until their time was over; how many."""
    ended = Booking.objects.filter(state__in=SITTING, ends_at__lte=at or timezone.now())
    return sweep(ended, is_over, lambda booking, at: finish(booking, by=bookings.HOUSE, at=at), at)


def is_over(booking: Booking, at: datetime) -> bool:
    return booking.state in SITTING and booking.ends_at <= at and not has_paused_too_long(booking, at)


def sweep(
    candidates: BookingQuerySet,
    is_due: Callable[[Booking, datetime], bool],
    act: Callable[[Booking, datetime], None],
    at: datetime | None,
) -> int:
    """Look, lock, look again, act: each booking in its own transaction. How many it was done to."""
    at, done = at or timezone.now(), 0
    for seen in candidates.of_people().select_related("resource__space"):
        if not is_due(seen, at):
            continue
        with transaction.atomic():
            # The race: at this very moment they check in or come back, or another worker is as far as we are.
            booking = bookings.locked(seen.pk)
            if is_due(booking, at):
                act(booking, at)
                done += 1
    return done


# --- why not ---------------------------------------------------------------------------------------------------------


def refuse_over(booking: Booking) -> None:
    if not booking.is_active or booking.block_id is not None:
        raise refusals.IsOver(state=booking.state)


def refuse_absent(booking: Booking, at: datetime) -> None:
    """Only who sits may; whoever has not come yet is told when she may."""
    refuse_over(booking)
    if booking.state != BookingState.CHECKED_IN:
        raise not_now(booking, *standing.check_in_window(booking), _("First check in."))
    if at >= booking.ends_at:
        raise refusals.IsOver(state=BookingState.FINISHED)


def not_now(booking: Booking, since: datetime | None, until: datetime | None, sentence: Any = None) -> refusals.NotNow:
    zone = slots.zone_of(booking.resource.space.building_id)
    told = {name: at.astimezone(zone).isoformat() if at else None for name, at in (("from", since), ("until", until))}
    return refusals.NotNow(sentence, state=booking.state, **told)
