"""What coworking knows of a person, told to her and forgotten when she asks (REQ-P3)."""

from typing import Any

from coworking import bookings, forgetting
from coworking.models import Booking, BookingState, Resource
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    """No amounts: a booking holds none."""
    del address
    hers = Booking.objects.filter(person=person).order_by("starts_at", "pk")
    return {
        "bookings": [
            {
                "place": booking.resource.name,
                "starts_at": booking.starts_at,
                "ends_at": booking.ends_at,
                "state": booking.state,
                "title": booking.title,
                "people": booking.people,
                "booked_at": booking.made_at,
                "checked_in_at": booking.checked_in_at,
                "ended_at": booking.ended_at,
                "changes": [{"what": change.what, "at": change.at} for change in booking.changes.all()],
            }
            for booking in hers.select_related("resource").prefetch_related("changes")
        ],
        "desks": list(Resource.objects.filter(resident=person).values_list("name", flat=True)),
    }


def forget(person: Person, address: str) -> None:
    """Her places go to whoever waits, and no booking names her any more."""
    del address
    hers = Booking.objects.filter(person=person)
    # By resource, the order in which everybody takes these locks.
    for pk in hers.active().order_by("resource_id", "starts_at").values_list("pk", flat=True):
        booking = bookings.locked(pk)
        if booking.state in (BookingState.CHECKED_IN, BookingState.PAUSED):
            bookings.finish(booking, by=bookings.HOUSE)
        elif booking.is_active:
            bookings.cancel(booking, by=bookings.HOUSE)
    forgetting.cut_off(hers)
    Resource.objects.filter(resident=person).update(resident=None)
