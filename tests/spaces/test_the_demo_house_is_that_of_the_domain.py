from collections.abc import Callable

import pytest

from tests.spaces.conftest import TODAY
from venue.house.models import Building
from venue.spaces import demo
from venue.spaces.models import Closure, Layout, OpeningHours, Period, Space

pytestmark = pytest.mark.django_db


def area(polygon: list[list[float]]) -> float:
    """The shoelace formula."""
    turned = [*polygon[1:], polygon[0]]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(polygon, turned, strict=True))) / 2


def test_ten_rooms_hold_more_than_the_cap_of_the_house(house: Building) -> None:
    counting = Layout.objects.filter(is_default=True, space__counts_in_building_cap=True)
    assert (Space.objects.count(), sum(layout.capacity for layout in counting), house.public_cap) == (10, 241, 190)


def test_the_plan_draws_every_room_about_as_large_as_it_is(house: Building) -> None:
    drawn = {space.code: round(area(space.shape["polygon"]) - space.area_m2) for space in Space.objects.all()}
    assert drawn == dict.fromkeys(drawn, 0) | {"YARD": drawn["YARD"]}
    assert abs(drawn["YARD"]) <= 1


def test_no_two_rooms_are_drawn_over_each_other(house: Building) -> None:
    rooms = [space for space in Space.objects.all() if space.code != "YARD"]
    boxes = {space.code: (space.shape["polygon"][0], space.shape["polygon"][2]) for space in rooms}
    over = [
        (one, two)
        for one, ((l1, t1), (r1, b1)) in boxes.items()
        for two, ((l2, t2), (r2, b2)) in boxes.items()
        if one < two and l1 < r2 and l2 < r1 and t1 < b2 and t2 < b1
    ]
    assert over == []


def test_the_closures_are_those_of_the_school_year(house: Building) -> None:
    closures = [(f"{it.starts:%Y-%m-%d %H:%M}", it.space and it.space.code) for it in Closure.objects.all()]
    assert closures == [
        ("2026-12-01 10:30", "CANT"),
        ("2026-12-23 23:00", None),
        ("2027-01-13 13:00", "HALL"),
        ("2027-01-13 13:00", "STUD"),
        ("2027-05-05 22:00", None),
        ("2027-08-01 22:00", None),
    ]


def test_exams_are_where_the_domain_puts_them(house: Building) -> None:
    exams = [(f"{it.first_day}", f"{it.last_day}", it.seat_week_hours) for it in Period.objects.all()]
    assert exams == [("2026-12-07", "2026-12-19", 20), ("2027-01-04", "2027-01-16", 20)]


def test_seeding_twice_changes_nothing(house: Building, django_assert_num_queries: Callable[..., object]) -> None:
    def rows() -> list[int]:
        return [model.objects.count() for model in (Space, Layout, OpeningHours, Period, Closure)]

    before = rows()
    demo.seed(TODAY)
    assert rows() == before
