"""The demo sittings, menus and costs of DOMAIN §11.3–11.5, rolled with the calendar by weekday; safe to run again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from canteen import fund, menus, sittings
from canteen.demo_menus import BRUNCH, DINNER, LUNCHES, SATURDAY, THURSDAY, DemoDish
from canteen.models import Allergen, CostVersion, Dish, Menu, PricePage, Sitting, State
from venue.house.models import Building, OperatingEntity
from venue.money.models import JournalEntry
from venue.people.models import Person, Role
from venue.spaces import hours
from venue.spaces.models import Closure, Space

DAYS_AHEAD: Final = 14
HOUSE: Final = "house"


class Meal(NamedTuple):
    """One menu of a day, and the hours at which it is served."""

    dishes: list[DemoDish]
    starts: list[time]
    minutes: int
    covers: int
    title_fr: str = ""
    title_en: str = ""


def seed(today: date) -> None:
    """A year's costs, and two weeks of sittings with their menus, from `today` on."""
    building = Building.objects.get(code="preau")
    seed_costs(today)
    seed_fund()
    PricePage.objects.get_or_create(building=building)
    cook = a_cook()
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)):
        for meal in meals_of(day):
            seed_meal(building, day, meal, cook)
    sittings.ensure_trial()


def seed_costs(today: date) -> None:
    """DOMAIN §11.4, in force since the year began: full cost 9.71 €, shown 7.50 €."""
    CostVersion.objects.get_or_create(
        entity=OperatingEntity.objects.get(code="tablee"),
        valid_from=date(today.year, 1, 1),
        defaults={
            "covers": 14_168,
            "food_cents": 39_670_00,
            "pay_cents": 62_000_00,
            "house_cents": 17_000_00,
            "supplies_cents": 6_400_00,
            "grants_cents": 28_000_00,
            "vat_bp": 1000,
            "note": "4 × 72 + 34 couverts, 44 semaines",
        },
    )


def seed_fund() -> None:
    """DOMAIN §11.4: what the solidarity fund held when the books began."""
    tablee = OperatingEntity.objects.get(code="tablee")
    if not JournalEntry.objects.filter(entity=tablee).exists():
        fund.open_with(entity=tablee, amount_cents=1_200_00)


def a_cook() -> Person:
    """Who answers for the allergens: the demo's cook."""
    role = Role.objects.filter(name="cook").select_related("person").order_by("given_at", "pk").first()
    if role:
        return role.person
    cook = Person.objects.create_user(first_name="Bruno")
    Role.objects.create(person=cook, name="cook")
    return cook


def meals_of(day: date) -> Iterator[Meal]:
    """What is served on a day: Tuesday to Friday lunch, Thursday dinner, brunch on the first Saturday of a month."""
    if dishes := LUNCHES.get(day.weekday()):
        # Fifty minutes, so that the first guests have left when the second sitting sits down.
        yield Meal(dishes, [time(12), time(13)], minutes=50, covers=48)
    if day.weekday() == THURSDAY:
        yield Meal(DINNER, [time(19)], 120, 40, "Dîner", "Dinner")
    if day.weekday() == SATURDAY and day.day <= 7:
        yield Meal(BRUNCH, [time(11)], 150, 48, "Brunch", "Brunch")


def seed_meal(building: Building, day: date, meal: Meal, cook: Person) -> None:
    space = Space.objects.select_related("building").get(code="CANT")
    menu = None
    for start in meal.starts:
        starts_at = datetime.combine(day, start, tzinfo=ZoneInfo(building.time_zone))
        ends_at = starts_at + timedelta(minutes=meal.minutes)
        surprise = surprise_at(space, starts_at, ends_at)
        # Planned closures are the building's; only a surprise closes the canteen alone.
        expected = hours.covers(building if surprise else space, starts_at, ends_at)
        if ends_at <= timezone.now() or not expected:
            continue
        menu = menu or seed_menu(building, day, meal, cook)
        sitting = sitting_at(space, starts_at) or sittings.plan(
            entity=OperatingEntity.objects.get(code="tablee"),
            space=space,
            starts_at=starts_at,
            ends_at=ends_at,
            covers=meal.covers,
            menu=menu,
            title_fr=meal.title_fr,
            title_en=meal.title_en,
        )
        if surprise and sitting.state in (State.DRAFT, State.OPEN):
            sittings.cancel(sitting, because=surprise.reason, by=HOUSE)
        elif sitting.state == State.DRAFT:
            sittings.open(sitting, by=HOUSE)


def sitting_at(space: Space, starts_at: datetime) -> Sitting | None:
    return Sitting.objects.filter(space=space, starts_at=starts_at, trial=False).first()


def surprise_at(space: Space, starts_at: datetime, ends_at: datetime) -> Closure | None:
    """A closure that nobody knew of: its sittings stay on the board, cancelled. Planned ones never get there."""
    return Closure.objects.filter(
        building=space.building, space=space, surprise=True, starts__lt=ends_at, ends__gt=starts_at
    ).first()


def seed_menu(building: Building, day: date, meal: Meal, cook: Person) -> Menu:
    menu, new = Menu.objects.get_or_create(
        building=building, served_on=day, title_fr=meal.title_fr, defaults={"title_en": meal.title_en}
    )
    if new:
        for position, dish in enumerate(meal.dishes):
            seed_dish(menu, position, dish, cook)
    return menu


def seed_dish(menu: Menu, position: int, demo: DemoDish, cook: Person) -> None:
    dish = Dish.objects.create(
        menu=menu,
        course=demo.course,
        position=position,
        name_fr=demo.name_fr,
        name_en=demo.name_en,
        tags=list(demo.tags),
    )
    answers = dict.fromkeys(Allergen.values, "no")
    answers |= dict.fromkeys(demo.contains.split(), "contains") | dict.fromkeys(demo.may_contain.split(), "may_contain")
    for allergen in demo.unanswered.split():
        del answers[allergen]
    menus.answer(dish, answers, by=cook)
    if not demo.unanswered:
        menus.publish(dish, by=cook)
