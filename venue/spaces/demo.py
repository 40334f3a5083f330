"""The demo rooms of DOMAIN §11.2–11.3: what they hold, when they open, and a plan that one would like to enter.

Dates come from `today` by the school year and the weekday: seeded on 23 November 2026 they are those of DOMAIN.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from venue.house.models import Building
from venue.spaces.calendar import forget
from venue.spaces.demo_plan import SHAPES
from venue.spaces.demo_pulse import seed_counts
from venue.spaces.models import Closure, Layout, OpeningHours, Period, Recount, Space


class Room(NamedTuple):
    code: str
    name: str
    name_en: str
    short: str
    short_en: str
    kind: Space.Kind
    floor: int
    area_m2: int
    erp_type: str
    layouts: dict[str, int]  # the first is the default
    more: dict[str, Any]


KIND = Space.Kind
# fmt: off
ROOMS = [
    Room("CANT", "Salle de la cantine", "Canteen", "Cantine", "Canteen", KIND.CANTEEN, 0, 110, "N",
         {"seated": 54, "standing": 110}, {}),
    Room("CAFE", "Café & accueil", "Café & welcome desk", "Café", "Café", KIND.CAFE, 0, 26, "N", {"seated": 12}, {}),
    Room("KITC", "Cuisine partagée", "Shared kitchen", "Cuisine", "Kitchen", KIND.KITCHEN, 0, 34, "",
         {"standing": 12}, {"public": False, "counts_in_building_cap": False}),
    Room("HALL", "Grande salle Blaise-Pascal", "Blaise-Pascal hall", "Grande salle", "Hall", KIND.HALL, 0, 98, "L",
         {"rows": 80, "tables": 48}, {}),
    Room("COWO", "Coworking", "Coworking", "Coworking", "Coworking", KIND.COWORKING, 1, 85, "W",
         {"seated": 24}, {"has_bookable_seats": True}),
    Room("STUD", "Salle d’étude silencieuse", "Silent study room", "Étude", "Study", KIND.STUDY, 1, 70, "S",
         {"seated": 30}, {"has_bookable_seats": True}),
    Room("MR1", "Salle Gergovie", "Gergovie room", "Gergovie", "Gergovie", KIND.ROOM, 1, 30, "W", {"seated": 14}, {}),
    Room("MR2", "Salle Sancy", "Sancy room", "Sancy", "Sancy", KIND.ROOM, 1, 16, "W", {"seated": 8}, {}),
    Room("WORK", "Atelier (sous-sol)", "Workshop (basement)", "Atelier", "Workshop", KIND.WORKSHOP, -1, 42, "L",
         {"standing": 19}, {}),
    Room("YARD", "Cour", "Yard", "Cour", "Yard", KIND.YARD, 0, 180, "PA",
         {"standing": 60}, {"counts_in_building_cap": False}),
]
# fmt: on

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
USUAL_WEEK = {day: (time(8, 30), time(19)) for day in range(5)} | {
    THURSDAY: (time(8, 30), time(22)),
    SATURDAY: (time(10), time(17)),
}
EXAM_WEEK = {day: (time(8), time(22)) for day in range(6)} | {SUNDAY: (time(13), time(19))}


def seed(today: date) -> None:
    """The rooms, their week, exams and closures of this school year; safe to run again."""
    house = Building.objects.get(code="preau")
    for position, room in enumerate(ROOMS):
        seed_room(house, room, position)
    seed_week(house, USUAL_WEEK)
    year = school_year(today)
    study = Space.objects.get(code="STUD")
    for first_day in (first_weekday(year, 12, MONDAY), first_weekday(year + 1, 1, MONDAY)):
        seed_exams(study, first_day)
    seed_closures(house, year, today)
    forget()
    if not Recount.objects.exists():
        seed_counts()


def seed_room(house: Building, room: Room, position: int) -> None:
    space, _ = Space.objects.update_or_create(
        code=room.code,
        defaults={
            "building": house,
            "name": room.name,
            "name_en": room.name_en,
            "short_name": room.short,
            "short_name_en": room.short_en,
            "kind": room.kind,
            "floor": room.floor,
            "area_m2": room.area_m2,
            "erp_type": room.erp_type,
            "shape": SHAPES[room.code],
            "position": position,
            **room.more,
        },
    )
    for index, (name, capacity) in enumerate(room.layouts.items()):
        Layout.objects.update_or_create(
            space=space, name=name, defaults={"capacity": capacity, "is_default": index == 0}
        )


def seed_week(house: Building, week: dict[int, tuple[time, time]]) -> None:
    for weekday, (opens, closes) in week.items():
        OpeningHours.objects.update_or_create(
            building=house, space=None, period=None, weekday=weekday, opens=opens, defaults={"closes": closes}
        )


def seed_exams(study: Space, first_day: date) -> None:
    """Two weeks, Monday to the second Saturday, in which the study room opens early, late and on Sunday."""
    period, _ = Period.objects.update_or_create(
        building=study.building,
        space=study,
        first_day=first_day,
        defaults={
            "last_day": first_day + timedelta(days=12),
            "name": "Examens",
            "name_en": "Exams",
            "seat_week_hours": 20,
        },
    )
    for weekday, (opens, closes) in EXAM_WEEK.items():
        OpeningHours.objects.update_or_create(
            building=study.building,
            space=study,
            period=period,
            weekday=weekday,
            opens=opens,
            defaults={"closes": closes},
        )


def seed_closures(house: Building, year: int, today: date) -> None:
    """The public holidays come from their library; these are the house's own."""
    study, hall, canteen = (Space.objects.get(code=code) for code in ("STUD", "HALL", "CANT"))
    whole = time(0)
    ascension = ascension_of(year + 1)
    august = first_weekday(year + 1, 8, MONDAY)
    drill = first_weekday(year + 1, 1, MONDAY) + timedelta(days=9)
    boiler = today - timedelta(days=today.weekday()) + timedelta(days=8)
    zone = ZoneInfo(house.time_zone)

    def close(day: date, hour: time, until: date, until_hour: time, **words: Any) -> None:
        starts, ends = (datetime.combine(*it, tzinfo=zone) for it in ((day, hour), (until, until_hour)))
        place = {"building": house, "space": words.pop("space", None), "starts": starts}
        Closure.objects.update_or_create(**place, defaults={"ends": ends, **words})

    winter = date(year, 12, 24), whole, date(year + 1, 1, 4), whole
    close(*winter, reason="Fermeture d’hiver", reason_en="Winter break")
    bridge = ascension, whole, ascension + timedelta(days=2), whole
    close(*bridge, reason="Pont de l’Ascension", reason_en="Ascension weekend")
    summer = august, whole, august + timedelta(days=21), whole
    close(*summer, reason="Fermeture d’été", reason_en="Summer break")
    for space in (hall, study):
        close(drill, time(14), drill, time(17), space=space, reason="Exercice d’évacuation", reason_en="Fire drill")
    close(
        *(boiler, time(11, 30), boiler, time(14, 30)),
        space=canteen,
        surprise=True,
        reason="Chaudière en panne : pas de service ce midi",
        reason_en="The boiler has broken down: no lunch today",
    )


def school_year(day: date) -> int:
    """The year in which the school year of `day` began (1 September)."""
    return day.year if day.month >= 9 else day.year - 1


def first_weekday(year: int, month: int, weekday: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def ascension_of(year: int) -> date:
    import holidays  # noqa: PLC0415  as in calendar.py

    thursday: date = holidays.country_holidays("FR", years=year, language="fr").get_named("Ascension")[0]
    return thursday
