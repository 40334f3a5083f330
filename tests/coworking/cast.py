"""What coworking's tests sit at: a room that is open day and night unless told otherwise, seats, and who books them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from coworking import bookings
from coworking.models import Booking, Resource
from coworking.wishes import Item, Wish
from tests import cast
from venue.house.models import OperatingEntity
from venue.people.models import Person
from venue.spaces.calendar import forget
from venue.spaces.models import OpeningHours, Space

PARIS = ZoneInfo("Europe/Paris")
HOST = "person:2c0f2c3e-0000-4000-8000-000000000001"
# A Tuesday; the clock is frozen a little before it (`time_machine.travel`).
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
HOUR = timedelta(hours=1)


def entity() -> OperatingEntity:
    return OperatingEntity.objects.get_or_create(
        code="scic", defaults={"name": "SCIC Le Préau", "legal_form": "sas", "vat_registered": True}
    )[0]


def study(code: str = "STUD", *, opens: time | None = None, closes: time | None = None, **facts: Any) -> Space:
    """A study room, open from midnight to midnight without hours of its own given."""
    new = not Space.objects.filter(code=code).exists()
    room = cast.space(code, 30, **{"name": "Salle d’étude", "kind": "study", "has_bookable_seats": True} | facts)
    if new:
        for weekday in range(7):
            OpeningHours.objects.create(
                building=room.building, space=room, weekday=weekday, opens=opens or time(0), closes=closes or time(0)
            )
        forget()
    return room


def resource(code: str = "STUD-01", **facts: Any) -> Resource:
    """A study seat that anybody may book."""
    space = facts.pop("space", None) or study()
    plain = {"entity": entity(), "name": f"Place {code}", "kind": "study_seat", "placed_at": None}
    return Resource.objects.get_or_create(code=code, defaults={"space": space} | plain | facts)[0]


def room(code: str = "MR1", **facts: Any) -> Resource:
    """A meeting room with a quarter of an hour around each booking."""
    space = study(code, name="Salle Gergovie", kind="room", has_bookable_seats=False)
    plain = {"kind": "room", "seats": 14, "setup_min": 15, "cleanup_min": 15, "space": space}
    return resource(code, **plain | facts)


def person(first_name: str = "Amina", **facts: Any) -> Person:
    return Person.objects.create_user(first_name=first_name, **facts)


def wish(
    seat: Resource | None = None,
    starts_at: datetime = TUESDAY,
    hours: float = 2,
    *,
    who: Person | None = None,
    **facts: Any,
) -> Wish:
    """Of `who`, or of a host for nobody in particular."""
    item = Item(seat or resource(), starts_at, starts_at + timedelta(hours=hours))
    by = f"person:{who.pk}" if who else HOST
    return Wish(**{"items": [item], "by": by, "person": who, "host": who is None} | facts)


def booking(
    seat: Resource | None = None,
    starts_at: datetime = TUESDAY,
    hours: float = 2,
    *,
    who: Person | None = None,
    **facts: Any,
) -> Booking:
    """A confirmed booking, as `bookings.place` makes it; `hold_until` holds it."""
    hold_until = facts.pop("hold_until", None)
    with transaction.atomic():
        return bookings.place(wish(seat, starts_at, hours, who=who, **facts), hold_until=hold_until)[0]


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]
