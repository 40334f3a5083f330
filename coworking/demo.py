"""The demo's coworking (DOMAIN §11.2, 11.6): desks, study seats and rooms; safe to run again."""

from __future__ import annotations

from datetime import date

from coworking.demo_offers import seed_offers
from coworking.demo_seats import Seat, seats
from coworking.models import Resource
from venue.house.models import OperatingEntity
from venue.people.demo import RESIDENTS
from venue.people.models import Person
from venue.spaces.models import Space


def seed(today: date) -> None:
    """What can be booked, once: later starts leave alone what the demo's visitors changed."""
    del today
    seed_resources()
    seed_offers()


def seed_resources() -> None:
    known = set(Resource.objects.values_list("code", flat=True))
    spaces = Space.objects.in_bulk(field_name="code")
    residents = {it.email: it for it in Person.objects.filter(email__in=[each.email for each in RESIDENTS])}
    scic = OperatingEntity.objects.get(code="scic")
    Resource.objects.bulk_create(
        made(seat, position, spaces[seat.space], scic, residents)
        for position, seat in enumerate(seats())
        if seat.code not in known
    )


def made(
    seat: Seat, position: int, space: Space, scic: OperatingEntity, residents: dict[str | None, Person]
) -> Resource:
    facts = dict(seat.facts)
    return Resource(
        code=seat.code,
        space=space,
        entity=scic,
        name=seat.name,
        name_en=seat.name_en,
        position=position,
        placed_at=None,  # the demo has weeks behind it
        resident=residents.get(facts.pop("resident_email", "")),
        **facts,
    )
