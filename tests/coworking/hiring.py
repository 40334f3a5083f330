"""What the tests of hiring begin with: a hall, a room upstairs, their prices, and who asks for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from coworking import hire, hire_requests
from coworking.hire_prices import Item
from coworking.models import HireRequest, Resource, RoomPrice
from tests import cast as house
from tests.coworking import cast
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.spaces.calendar import holiday
from venue.spaces.models import Layout

PARIS = cast.PARIS
THURSDAY = datetime(2026, 11, 26, 18, 30, tzinfo=PARIS)
MANAGER = "person:00000000-0000-4000-8000-000000000001"


def scic(**facts: Any) -> OperatingEntity:
    """Who runs the rooms, complete enough to write invoices, its books open."""
    entity = cast.entity()
    paper = {"siret": "99999999900010", "address": "12 rue Rabanesse, 63000 Clermont-Ferrand", "iban": "FR00 0000"}
    OperatingEntity.objects.filter(pk=entity.pk).update(**paper | facts)
    ledger.open_books(entity)
    entity.refresh_from_db()
    return entity


def hall() -> Resource:
    """The hall: 80 in rows, 48 at tables, on approval; 120 € a half-day for associations, 240 € for companies."""
    scic()
    resource = cast.room("HALL", kind="hall", seats=80, on_approval=True, name="Grande salle")
    Layout.objects.filter(space=resource.space, is_default=True).update(name="rows", capacity=80)
    Layout.objects.get_or_create(space=resource.space, name="tables", defaults={"capacity": 48})
    price(resource, 12_000, "association", "half_day")
    price(resource, 24_000, "company", "half_day")
    return resource


def price(
    resource: Resource, cents: int, customer: str = "", unit: str = "hour", since: date = date(2026, 1, 1)
) -> None:
    RoomPrice.objects.get_or_create(
        resource=resource, customer=customer, unit=unit, valid_from=since, defaults={"amount_cents": cents}
    )


def asked(
    resource: Resource | None = None, starts_at: datetime = THURSDAY, hours: float = 3.5, **facts: Any
) -> HireRequest:
    """A request of an association for the hall, as `hire_requests.request` makes it."""
    plain: dict[str, Any] = {
        "customer": "association",
        "people": 80,
        "organisation": "Les Amis du Piano",
        "name": "Dora Petit",
        "email": "dora@example.org",
        "address": "3 rue du Port, 63000 Clermont-Ferrand",
        "layout": "rows",
    }
    chosen = resource or hall()
    if chosen.kind != "hall":
        plain |= {"people": 8, "layout": ""}
    wish = hire_requests.Asked(
        resource=chosen, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), **plain | facts
    )
    with transaction.atomic():
        return hire_requests.request(wish, by="guest")


def accepted(request: HireRequest | None = None, *lines: tuple[str, int]) -> HireRequest:
    """Quoted by the list, or with these lines (label, cents), and agreed to."""
    request = request or asked()
    items = [Item(label, 100, cents, 2000) for label, cents in lines]
    hire.quote(request.pk, by=MANAGER, items=items)
    return hire.accept(request.key, by="guest")


def approved(request: HireRequest | None = None, *lines: tuple[str, int]) -> HireRequest:
    return hire.approve(accepted(request, *lines).pk, by=MANAGER)


def dinner(people: int = 40, code: str = "CANT") -> None:
    """People expected downstairs that Thursday evening."""
    from venue.spaces import capacity

    space = house.space(code, max(people, 60))
    capacity.claim(space, people, THURSDAY, THURSDAY + timedelta(hours=3.5), source=f"test:{code}", title=code)


def coming(days: int = 7, hour: int = 18) -> datetime:
    """Half past an hour, some days from now, on a day that is no holiday."""
    day = timezone.now().astimezone(PARIS).date() + timedelta(days=days)
    while holiday(house.building().pk, day):
        day += timedelta(days=1)
    return datetime.combine(day, time(hour, 30), tzinfo=PARIS)
