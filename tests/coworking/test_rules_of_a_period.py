"""What may be booked of seats in exam weeks and in others (REQ-W3)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from coworking import availability
from coworking.period_rules import SeatRules, seat_rules
from tests.cast import space
from tests.coworking.cast import MONDAY, resource
from venue.rules.models import RuleOverride
from venue.spaces.models import Period, Space

pytestmark = pytest.mark.django_db

USUAL, EXAMS = date(2026, 12, 1), date(2026, 12, 8)


def study() -> Space:
    return space("STUD", 30, name="Salle d’étude", kind="study")


def exams(room: Space, **facts: Any) -> Period:
    names = {"name": "Examens", "name_en": "Exams", "space": room}
    days = {"first_day": date(2026, 12, 7), "last_day": date(2026, 12, 19)}
    return Period.objects.create(building=room.building, **names | days | facts)


def test_an_exam_week_allows_what_its_period_says_and_the_rest_as_usual() -> None:
    room = study()
    exams(room, seat_week_hours=20, seat_ahead_days=3)
    with translation.override("en"):
        told = [seat_rules(room, day) for day in (USUAL, EXAMS)]
    assert told == [
        SeatRules(grid_min=30, ahead_days=7, max_hours=4, default_hours=2, open=2, week_hours=30, period=""),
        SeatRules(grid_min=30, ahead_days=3, max_hours=4, default_hours=2, open=2, week_hours=20, period="Exams"),
    ]


def test_the_rooms_own_period_comes_before_the_buildings() -> None:
    room = study()
    exams(room, space=None, seat_max_hours=3, seat_open=0, name_en="Summer")
    exams(room, seat_max_hours=1)
    told = seat_rules(room, EXAMS)
    assert (told.max_hours, told.default_hours, told.open) == (1, 1, 0)


def test_a_period_of_another_room_says_nothing() -> None:
    exams(study(), seat_week_hours=20)
    assert seat_rules(space("COWO", 24, kind="coworking"), EXAMS).week_hours == 30


def test_a_rule_is_read_as_it_will_be_on_that_day() -> None:
    RuleOverride.objects.create(key="seat.week_h", value=12, valid_from=EXAMS)
    assert [seat_rules(study(), day).week_hours for day in (USUAL, EXAMS)] == [30, 12]


def test_a_days_availability_says_what_may_be_booked_then() -> None:
    seat = resource()
    exams(seat.space, seat_max_hours=1, seat_ahead_days=3, seat_week_hours=20)
    with translation.override("en"):
        told = [
            availability.tell(availability.read(seat.space.building, day, now=MONDAY))["spaces"][0]
            for day in (USUAL, EXAMS)
        ]
    usual = {"last_day": "2026-11-30", "max_hours": 4, "default_hours": 2, "open": 2, "week_hours": 30, "period": ""}
    assert [it["seat"] for it in told] == [
        usual,
        usual | {"max_hours": 1, "default_hours": 1, "week_hours": 20, "period": "Exams"},
    ]
    assert [it["desk"] for it in told] == [{"max_hours": 14}, {"max_hours": 1}]
    assert told[0]["room"] == {"last_day": "2027-05-22", "max_hours": 12}


def test_asking_costs_no_query(django_assert_num_queries: Callable[[int], Any]) -> None:
    room = study()
    seat_rules(room, EXAMS)  # the calendar and the rules are read once
    with django_assert_num_queries(0):
        seat_rules(room, USUAL)
