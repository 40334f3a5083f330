"""The demo house has people, and says how to become each of them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from venue.people import demo
from venue.people.models import Person, Role

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def test_the_demo_people_are_those_of_the_domain() -> None:
    demo.seed(TODAY)
    crew = Person.objects.filter(roles__name__in=["host", "cook", "animator"]).distinct().count()
    held = {name: Role.objects.filter(name=name).count() for name in ("manager", "prescriber", "accountant", "auditor")}
    assert (crew, held) == (8, {"manager": 1, "prescriber": 2, "accountant": 1, "auditor": 1})
    assert Person.objects.filter(email=None, roles=None).count() == 14


def test_seeding_again_changes_nothing() -> None:
    demo.seed(TODAY)
    before = list(Person.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values())
    demo.seed(TODAY)
    assert before == (list(Person.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values()))


def test_the_command_says_how_to_become_each(settings: Settings) -> None:
    settings.DEMO = True
    out = StringIO()
    call_command("demo_people", stdout=out)
    said = out.getvalue()
    assert [email in said for email in ("maud@example.org", "ines@example.org", "aicha@example.org")] == [True] * 3
    assert ("/connexion/" in said, "/demo/mail/" in said) == (True, True)


def test_a_real_house_has_no_demo_people() -> None:
    with pytest.raises(CommandError):
        call_command("demo_people")


def test_the_first_manager_is_welcomed_by_a_command() -> None:
    call_command("welcome_manager", "Maud@Example.org", "--name", "Maud", stdout=StringIO())
    call_command("welcome_manager", "maud@example.org", stdout=StringIO())
    assert list(Person.objects.values_list("first_name", "email", "roles__name")) == [
        ("Maud", "maud@example.org", "manager")
    ]
