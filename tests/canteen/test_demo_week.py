"""The demo canteen is that of DOMAIN §11.3–11.5, and rolls with the calendar."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.utils import timezone

from canteen import demo
from canteen.models import Allergen, Dish, Sitting
from tests.canteen import kitchen
from venue.house import demo as house_demo
from venue.spaces import demo as spaces_demo

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=kitchen.PARIS)


def seed(at=MORNING):
    with time_machine.travel(at, tick=False):
        house_demo.seed(at.date())
        spaces_demo.seed(at.date())
        demo.seed(at.date())


def board():
    return [
        (f"{timezone.localtime(each.starts_at):%a %d %H:%M}", each.state, each.covers, each.walk_in_reserve)
        for each in Sitting.objects.filter(trial=False)
    ]


def test_the_two_weeks_of_the_domain():
    seed()
    assert board() == [
        ("Tue 24 12:00", "open", 48, 7),
        ("Tue 24 13:00", "open", 48, 7),
        ("Wed 25 12:00", "open", 48, 7),
        ("Wed 25 13:00", "open", 48, 7),
        ("Thu 26 12:00", "open", 48, 7),
        ("Thu 26 13:00", "open", 48, 7),
        ("Thu 26 19:00", "open", 40, 6),
        ("Fri 27 12:00", "open", 48, 7),
        ("Fri 27 13:00", "open", 48, 7),
        ("Tue 01 12:00", "cancelled", 48, 7),
        ("Tue 01 13:00", "cancelled", 48, 7),
        ("Wed 02 12:00", "open", 48, 7),
        ("Wed 02 13:00", "open", 48, 7),
        ("Thu 03 12:00", "open", 48, 7),
        ("Thu 03 13:00", "open", 48, 7),
        ("Thu 03 19:00", "open", 40, 6),
        ("Fri 04 12:00", "open", 48, 7),
        ("Fri 04 13:00", "open", 48, 7),
        ("Sat 05 11:00", "open", 48, 7),
    ]
    assert set(Sitting.objects.filter(state="open").values_list("equilibrium_cents", flat=True)) == {750}


def test_seeding_again_changes_nothing():
    seed()
    before = (board(), Dish.objects.count())
    seed()
    assert (board(), Dish.objects.count()) == before


def test_the_next_morning_brings_the_next_day():
    seed()
    seed(datetime(2026, 11, 25, 9, 0, tzinfo=kitchen.PARIS))
    assert board()[-2:] == [("Tue 08 12:00", "open", 48, 7), ("Tue 08 13:00", "open", 48, 7)]


def test_what_is_over_today_is_left_out():
    seed(datetime(2026, 11, 24, 13, 20, tzinfo=kitchen.PARIS))
    assert board()[0] == ("Tue 24 13:00", "open", 48, 7)


def test_nothing_is_served_in_the_winter_break_or_on_a_holiday():
    seed(datetime(2026, 12, 23, 9, 0, tzinfo=kitchen.PARIS))
    assert [when for when, *_rest in board()] == ["Wed 23 12:00", "Wed 23 13:00", "Tue 05 12:00", "Tue 05 13:00"]


def test_the_dishes_contain_what_the_domain_says():
    seed()
    contained: dict[str, set[str]] = {"contains": set(), "may_contain": set()}
    for dish in Dish.objects.filter(menu__served_on=date(2026, 11, 25)):
        for allergen, answer in dish.answers().items():
            contained.get(answer, set()).add(allergen)
    assert contained == {"contains": {"nuts", "milk", "mustard", "sulphites"}, "may_contain": set()}


def test_one_dish_waits_for_soya():
    seed()
    waiting = Dish.objects.filter(published_at=None, menu__served_on=date(2026, 11, 27))
    assert [dish.unanswered() for dish in waiting] == [["soya"]]
    assert set(Dish.objects.filter(published_at=None).values_list("name_fr", flat=True)) == {"Flan à la crème végétale"}


@pytest.mark.parametrize("hour", [time(3), time(9), time(22)])
def test_outside_meals_there_is_something_to_try(hour):
    at = datetime.combine(MORNING, hour, tzinfo=kitchen.PARIS)
    seed(at)
    assert [each.title_fr for each in Sitting.objects.served_at(at)] == ["Essai"]


def test_every_published_dish_answers_for_all_fourteen():
    seed()
    assert {len(dish.answers()) for dish in Dish.objects.published()} == {len(Allergen.values)}
