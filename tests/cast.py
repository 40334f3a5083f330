"""The small cast and the small house that tests are told with: plain keyword factories, nothing hidden."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from canteen import fund, orders
from canteen.models import CostVersion, MealTicket, Order, Sitting
from canteen.models.sittings import State
from venue.house.models import Building, OperatingEntity
from venue.money import ledger
from venue.people import devices
from venue.people.models import Device
from venue.spaces.models import Layout, Space


def building(code: str = "preau", **facts: Any) -> Building:
    return Building.objects.get_or_create(code=code, defaults={"name": "Le Préau", "public_cap": 190} | facts)[0]


def entity(code: str = "tablee", **facts: Any) -> OperatingEntity:
    """The association that runs the canteen, its books open."""
    plain = {"name": "La Grande Tablée", "legal_form": "association", "vat_registered": True}
    made, new = OperatingEntity.objects.get_or_create(code=code, defaults=plain | facts)
    if new:
        ledger.open_books(made)
    return made


def space(code: str = "CANT", capacity: int = 54, **facts: Any) -> Space:
    plain = {"building": building(), "name": "Salle de la cantine", "kind": "canteen", "area_m2": 110, "floor": 0}
    made, new = Space.objects.get_or_create(code=code, defaults=plain | facts)
    if new:
        Layout.objects.create(space=made, name="seated", capacity=capacity, is_default=True)
    return made


def cost_version(**facts: Any) -> CostVersion:
    """The demo year of DOMAIN §11.4: an equilibrium price of 7.50 €."""
    plain = {
        "covers": 14_168,
        "food_cents": 3_967_000,
        "pay_cents": 6_200_000,
        "house_cents": 1_700_000,
        "supplies_cents": 640_000,
        "grants_cents": 2_800_000,
    }
    return CostVersion.objects.get_or_create(
        entity=facts.pop("entity", None) or entity(), valid_from=date(2020, 1, 1), defaults=plain | facts
    )[0]


def sitting(starts_at: datetime | None = None, **facts: Any) -> Sitting:
    """An open sitting of 48 covers, 7 of them for walk-ins; by default it starts in three hours (see `serving`)."""
    starts_at = starts_at or timezone.now() + timedelta(hours=3)
    plain = {
        "entity": entity(),
        "space": space(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=50),
        "covers": 48,
        "walk_in_reserve": 7,
        "state": State.OPEN,
        "cost_version": cost_version(),
        "equilibrium_cents": 750,
    }
    return Sitting.objects.create(**plain | facts)


def serving(**facts: Any) -> Sitting:
    """A sitting that is being served right now."""
    return sitting(timezone.now() - timedelta(minutes=5), **facts)


def order(sitting_: Sitting | None = None, covers: int = 1, **wish: Any) -> Order:
    """A confirmed order without an amount, as `orders.place` makes it."""
    chosen = sitting_ or sitting()
    with transaction.atomic():
        return orders.place(orders.Wish(sitting=chosen.pk, covers=covers, email="amina@example.org", **wish))


def ticket(sitting_: Sitting | None = None, covers: int = 1) -> MealTicket:
    return order(sitting_ or serving(), covers).tickets.get()


def open_ticket(covers: int = 1, valid_until: date | None = None) -> MealTicket:
    return MealTicket.objects.create(
        covers=covers, valid_until=valid_until or timezone.localdate() + timedelta(days=60)
    )


def device(*roles: str, name: str = "Door 1") -> str:
    """A paired phone's token."""
    token = devices.make_token()
    until = timezone.now() + devices.lease()
    Device.objects.create(
        name=name, roles=list(roles) or ["host"], token_hash=devices.hash_of(token), lease_until=until
    )
    return token


def request_id() -> uuid.UUID:
    return uuid.uuid4()


def fund_balance() -> int:
    return fund.balance(entity())
