"""Sites, what was learnt there, the rules of their owners, and whom a plan can name."""

from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from events import back_plan
from events.models import Site
from tests.cast import entity
from tests.events.cast import MONDAY, confirmed, event, house, rules_of, site, slot
from tests.people.cast import browser, make_building, make_person

pytestmark = pytest.mark.django_db
PLANNING = "/api/v1/planning/"
SITES = f"{PLANNING}sites/"


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def anna(monday: Any) -> APIClient:
    house()
    return browser(make_person("Anna", "animator"))


def test_a_manager_writes_a_site_down_and_animators_what_they_know_of_it(anna: APIClient) -> None:
    rules_of()
    new = {"code": "salins", "name": "Place des Salins", "city": "Clermont-Ferrand", "latitude": 45.7733,
           "longitude": 3.0887, "rule_set": "clermont-ferrand"}  # fmt: skip
    assert anna.post(SITES, new).status_code == 403
    maud = browser(make_person("Maud", "manager"))
    assert maud.post(SITES, new).status_code == 201
    again = maud.post(SITES, new)
    assert (again.status_code, again.json()["code"]) == (409, "code_taken")
    told = anna.patch(f"{SITES}salins/", {"power": "Borne 32 A", "capacity": 300}).json()
    assert (told["power"], told["capacity"], told["latitude"], told["lessons"]) == ("Borne 32 A", 300, 45.7733, [])
    assert [it["code"] for it in anna.get(SITES).json()["results"]] == ["salins"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"latitude": 91}, (400, "invalid")),
        ({"latitude": "NaN"}, (400, "invalid")),
        ({"code": "other"}, (400, "invalid")),
        ({"capacity": -1}, (400, "invalid")),
        ({"rule_set": "moon"}, (422, "unknown_rule_set")),
        ({"fallback": "moon"}, (422, "unknown_site")),
    ],
)
def test_what_a_site_cannot_be(anna: APIClient, said: dict[str, Any], expected: tuple[int, str]) -> None:
    site()
    answer = anna.patch(f"{SITES}jaude/", said)
    assert (answer.status_code, answer.json()["code"]) == expected


def test_other_rules_of_the_ground_are_other_tasks_of_the_plans_there(anna: APIClient) -> None:
    games = event("games")
    back_plan.renew(games)
    rules_of("cezeaux")
    anna.patch(f"{SITES}jaude/", {"rule_set": "cezeaux"})
    assert set(games.tasks.values_list("deadline__key", flat=True)) == {
        "insurance",
        "owner",
        "town-hall",
        "declaration",
    }


def test_the_next_one_reads_what_the_last_one_learnt(anna: APIClient) -> None:
    event("games")
    assert anna.post(f"{SITES}jaude/lessons/", {"text": "Le vent tourne à 17 h.", "event": "games"}).status_code == 201
    assert anna.post(f"{SITES}jaude/lessons/", {"text": "x", "event": "unknown"}).status_code == 404
    (lesson,) = anna.get(f"{SITES}jaude/").json()["lessons"]
    assert (lesson["text"], lesson["event"]) == ("Le vent tourne à 17 h.", "games")


def test_the_rules_of_each_owner_are_told_as_they_are_today(anna: APIClient) -> None:
    rules_of()
    told = {it["code"]: it["deadlines"] for it in anna.get(f"{PLANNING}rule-sets/").json()["results"]}
    assert (len(told["clermont-ferrand"]), len(told["cezeaux"])) == (10, 5)
    assert told["cezeaux"][3]["unit"] == "clear_days"


def test_whom_one_can_pick_is_the_crew_here_and_who_has_helped(anna: APIClient) -> None:
    make_person("Dora")
    make_person("Max", "host", building=make_building("annexe"))
    make_person("Irène", "accountant")
    confirmed(make_person("Ben"), slot(event("games", state="published").dates.get()))
    told = anna.get(f"{PLANNING}people/").json()["results"]
    assert [(it["first_name"], it["roles"]) for it in told] == [("Anna", ["animator"]), ("Ben", [])]
    assert set(told[0]) == {"id", "first_name", "roles"}
    entity()
    organisers = anna.get(f"{PLANNING}entities/").json()["results"]
    assert organisers == [{"code": "tablee", "name": "La Grande Tablée"}, {"code": "scic", "name": "SCIC Le Préau"}]


def test_sites_that_are_no_longer_used_are_not_offered(anna: APIClient) -> None:
    site()
    Site.objects.update(retired_at=MONDAY)
    assert anna.get(SITES).json()["results"] == []


def test_a_site_is_not_its_own_plan_b(anna: APIClient) -> None:
    site()
    answer = anna.patch(f"{SITES}jaude/", {"fallback": "jaude"})
    assert (answer.status_code, answer.json()["code"]) == (422, "own_plan_b")
