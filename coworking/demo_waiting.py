"""Two meeting rooms that two people want at the same hour, and a seat by a socket: the demo's waiting list."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from coworking import bookings, waiting
from coworking.demo_fates import BY
from coworking.demo_hire import open_day, room, with_refusals_left_out
from coworking.demo_visits import VISITOR
from coworking.demo_week import Plan
from coworking.models import Booking, BookingState, Kind, Resource, WaitingPlace
from coworking.waiting import Wait
from coworking.wishes import Item, Wish
from venue.house.models import Building
from venue.people.models import Person


def seed(today: date) -> None:
    """While nobody waits for anything to come."""
    house = Building.objects.get(code="preau")
    if WaitingPlace.objects.standing().filter(ends_at__gt=timezone.now()).exists():
        return
    people, zone = Plan().people, ZoneInfo(house.time_zone)
    day = open_day(house, today + timedelta(days=1))
    for code, hour, has, wants in ("MR1", 14, "Louis", "Jade"), ("MR2", 15, "Manon", "Tomás"):
        starts_at = datetime.combine(day, time(hour), tzinfo=zone)
        item = Item(room(code), starts_at, starts_at + timedelta(hours=2))
        with_refusals_left_out(lambda item=item, who=people[has]: book(item, who))
        with_refusals_left_out(lambda item=item, who=people[wants]: wait(item.resource, item, who))
    if coming := a_seat_to_come():
        seat = Item(coming.resource, coming.starts_at, coming.ends_at)
        with_refusals_left_out(lambda: wait(seat.resource, seat, people[VISITOR]))


@transaction.atomic
def book(item: Item, person: Person) -> None:
    bookings.place(Wish(items=[item], by=BY, person=person, people=4, language=person.language))


@transaction.atomic
def wait(resource: Resource, item: Item, person: Person) -> None:
    waiting.join(
        Wait(
            person=person,
            building=resource.space.building,
            resource=resource,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            language=person.language,
        )
    )


def a_seat_to_come() -> Booking | None:
    """Somebody else's study seat, not today."""
    ahead = timezone.now() + timedelta(hours=12)
    coming = Booking.objects.filter(by=BY, state=BookingState.CONFIRMED, starts_at__gt=ahead)
    others = coming.filter(resource__kind=Kind.STUDY_SEAT).exclude(person__first_name=VISITOR)
    return others.select_related("resource__space__building").order_by("starts_at").first()
