"""Bookings that a closure meets: given back by the house, and told to who has an address.

A closure may be written down in many ways and at any moment; this looks each minute, so that none is missed.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from coworking import bookings, presence
from coworking.models import Booking, BookingState, Release
from coworking.models.bookings import BookingQuerySet
from venue.spaces.models import Closure

COMING = (BookingState.HELD, BookingState.CONFIRMED)


def release_closed(at: datetime | None = None) -> int:
    """Release what stands in a closure: a booking to come as soon as it is known, who sits when it begins; how many."""
    at, done = at or timezone.now(), 0
    for closure in Closure.objects.filter(ends__gt=at):
        for pk in list(met_by(closure, at).values_list("pk", flat=True)):
            with transaction.atomic():
                booking = bookings.locked(pk)
                if met_by(closure, at).filter(pk=pk).exists():
                    presence.give_on(booking, Release.CLOSED, at=at)
                    done += 1
    return done


def met_by(closure: Closure, at: datetime) -> BookingQuerySet:
    """People's standing bookings that lose a part of their time, in the order of the locks."""
    standing = Booking.objects.active().of_people().filter(resource__space__building=closure.building_id)
    if closure.starts > at:
        standing = standing.filter(state__in=COMING)
    if closure.space_id:
        standing = standing.filter(resource__space=closure.space_id)
    touched = standing.filter(starts_at__lt=closure.ends, ends_at__gt=max(closure.starts, at))
    return touched.order_by("resource_id", "starts_at")
