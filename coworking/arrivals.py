"""Somebody is here: at a desk whose QR code she read, or before a host with the code of her booking (REQ-W3)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, hosts, presence, slots, standing
from coworking.models import Booking, BookingState, Resource
from coworking.models.bookings import BookingQuerySet
from venue import rules
from venue.codes import short, tokens
from venue.errors import NotFound, Refused
from venue.people.actors import Actor

HERE = (BookingState.CONFIRMED, BookingState.CHECKED_IN, BookingState.PAUSED)


class WrongPlace(Refused):
    """Figure: `resource`, where the booking is."""

    code = "wrong_place"
    message = _("Your booking is for another place.")


class ScanTheDesk(Refused):
    """Unless the rule `seat.checkin_needs_sticker` says that a tap is enough."""

    code = "scan_the_desk"
    message = _("Read the QR code on the desk or the door, type the code below it, or tell the team that you are here.")


class NoBookingHere(Refused):
    """Figure: `resource`, the desk that was read."""

    code = "no_booking_here"
    status: ClassVar[int] = 404
    message = _("You have no booking at this place now.")


class UnknownBooking(Refused):
    code = "unknown_booking"
    status: ClassVar[int] = 404
    message = _("No booking of today has this code.")


def refuse_from_afar(booking: Booking, sticker: str, short_code: str, *, host: bool) -> None:
    """Who says from home that they sit there would keep the place from others; before a `host` they do.

    Raises WrongPlace for what was read off another desk, ScanTheDesk where nothing was and the house asks for it.
    """
    if not is_of(booking.resource, sticker, short_code):
        raise WrongPlace(resource=booking.resource.code)
    building = booking.resource.space.building_id
    shown = bool(sticker or short_code) or host
    if not shown and rules.get("seat.checkin_needs_sticker", building=building):
        raise ScanTheDesk


def is_of(resource: Resource, sticker: str, short_code: str) -> bool:
    """Whether what was read belongs to this desk; nothing read belongs anywhere."""
    return sticker in ("", resource.sticker_key) and (not short_code or short.clean(short_code) == desk_code(resource))


def desk_code(resource: Resource) -> str:
    """Eight signs below the QR code of a desk, for whoever has no camera: as secret as the code above it."""
    digest = hashlib.sha256(resource.sticker_key.encode()).digest()
    return "".join(short.ALPHABET[byte % len(short.ALPHABET)] for byte in digest[: short.LENGTH])


def desk_of(read: str) -> Resource | None:
    """The place whose QR code was read, or whose eight signs were typed; with its space. None for any other text."""
    standing_here = Resource.objects.in_use().select_related("space")
    if code := short.clean(read):
        return next((resource for resource in standing_here if desk_code(resource) == code), None)
    return standing_here.filter(sticker_key=read).first()


def at_desk(sticker: str, *, person: UUID | None, by: str, at: datetime | None = None) -> Booking:
    """Her booking at this desk now, checked in or back from its pause. Raises NotFound, WrongPlace, NoBookingHere,
    NotNow.
    """
    at = at or timezone.now()
    resource = desk_of(sticker)
    if resource is None:
        raise NotFound
    mine = Booking.objects.of_people().filter(person=person, state__in=HERE, ends_at__gt=at).order_by("starts_at")
    here = mine.filter(resource=resource).first()
    if here is None:
        raise elsewhere(mine, at) or NoBookingHere(resource=resource.code)
    return arrived(here.pk, by=by, at=at)


def elsewhere(mine: BookingQuerySet, at: datetime) -> WrongPlace | None:
    """Whether one of `mine` waits at another desk now."""
    for booking in mine.select_related("resource__space"):
        if standing.check_in_window(booking).starts_at <= at:
            return WrongPlace(resource=booking.resource.code)
    return None


def by_token(token: str, *, host: Actor, at: datetime | None = None) -> Booking:
    """The booking whose QR code a host has read. Raises Forged, UnknownBooking, NotNow, IsOver."""
    code = tokens.read(token)
    if code.purpose != standing.BOOKING:
        raise UnknownBooking
    return arrived_before(Booking.objects.filter(pk=code.about, key=standing.key_of(code.id)).first(), host, at)


def by_short_code(said: str, *, host: Actor, at: datetime | None = None) -> Booking:
    """The booking whose code was said to a host, on its own day. Raises UnknownBooking, NotNow, IsOver."""
    at = at or timezone.now()
    found = Booking.objects.active().filter(short_code=short.clean(said) or None).select_related("resource__space")
    booking = found.first()
    if booking and not touches_day(booking, at):
        booking = None
    return arrived_before(booking, host, at)


def touches_day(booking: Booking, at: datetime) -> bool:
    zone = slots.zone_of(booking.resource.space.building_id)
    return at.astimezone(zone).date() in set(slots.days(booking.starts_at, booking.ends_at, zone))


def arrived_before(booking: Booking | None, host: Actor, at: datetime | None) -> Booking:
    if booking is None or booking.block_id is not None or not hosts.receives(host, booking.resource.space):
        raise UnknownBooking
    return arrived(booking.pk, by=host.ref, at=at)


def arrived(pk: int, *, by: str, at: datetime | None) -> Booking:
    with transaction.atomic():
        booking = bookings.locked(pk)
        presence.arrive(booking, by=by, at=at)
    return booking
