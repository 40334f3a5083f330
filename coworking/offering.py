"""What comes free goes to who waits: first come, first offered, and nobody overtakes (issue 3 §5).

An offer is a HELD booking, written in the transaction that frees the place, so that whoever books at the same moment
finds it taken. Locks: the caller has the resource's (and the booking's that ended); a place in line comes after both
and is never waited for, so nobody waits in a ring: one that another transaction has in hand is being offered something
just now. For the same reason the person's own lock (`wishes.alone`), which comes before the resource's, is not taken
here: her quota is looked at before the offer and counted under that lock when she accepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from psycopg.types.range import TimestamptzRange

from coworking import bookings, expected, slots, wishes
from coworking.models import Booking, BookingState, Release, Resource, WaitingPlace, WaitingState
from coworking.refusals import QuotaExceeded, TwoAtOnce
from coworking.slots import Stretch
from coworking.wishes import Item, Wish
from venue import rules
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.people import letters
from venue.spaces.capacity import OverCapacity

# Why she was passed over, beside the code of a refusal.
GIVEN_UP: Final = "given_up"
FORFEITED: Final = (Release.NO_SHOW, Release.PAUSE, Release.HOST)


def offer_on(
    resource: Resource, starts_at: datetime, ends_at: datetime, now: datetime | None = None
) -> list[WaitingPlace]:
    """Offer what has come free of `resource`, and what was free beside it, to those in line; who was offered it.

    The caller holds the resource's lock.
    """
    now = now or timezone.now()
    # Another's set-up and clean-up (REQ-W5) came free as well.
    around = resource.setup + resource.cleanup
    line = WaitingPlace.objects.in_line().filter(building=resource.space.building_id)
    line = line.touching(starts_at - around, ends_at + around).select_related("person")
    wished = [(it, stretch) for it in line if it.wants(resource) and (stretch := remaining(it, now))]
    taken = [span for _pk, span in taken_of([resource], [stretch for _place, stretch in wished])]
    gone = given_up(resource, [stretch for _place, stretch in wished])
    offered = []
    for place, stretch in wished:
        span = bookings.busy(resource, *stretch)
        if any(it.person_id == place.person_id and it.since(place.made_at) and it.touches(stretch) for it in gone):
            skip(place, GIVEN_UP)
        elif not any(overlap(span, other) for other in taken) and offer(place, Item(resource, *stretch), now):
            offered.append(place)
            taken.append(span)
    return offered


class GivenUp(NamedTuple):
    """A stretch of a resource that its person gave back, or did not come for."""

    person_id: UUID
    ended_at: datetime
    starts_at: datetime
    ends_at: datetime

    def since(self, moment: datetime) -> bool:
        return self.ended_at > moment

    def touches(self, stretch: Stretch) -> bool:
        return self.starts_at < stretch.ends_at and stretch.starts_at < self.ends_at


def given_up(resource: Resource, stretches: Sequence[Stretch]) -> list[GivenUp]:
    """Who had it at these times and has it no more: what she gives up while she waits goes to others. One query."""
    if not stretches:
        return []
    gone = Booking.objects.filter(resource=resource, person__isnull=False, ended_at__isnull=False)
    gone = gone.filter(Q(state=BookingState.CANCELLED) | Q(state=BookingState.RELEASED, release__in=FORFEITED))
    first, last = min(it.starts_at for it in stretches), max(it.ends_at for it in stretches)
    columns = ("person", "ended_at", "starts_at", "ends_at")
    return [GivenUp(*row) for row in gone.filter(starts_at__lt=last, ends_at__gt=first).values_list(*columns)]


def offer(place: WaitingPlace, item: Item, now: datetime) -> bool:
    """Hold the free `item` for her, if the rules allow it."""
    wish = wish_of(place, item)
    try:
        wishes.refuse_impossible(wish, now)
        wishes.refuse_quota(wish, now)
    except (QuotaExceeded, TwoAtOnce) as reason:
        skip(place, reason.code)
        return False
    except Refused:  # the house closes then, or the seat is no longer for booking
        return False
    booking = bookings.booking_of(item, wish, hold_until=offered_until(item, now), now=now)
    try:
        with transaction.atomic():
            # The race: two seats come free at once, and both transactions find her first in line. Held first, then
            # claimed: whoever comes too late on either side leaves the other as it was.
            if bookings.insert_sorted([booking]) or not claim(place):
                transaction.set_rollback(True)
                return False
            expected.expect(booking)
            place.state, place.booking, place.offered_at, place.skipped = WaitingState.OFFERED, booking, now, ""
            changed(place)
    except OverCapacity:  # a room whose people the house could not hold then
        return False
    bookings.announce(booking)
    write_to(place, booking)
    return True


def claim(place: WaitingPlace) -> bool:
    """Whether she still waits and nobody else has her place in hand; if so it is ours until the transaction ends."""
    waiting = WaitingPlace.objects.filter(pk=place.pk, state=WaitingState.WAITING)
    return waiting.select_for_update(skip_locked=True, no_key=True).first() is not None


def skip(place: WaitingPlace, why: str) -> None:
    """Somebody behind her is asked; she keeps her rank, and her page tells her why."""
    if place.skipped != why and claim(place):
        place.skipped = why
        changed(place)


def changed(place: WaitingPlace) -> None:
    place.revision += 1
    place.save(update_fields=["state", "booking", "offered_at", "skipped", "revision"])
    announce_on_commit(f"waiting:{place.pk}")


def remaining(place: WaitingPlace, now: datetime) -> Stretch | None:
    """Her stretch; once it has begun, what remains from the next step of the grid on; None when that is less than one.

    From the next step, not from the one that has begun: she has to come, and check-in counts from the start.
    """
    zone, step = slots.zone_of(place.building_id), slots.grid(place.building_id)
    starts_at = place.starts_at if place.starts_at >= now else slots.raised(now, step, zone)
    return Stretch(starts_at, place.ends_at) if place.ends_at - starts_at >= step else None


def offered_until(item: Item, now: datetime) -> datetime:
    """`waiting.offer_min` from now, but not longer than one may come late."""
    building = item.resource.space.building_id
    late = timedelta(minutes=int(rules.get("seat.checkin_late_min", building=building)))
    return min(now + timedelta(minutes=int(rules.get("waiting.offer_min", building=building))), item.starts_at + late)


def wish_of(place: WaitingPlace, item: Item) -> Wish:
    by = f"person:{place.person_id}"
    return Wish(items=[item], by=by, person=place.person, people=place.people, language=place.language)


def free_among(resources: Sequence[Resource], stretch: Stretch) -> list[Resource]:
    """Those that nobody has for all that time, set-up and clean-up included, in their order. One query.

    A hold past its time still counts: it is for the next in line, not for who looks at the right moment.
    """
    taken = taken_of(resources, [stretch])
    gone = {
        it.pk for it in resources for pk, span in taken if pk == it.pk and overlap(span, bookings.busy(it, *stretch))
    }
    return [it for it in resources if it.pk not in gone]


def taken_of(resources: Sequence[Resource], stretches: Sequence[Stretch]) -> list[tuple[int, Any]]:
    """What is taken of these at these times, and a little around: the resource's id and the stretch. One query."""
    spans: list[Any] = [bookings.busy(resource, *stretch) for resource in resources for stretch in stretches]
    if not spans:
        return []
    widest = TimestamptzRange(min(it.lower for it in spans), max(it.upper for it in spans))
    active = Booking.objects.active().filter(resource__in=resources, busy__overlap=widest)
    return list(active.values_list("resource", "busy"))


def overlap(one: Any, other: Any) -> bool:
    return bool(one.lower < other.upper and other.lower < one.upper)


# --- how an offer ends -----------------------------------------------------------------------------------------------


def follow(booking: Booking) -> None:
    """An offered booking is no longer held: what that makes of her place in line. The caller holds its locks.

    She lost it by letting the offer's time go by, or gave it back: she is out, and may join again at the end. The house
    took it back: she waits again, where she was.
    """
    place = WaitingPlace.objects.filter(booking=booking, state=WaitingState.OFFERED).first()
    if place is None or booking.state == BookingState.HELD:
        return
    if booking.is_active:
        place.state = WaitingState.TAKEN
    elif booking.state == BookingState.CANCELLED:
        place.state = WaitingState.LEFT
    elif booking.release == Release.HOLD:
        place.state = WaitingState.LAPSED
    else:
        place.state, place.booking, place.offered_at = WaitingState.WAITING, None, None
    changed(place)


def keep_moving(now: datetime | None = None) -> dict[str, int]:
    """The minute's round: waits whose time is over end, and whatever is free although somebody waits for it is
    offered; how many of each. Can run twice at once. An offer that lapses (`bookings.lapse_overdue`) goes to the next
    by itself, in the same transaction.
    """
    now = now or timezone.now()
    return {"over": close_over(now), "offered": catch_up(now)}


def close_over(now: datetime) -> int:
    """End the waits of which less than a step of the grid remains."""
    closed = 0
    for place in WaitingPlace.objects.in_line().filter(ends_at__lt=now + slots.grid()):
        with transaction.atomic():
            if claim(place):
                place.state = WaitingState.LAPSED
                changed(place)
                closed += 1
    return closed


def catch_up(now: datetime) -> int:
    """Offer what is free although somebody waits for it: a new seat, longer hours, a quota that has room again."""
    offered = 0
    for place in WaitingPlace.objects.in_line():
        if (stretch := remaining(place, now)) is None:
            continue
        candidates = free_among(place.resources(), stretch)
        for _space, [resource, *_alike] in groupby(candidates, key=lambda it: (it.space_id, it.kind)):
            with transaction.atomic():
                taken_by = offer_on(locked(resource), stretch.starts_at, stretch.ends_at, now)
            offered += len(taken_by)
            if place in taken_by:
                break
    return offered


def locked(resource: Resource) -> Resource:
    """The resource as it is now, with its lock, as `bookings.locked` takes it."""
    known = Resource.objects.select_for_update(of=("self",), no_key=True)
    return known.select_related("space", "entity").get(pk=resource.pk)


# --- telling her -----------------------------------------------------------------------------------------------------


def write_to(place: WaitingPlace, booking: Booking) -> None:
    """A letter, if she has an address; without one her page says the same."""
    if not place.person.email:
        return
    house, zone = booking.resource.space.building, slots.zone_of(place.building_id)
    prefix = "" if place.language == "fr" else f"/{place.language}"
    with translation.override(place.language):
        letters.post(
            to=place.person.email,
            template="coworking/letters/offer.txt",
            context={
                "first_name": place.person.first_name,
                "resource": booking.resource.local_name,
                "space": booking.resource.space.local_name,
                "day": date_format(booking.starts_at.astimezone(zone), "l j F"),
                "starts": hour(booking.starts_at, zone),
                "ends": hour(booking.ends_at, zone),
                "until": hour(booking.expires_at or booking.ends_at, zone),
                "url": f"{settings.PUBLIC_URL}{prefix}/travailler/reservations/",
                "house": house.name,
                "address": f"{house.address}, {house.postcode} {house.city}".strip(" ,"),
            },
            language=place.language,
        )


def hour(at: datetime, zone: ZoneInfo) -> str:
    return date_format(at.astimezone(zone), "H:i")
