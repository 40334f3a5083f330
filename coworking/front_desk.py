"""What a host at the desk sees: who is expected, late, sitting, away, who did not come, and where somebody can sit.

First names only, and no amounts (DESIGN §1.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from coworking import bookings, slots, standing
from coworking.models import ACTIVE, Booking, BookingState, Release, Resource
from venue.house.models import Building
from venue.spaces import hours

SOON: Final = timedelta(hours=1)
LOST: Final = [Release.NO_SHOW, Release.PAUSE]


def read(building: Building, *, spaces: Iterable[str] = (), now: datetime | None = None) -> dict[str, Any]:
    """The desk of `building` now, or of these of its `spaces` only; two statements, whatever happens there."""
    now = now or timezone.now()
    today = slots.day_of(now.astimezone(slots.zone_of(building.pk)).date(), slots.zone_of(building.pk))
    of_today = Booking.objects.filter(
        Q(state__in=ACTIVE, starts_at__lt=today.ends_at, ends_at__gt=today.starts_at)
        | Q(state=BookingState.RELEASED, release__in=LOST, ended_at__gte=today.starts_at, ended_at__lte=now),
        resource__space__building=building,
    )
    seats = Resource.objects.in_use().seats().filter(space__building=building).select_related("space")
    if spaces := set(spaces):
        of_today, seats = of_today.filter(resource__space__code__in=spaces), seats.filter(space__code__in=spaces)
    found = list(of_today.select_related("resource__space", "person", "hire").order_by("starts_at", "resource__code"))
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in ("expected", "late", "sitting", "paused", "gone")}
    for booking in found:
        if name := list_of(booking, now):
            lists[name].append(tell(booking))
    standing_now = [booking for booking in found if booking.is_active]
    return {
        "now": moment(now, building.pk),
        "timezone": building.time_zone,
        "spaces": sorted(spaces),
        **lists,
        "free": free(
            list(seats.select_related("space").order_by("space__position", "position", "code")), standing_now, now
        ),
    }


def list_of(booking: Booking, now: datetime) -> str | None:
    """Where a booking stands on the host's page; None when it is not there."""
    if booking.block_id is not None:
        return None
    if booking.state == BookingState.CONFIRMED:
        if booking.starts_at <= now:
            return "late"
        return "expected" if booking.starts_at <= now + SOON else None
    names = {BookingState.CHECKED_IN: "sitting", BookingState.PAUSED: "paused", BookingState.RELEASED: "gone"}
    return names.get(BookingState(booking.state))


def free(seats: Iterable[Resource], standing_now: Iterable[Booking], now: datetime) -> list[dict[str, Any]]:
    """By open space, the seats where somebody can sit down now, and until when; nobody else's desk is among them."""
    taken: dict[int, list[Booking]] = {}
    for booking in standing_now:
        taken.setdefault(booking.resource_id, []).append(booking)
    spaces: dict[int, dict[str, Any]] = {}
    closes_at: dict[int, datetime | None] = {}
    for seat in seats:
        space = seat.space
        if space.pk not in closes_at:
            closes_at[space.pk] = hours.opening(space, now).closes_at
        until = free_until(taken.get(seat.pk, []), closes_at[space.pk], now)
        if until is None or seat.resident_id is not None:
            continue
        told = spaces.setdefault(
            space.pk, {"space": space.code, "name": space.local_name, "walk_in": [], "bookable": []}
        )
        place = {"resource": seat.code, "name": seat.local_name, "until": moment(until, space.building_id)}
        told["bookable" if seat.bookable else "walk_in"].append(place)
    return list(spaces.values())


def free_until(taken: Iterable[Booking], closes_at: datetime | None, now: datetime) -> datetime | None:
    """None when the space is closed, or somebody has the seat now."""
    until = closes_at
    for booking in taken:
        if until is None or booking.busy.upper <= now or bookings.has_lapsed(booking, now):
            continue
        until = None if booking.busy.lower <= now else min(until, booking.busy.lower)
    return until


def tell(booking: Booking) -> dict[str, Any]:
    """A booking as the host needs it; `booking.person`, `booking.hire` and `booking.resource.space` are at hand."""
    resource, building = booking.resource, booking.resource.space.building_id
    window = standing.check_in_window(booking)
    return {
        "key": booking.key,
        "state": booking.state,
        "resource": {
            "code": resource.code,
            "name": resource.local_name,
            "kind": resource.kind,
            "space": resource.space.code,
        },
        "starts_at": moment(booking.starts_at, building),
        "ends_at": moment(booking.ends_at, building),
        "first_name": name_of(booking),
        "people": booking.people,
        "walk_in": booking.walk_in,
        "check_in": {"from": moment(window.starts_at, building), "until": moment(window.ends_at, building)},
        "paused_until": moment(standing.pause_end(booking), building),
        "release": booking.release,
    }


def name_of(booking: Booking) -> str:
    """A first name or nothing; who hires a room has a contract with the house, not a name at the desk."""
    if booking.is_hired:
        return gettext("Hire")
    return booking.first_name or (booking.person.first_name if booking.person else "")


def moment(at: datetime | None, building: int) -> str | None:
    return at.astimezone(slots.zone_of(building)).isoformat() if at else None
