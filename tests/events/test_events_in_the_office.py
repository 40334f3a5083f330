"""A house has the rules of its ground from the first day, and a manager changes them in the office."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Count

from events.models import RuleSet, Site
from tests.events.cast import event, rules_of, site
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db


def test_a_new_house_is_told_by_a_migration_what_town_and_campus_ask() -> None:
    RuleSet.objects.all().delete()
    for _twice in range(2):
        import_module("events.migrations.0006_rules_of_the_street").seed(apps, SimpleNamespace(connection=connection))
    assert dict(RuleSet.objects.values_list("code").annotate(Count("deadlines"))) == {
        "clermont-ferrand": 10,
        "cezeaux": 5,
    }


@pytest.mark.parametrize("page", ["site", "ruleset", "event"])
def test_each_page_opens_with_what_belongs_to_it(page: str) -> None:
    games = event("games")
    row: Any = {"site": site(), "ruleset": rules_of(), "event": games}[page]
    maud = browser(make_person("Maud", "manager"))
    assert maud.get(f"/admin/events/{page}/{row.pk}/change/").status_code == 200
    assert maud.post(f"/admin/events/{page}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_plan_of_a_site_is_a_picture_or_nothing() -> None:
    maud, rules = browser(make_person("Maud", "manager")), rules_of()
    said = {"code": "a", "name": "A", "city": "B", "latitude": 1, "longitude": 1, "rule_set": rules.pk,
            "lessons-TOTAL_FORMS": 0, "lessons-INITIAL_FORMS": 0,
            "plan": SimpleUploadedFile("plan.png", b"<svg/>")}  # fmt: skip
    answer = maud.post("/admin/events/site/add/", said, format="multipart")
    assert (answer.status_code, Site.objects.count()) == (200, 0)
    assert list(answer.context["adminform"].form.errors) == ["plan"]
