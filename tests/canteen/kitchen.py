"""What the canteen's tests cook with: keyword factories, each row as small as it can be."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from canteen import menus, sittings
from canteen.models import Allergen, CostVersion, Course, Dish, Menu, Sitting
from venue.house.models import Building, OperatingEntity
from venue.people.models import Person
from venue.spaces.models import Layout, OpeningHours, Space

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=PARIS)
MANAGER = "person:2c0f2c3e-0000-4000-8000-000000000001"


def building(**facts: Any) -> Building:
    facts = {"name": "Le Préau", "address": "12 rue Rabanesse", "postcode": "63000", "city": "Clermont-Ferrand"} | facts
    return Building.objects.get_or_create(code=facts.pop("code", "preau"), defaults={"public_cap": 190} | facts)[0]


def entity() -> OperatingEntity:
    name = "Association La Grande Tablée"
    return OperatingEntity.objects.get_or_create(code="tablee", defaults={"name": name, "legal_form": "association"})[0]


def space(code: str = "CANT", **facts: Any) -> Space:
    words = {"name": "Salle de la cantine", "name_en": "Dining room", "short_name": "Cantine"}
    shape = {"building": building(), "kind": Space.Kind.CANTEEN, "area_m2": 110}
    made, new = Space.objects.get_or_create(code=code, defaults=words | shape | facts)
    if new:
        Layout.objects.create(space=made, name="seated", capacity=54, is_default=True)
        for weekday in range(7):
            OpeningHours.objects.create(
                building=made.building, space=made, weekday=weekday, opens=time(8, 30), closes=time(22)
            )
    return made


def cook(first_name: str = "Bruno") -> Person:
    return Person.objects.create_user(email=f"{first_name.lower()}@example.org", first_name=first_name)


def costs(**facts: Any) -> CostVersion:
    """The demo year of DOMAIN §11.4."""
    return CostVersion.objects.create(
        **{
            "entity": entity(),
            "valid_from": date(2026, 1, 1),
            "covers": 14_168,
            "food_cents": 3_967_000,
            "pay_cents": 6_200_000,
            "house_cents": 1_700_000,
            "supplies_cents": 640_000,
            "grants_cents": 2_800_000,
        }
        | facts
    )


def menu(**facts: Any) -> Menu:
    return Menu.objects.create(**{"building": building(), "served_on": TUESDAY.date()} | facts)


def dish(of: Menu, name_fr: str = "Dahl de lentilles", **facts: Any) -> Dish:
    return Dish.objects.create(menu=of, name_fr=name_fr, **{"course": Course.MAIN} | facts)


def all_no(**answers: str) -> dict[str, str]:
    return dict.fromkeys(Allergen.values, "no") | answers


def published(of: Menu, by: Person, name_fr: str = "Dahl de lentilles", *, allergens: Any = None, **facts: Any) -> Dish:
    served = dish(of, name_fr, **facts)
    menus.answer(served, all_no(**(allergens or {})), by=by)
    return menus.publish(served, by=by)


def draft(**facts: Any) -> Sitting:
    starts_at = facts.pop("starts_at", TUESDAY)
    return Sitting.objects.create(
        **{
            "entity": entity(),
            "space": space(),
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=50),
            "covers": 48,
            "walk_in_reserve": 7,
        }
        | facts
    )


def opened(**facts: Any) -> Sitting:
    """An open sitting with the demo's price; call it before the hour that it is for."""
    if not CostVersion.objects.exists():
        costs()
    return sittings.open(draft(**facts), by=MANAGER)
