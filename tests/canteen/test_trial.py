"""Whenever the demo is looked at, one sitting with free covers is being served (DOMAIN §11, *Essai*)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from canteen import orders, sittings
from canteen.models import Sitting
from canteen.views.board import see_to_the_trial
from tests.canteen import kitchen

pytestmark = pytest.mark.django_db
NIGHT = kitchen.TUESDAY.replace(hour=3, minute=17)


@pytest.fixture(autouse=True)
def _house():
    kitchen.space()
    with time_machine.travel(NIGHT, tick=False):
        yield


def served():
    return list(Sitting.objects.served_at(NIGHT).values_list("trial", "starts_at"))


def test_in_the_middle_of_the_night_a_trial_is_begun():
    kitchen.costs()
    trial = sittings.ensure_trial()
    assert (trial.title_fr, trial.state, trial.equilibrium_cents) == ("Essai", "open", 750)
    assert served() == [(True, NIGHT.replace(hour=2, minute=0))]


def test_a_trial_that_is_being_served_is_enough():
    kitchen.costs()
    sittings.ensure_trial()
    assert sittings.ensure_trial() is None
    assert len(served()) == 1


def test_no_trial_is_needed_while_an_ordinary_sitting_has_free_covers():
    with time_machine.travel(kitchen.TUESDAY, tick=False):
        kitchen.opened()
        assert sittings.ensure_trial() is None


def test_a_trial_that_is_nearly_over_is_followed_by_another():
    kitchen.costs()
    first = sittings.ensure_trial()
    with time_machine.travel(first.ends_at - timedelta(minutes=10), tick=False):
        assert sittings.ensure_trial().starts_at == NIGHT.replace(hour=4, minute=0)


def test_a_full_trial_is_followed_by_another():
    kitchen.costs()
    first = sittings.ensure_trial()
    for _ in range(8):
        orders.place(orders.Wish(sitting=first.pk, covers=6))
    assert sittings.ensure_trial().starts_at == NIGHT.replace(hour=3, minute=15)


def test_a_house_without_costs_or_canteen_has_no_trial():
    assert sittings.ensure_trial() is None


def test_a_trial_shows_the_menu_of_the_day_or_the_next_that_there_is():
    kitchen.costs()
    bruno = kitchen.cook()
    kitchen.published(kitchen.menu(served_on=NIGHT.date() - timedelta(days=1)), bruno)
    tomorrow = kitchen.menu(served_on=NIGHT.date() + timedelta(days=1))
    kitchen.published(tomorrow, bruno)
    assert sittings.ensure_trial().menu == tomorrow


def test_whoever_reads_the_board_of_the_demo_finds_something_to_try(client, settings):
    kitchen.costs()
    see_to_the_trial.cache_clear()
    assert client.get(reverse("sittings")).json() == {"results": []}
    settings.DEMO = True
    assert [each["trial"] for each in client.get(reverse("sittings")).json()["results"]] == [True]
