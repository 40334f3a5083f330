"""Two at once: the database and our locks leave one answer. Each lock is also taken away, to see the race happen."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
import time_machine
from django.db.models import QuerySet

from canteen import menus, sittings
from canteen.models import Allergen, Dish, DishAllergen, DishChange, Sitting, SittingChange
from tests.canteen import kitchen
from tests.race import race

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = kitchen.TUESDAY.replace(hour=3)


@contextmanager
def no_locks() -> Iterator[None]:
    with mock.patch.object(QuerySet, "select_for_update", lambda rows, **_options: rows.all()):
        yield


@contextmanager
def slow(module, name) -> Iterator[None]:
    """Whoever gets here lingers, so that the others catch up."""
    quick = getattr(module, name)

    def lingering(*args, **kwargs):
        found = quick(*args, **kwargs)
        time.sleep(0.1)
        return found

    with mock.patch.object(module, name, lingering):
        yield


def open_at_once(draft):
    with time_machine.travel(NIGHT, tick=True), slow(sittings, "_fix_price"):
        race(4, lambda: sittings.open(draft, by=kitchen.MANAGER))
    return SittingChange.objects.filter(state="open").count()


def test_a_sitting_opened_by_four_at_once_is_opened_once():
    kitchen.costs()
    assert open_at_once(kitchen.draft()) == 1


def test_without_the_lock_it_would_be_opened_more_than_once():
    kitchen.costs()
    with no_locks():
        assert open_at_once(kitchen.draft()) > 1


def test_four_processes_that_look_at_once_begin_one_trial():
    kitchen.costs()
    kitchen.space()
    with time_machine.travel(NIGHT, tick=True), slow(sittings, "_can_be_tried"):
        begun = race(4, sittings.ensure_trial)
    assert [type(each) for each in begun if each] == [Sitting]
    assert Sitting.objects.filter(trial=True).count() == 1


def change_at_once(dish, bruno):
    """Three cooks correct the same answer of a public dish to the same word: one of them changes something."""
    with slow(menus, "_locked"):
        race(3, lambda: menus.answer(dish, {"milk": "contains"}, by=bruno))
    return DishChange.objects.count()


def test_the_same_correction_by_three_at_once_is_one_change():
    bruno = kitchen.cook()
    assert change_at_once(kitchen.published(kitchen.menu(), bruno), bruno) == 1


def test_without_the_lock_it_would_be_told_more_than_once():
    bruno = kitchen.cook()
    dish = kitchen.published(kitchen.menu(), bruno)
    with no_locks():
        assert change_at_once(dish, bruno) > 1


def test_a_dish_is_not_published_while_an_answer_is_being_taken_away():
    bruno = kitchen.cook()
    dish = kitchen.dish(kitchen.menu())
    menus.answer(dish, kitchen.all_no(), by=bruno)
    steps = iter([lambda: menus.publish(dish, by=bruno), DishAllergen.objects.filter(allergen="soya").delete])
    with slow(menus, "_announce"):
        race(2, lambda: next(steps)())  # noqa: PLW0108  each thread takes its own step
    published, answers = Dish.objects.get().published, DishAllergen.objects.count()
    assert not published or answers == len(Allergen.values)
