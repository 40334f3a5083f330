"""Sites, what was learnt there, the rules of their owners, and whom a plan can name."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from events import back_plan, placing
from events.models import EventDate, Site
from tests.cast import entity
from tests.events import guests
from tests.events.cast import MONDAY, SATURDAY, confirmed, date, event, house, rules_of, site, slot
from tests.events.test_tasks_and_papers import PDF, file, picture
from tests.people.cast import browser, make_building, make_person

pytestmark = pytest.mark.django_db
PLANNING = "/api/v1/planning/"
SITES = f"{PLANNING}sites/"
PLAN = f"{SITES}jaude/plan/"


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def album(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


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
        ({"rule_set": "house"}, (422, "unknown_rule_set")),
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
        "neighbours",
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
    assert [it["key"] for it in told["house"]] == ["bar", "sacem"]
    assert (len(told["clermont-ferrand"]), len(told["cezeaux"])) == (10, 10)
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


def test_a_site_that_nobody_wrote_down_is_not_found(anna: APIClient) -> None:
    asked = [anna.get(f"{SITES}moon/"), anna.patch(f"{SITES}moon/", {"power": "x"}), anna.get(f"{SITES}moon/plan/")]
    assert [answer.status_code for answer in asked] == [404, 404, 404]


def test_sites_that_are_no_longer_used_are_not_offered(anna: APIClient) -> None:
    site()
    Site.objects.update(retired_at=MONDAY)
    assert anna.get(SITES).json()["results"] == []


def test_a_site_is_not_its_own_plan_b(anna: APIClient) -> None:
    site()
    answer = anna.patch(f"{SITES}jaude/", {"fallback": "jaude"})
    assert (answer.status_code, answer.json()["code"]) == (422, "own_plan_b")


# --- what a place holds -----------------------------------------------------------------------------------------------


def test_a_square_that_holds_another_number_tells_its_dates_to_come(anna: APIClient) -> None:
    games = date(event("games", dated=False, state="published", registers=True, expected_people=2))
    placing.take(games)
    assert games.holds is None
    guests.registered(games, 4)
    anna.patch(f"{SITES}jaude/", {"capacity": 5})
    waits = guests.registered(games, 2)
    assert (waits.state, list(EventDate.objects.values_list("holds", "waiting"))) == ("waiting", [(5, 1)])
    anna.patch(f"{SITES}jaude/", {"capacity": None})
    assert EventDate.objects.get().holds is None


def test_a_square_does_not_become_smaller_than_what_is_promised_there(anna: APIClient) -> None:
    games = date(event("games", dated=False, state="published", registers=True, expected_people=2))
    placing.take(games)
    guests.registered(games, 4)
    answer = anna.patch(f"{SITES}jaude/", {"capacity": 3, "power": "Borne 32 A"})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "dates_do_not_fit")
    assert [(it["slug"], it["starts_at"], it["expected"]) for it in told["conflicts"]] == [
        ("games", SATURDAY.isoformat(), 4)
    ]
    assert list(Site.objects.values_list("capacity", "power", "dates__holds")) == [(None, "", None)]


# --- its plan ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_a_picture_that_all_may_see_or_a_pdf_that_is_kept_apart(
    anna: APIClient, album: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    site()
    shown = anna.put(PLAN, {"plan": file("plan.png", picture())}, format="multipart").json()["plan"]
    assert shown.startswith("/photos/sites/")
    assert anna.get(shown)["Content-Type"] == "image/webp"
    with django_capture_on_commit_callbacks(execute=True):
        kept = anna.put(PLAN, {"plan": file("plan.pdf", PDF)}, format="multipart").json()["plan"]
    assert kept == PLAN
    answer = anna.get(kept)
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="plan-jaude.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser().get(f"/photos/{Site.objects.get().plan.name}").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert anna.post(f"{PLAN}removal/").json()["plan"] is None
    assert (anna.get(PLAN).status_code, [it for it in album.rglob("*") if it.is_file()]) == (404, [])


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plan.png", b"<svg/>", (415, "wrong_file")),
        ("plan.pdf", picture(), (415, "wrong_file")),
        ("plan.pdf", PDF + b" " * (10 * 2**20), (413, "too_large")),
    ],
)
def test_what_a_plan_cannot_be(
    anna: APIClient, album: Path, name: str, content: bytes, expected: tuple[int, str]
) -> None:
    site()
    answer = anna.put(PLAN, {"plan": file(name, content)}, format="multipart")
    assert (answer.status_code, answer.json()["code"], Site.objects.get().plan.name) == (*expected, "")


def test_whoever_leads_an_event_there_reads_its_plan_and_nobody_else(anna: APIClient, album: Path) -> None:
    site()
    anna.put(PLAN, {"plan": file("plan.pdf", PDF)}, format="multipart")
    lena = make_person("Léna")
    assert browser(lena).get(PLAN).status_code == 404
    games = event("games", site_lead=lena)
    assert browser(lena).get(PLAN).status_code == 200
    assert browser(lena).put(PLAN, {"plan": file("plan.pdf", PDF)}, format="multipart").status_code == 403
    assert browser(lena).get(f"{PLANNING}dates/{games.dates.get().pk}/sheet/").json()["place"]["plan"] == PLAN


def test_a_site_tells_its_next_dates_soonest_first(anna: APIClient) -> None:
    date(event("ball", dated=False, title="Bal"), starts_at=SATURDAY + timedelta(days=7))
    for days in (14, 0, 3):
        date(event(f"games-{days}", dated=False), starts_at=SATURDAY + timedelta(days=days))
    date(event("given-up", dated=False, dropped_at=MONDAY), starts_at=SATURDAY - timedelta(days=1))
    (told,) = anna.get(SITES).json()["results"]
    assert [it["slug"] for it in told["coming"]] == ["games-0", "games-3", "ball"]
