"""Django's admin shows the canteen's rows; what has rules is only read there."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.canteen import kitchen
from venue.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    person = kitchen.cook("Chidi")
    Role.objects.create(person=person, name="manager")
    client.force_login(person)
    return person


@pytest.fixture
def served(manager):
    with time_machine.travel(kitchen.TUESDAY - timedelta(days=1), tick=False):
        menu = kitchen.menu()
        kitchen.published(menu, manager)
        return kitchen.opened(menu=menu)


@pytest.mark.parametrize("model", ["sitting", "menu", "dish", "costversion", "pricepage"])
def test_every_list_opens(client, served, model):
    assert client.get(reverse(f"admin:canteen_{model}_changelist")).status_code == 200


def test_a_sitting_and_a_dish_open_with_what_happened_to_them(client, served):
    dish = served.menu.dishes.get()
    pages = [("sitting", served.pk), ("dish", dish.pk), ("costversion", served.cost_version_id)]
    assert [client.get(reverse(f"admin:canteen_{name}_change", args=[pk])).status_code for name, pk in pages] == [
        200,
        200,
        200,
    ]


def test_costs_that_priced_a_sitting_cannot_be_edited(client, served):
    page = reverse("admin:canteen_costversion_change", args=[served.cost_version_id])
    assert client.post(page, {"covers": 1}).status_code == 403


def test_a_sitting_cannot_be_edited_past_its_verbs(client, served):
    assert client.post(reverse("admin:canteen_sitting_change", args=[served.pk]), {"covers": 500}).status_code == 403
