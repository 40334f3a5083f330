"""A house has the rules of its ground from the first day, and a manager changes them in the office."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import Count
from rest_framework.test import APIClient

from events import placing
from events.models import RuleSet
from tests import cast
from tests.events import guests
from tests.events.cast import MONDAY, date, event, rules_of, site
from tests.people.cast import browser, make_person
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db


def test_a_new_house_is_told_by_a_migration_what_town_and_campus_ask() -> None:
    RuleSet.objects.all().delete()
    for _twice in range(2):
        import_module("events.migrations.0006_rules_of_the_street").seed(apps, SimpleNamespace(connection=connection))
    assert dict(RuleSet.objects.values_list("code").annotate(Count("deadlines"))) == {
        "clermont-ferrand": 10,
        "cezeaux": 10,
        "house": 2,
    }


@pytest.mark.parametrize("page", ["site", "ruleset", "event"])
def test_each_page_opens_with_what_belongs_to_it(page: str) -> None:
    games = event("games")
    row: Any = {"site": site(), "ruleset": rules_of(), "event": games}[page]
    maud = browser(make_person("Maud", "manager"))
    assert maud.get(f"/admin/events/{page}/{row.pk}/change/").status_code == 200
    assert maud.post(f"/admin/events/{page}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def change(maud: APIClient, path: str, row: Any, **said: Any) -> Any:
    """The form of a row as the office shows it, with what is said."""
    page = f"/admin/{path}/{row.pk}/change/"
    shown = maud.get(page).context
    forms = [shown["adminform"].form]
    for inline in shown["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    facts = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return maud.post(
        page, {name: "" if it is None else it for name, it in (facts | said).items()}, format="multipart", follow=True
    )


def test_a_layout_that_is_counted_anew_brings_along_what_is_planned_in_the_room() -> None:
    maud, hall = browser(make_person("Maud", "manager")), cast.space("HALL", 30)
    talk = date(event("talk", dated=False, state="published", registers=True, expected_people=2), space=hall)
    placing.take(talk)
    with time_machine.travel(MONDAY, tick=False):
        guests.registered(talk, 4)
        change(maud, "spaces/space", hall, **{"short_name": "Salle", "layouts-0-capacity": 6})
        talk.refresh_from_db()
        assert (talk.holds, CapacityClaim.objects.get(released_at=None).people) == (6, 6)
        answer = change(maud, "spaces/space", hall, **{"short_name": "Salle", "layouts-0-capacity": 3})
    assert [str(it).rpartition(". ")[2] for it in answer.context["messages"]] == ["Jeux de rue"]
    talk.refresh_from_db()
    assert (talk.holds, hall.default_layout.capacity) == (6, 6)


def test_a_square_that_is_counted_anew_in_the_office_too() -> None:
    talk = date(event("talk", dated=False, state="published", expected_people=2))
    placing.take(talk)
    with time_machine.travel(MONDAY, tick=False):
        change(browser(make_person("Maud", "manager")), "events/site", site(), capacity=50)
    talk.refresh_from_db()
    assert (talk.holds, site().capacity) == (50, 50)
