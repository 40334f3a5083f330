"""A house that nobody has seeded: what its manager is asked for, until a guest orders at 0 € and is served."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from canteen.models import Allergen
from tests.people.cast import browser, make_building, make_person, phone
from venue.house import choosing, demo
from venue.launch.places import CHECKOUT
from venue.spaces.models import Space

pytestmark = pytest.mark.django_db

FRONTEND = CHECKOUT / "frontend"
PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
NOON = MORNING + timedelta(hours=2)
STEPS = ["building", "legal_body", "rooms", "hours", "costs", "menu", "sitting", "phones"]
MANAGE = "/api/v1/canteen/manage"

THE_BUILDING = {
    "code": "grange",
    "name": "La Grange",
    "address": "3 place du Marché",
    "postcode": "63500",
    "city": "Issoire",
    "time_zone": "Europe/Paris",
    "erp_category": 5,
    "public_cap": 90,
    "basement_cap": 0,
    "position": 0,
}
THE_LEGAL_BODY = {"code": "tablee", "name": "La Tablée", "legal_form": "association", "bar_quota": 0}
A_ROOM_TO_EAT_IN = {
    "code": "SALLE",
    "name": "Grande salle",
    "short_name": "Salle",
    "kind": "canteen",
    "floor": 0,
    "area_m2": 60,
    "public": "on",
    "counts_in_building_cap": "on",
    "shape": "{}",
    "position": 0,
    "layouts-TOTAL_FORMS": 1,
    "layouts-INITIAL_FORMS": 0,
    "layouts-0-name": "seated",
    "layouts-0-capacity": 30,
    "layouts-0-is_default": "on",
}
COSTS = {
    "entity": "tablee",
    "valid_from": "2026-11-01",
    "covers": 1000,
    "food_cents": 300_000,
    "pay_cents": 200_000,
    "house_cents": 50_000,
    "supplies_cents": 20_000,
}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def claire(clock: time_machine.Traveller) -> APIClient:
    """She ran `welcome_manager` and signed in: the house holds nothing but her."""
    return browser(make_person("Claire", "manager"))


def missing(client: APIClient) -> list[str]:
    return [step["key"] for step in steps(client) if not step["done"]]


def steps(client: APIClient) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = client.get("/api/v1/manage/first-steps/").json()["steps"]
    return told


def write(client: APIClient, model: str, facts: dict[str, Any]) -> None:
    """A form of the office, filled in and kept."""
    answer = client.post(f"/admin/{model}/add/", facts, format="multipart")
    assert answer.status_code == 302, answer.context["errors"]


def post(client: APIClient, path: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = client.post(path, facts or {})
    assert answer.status_code < 300, answer.json()
    told: dict[str, Any] = answer.json()
    return told


def describe_the_house(claire: APIClient) -> None:
    write(claire, "house/building", THE_BUILDING)
    building = claire.get("/admin/spaces/space/add/").context["adminform"].form["building"].initial.pk
    write(claire, "house/operatingentity", THE_LEGAL_BODY)
    write(claire, "spaces/space", A_ROOM_TO_EAT_IN | {"building": building})
    write(
        claire,
        "spaces/openinghours",
        {"building": building, "weekdays": [0, 1, 2, 3, 4], "opens": "09:00", "closes": "22:00"},
    )


def cook_the_first_menu(claire: APIClient) -> int:
    menu = post(claire, f"{MANAGE}/menus/", {"served_on": "2026-11-24"})["id"]
    dish = post(claire, f"{MANAGE}/menus/{menu}/dishes/", {"course": "main", "name_fr": "Dahl"})["id"]
    post(claire, f"{MANAGE}/dishes/{dish}/answers/", dict.fromkeys(Allergen.values, "no"))
    post(claire, f"{MANAGE}/dishes/{dish}/publication/")
    return int(menu)


def open_the_first_sitting(claire: APIClient, menu: int) -> int:
    ends = NOON + timedelta(hours=1)
    facts = {"starts_at": NOON.isoformat(), "ends_at": ends.isoformat(), "covers": 24, "menu": menu}
    sitting = post(claire, f"{MANAGE}/sittings/", facts)["id"]
    post(claire, f"{MANAGE}/sittings/{sitting}/opening/")
    return int(sitting)


def pair_a_phone(claire: APIClient) -> APIClient:
    until = (NOON + timedelta(hours=2)).isoformat()
    code = post(claire, "/api/v1/people/pairing-codes/", {"roles": ["host"], "valid_until": until})["code"]
    return phone(post(browser(), "/api/v1/people/devices/", {"code": code, "name": "Porte"})["token"])


def test_an_empty_house_becomes_one_where_a_guest_is_served_for_nothing(
    claire: APIClient, clock: time_machine.Traveller
) -> None:
    assert missing(claire) == STEPS
    describe_the_house(claire)
    assert missing(claire) == STEPS[4:]
    post(claire, f"{MANAGE}/costs/", COSTS)
    menu = cook_the_first_menu(claire)
    assert missing(claire) == STEPS[6:]
    sitting = open_the_first_sitting(claire, menu)
    door = pair_a_phone(claire)
    assert missing(claire) == []

    order = post(browser(), "/api/v1/canteen/orders/", {"sitting": sitting, "covers": 1, "contribution_cents": 0})
    clock.move_to(NOON)
    scan = {"token": order["tickets"][0]["token"], "request_id": str(uuid.uuid4())}
    assert post(door, "/api/v1/canteen/redemptions/", scan)["result"] == "redeemed"


def test_each_step_leads_to_a_page_that_opens(claire: APIClient) -> None:
    before = [step["path"] for step in steps(claire)]
    describe_the_house(claire)
    paths = dict.fromkeys(before + [step["path"] for step in steps(claire)])
    assert {path: claire.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_whoever_came_to_a_form_from_the_first_steps_goes_back_to_them(claire: APIClient) -> None:
    form = steps(claire)[0]["path"]
    answer = claire.post(form, THE_BUILDING, format="multipart")
    assert (answer.status_code, answer["Location"]) == (302, "/maison/")


def test_all_of_it_is_asked_in_one_statement(
    claire: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_building()
    steps(claire)
    # The session, the person, her roles; then the steps.
    with django_assert_num_queries(4):
        steps(claire)


def test_a_manager_of_one_building_reads_nothing_of_another() -> None:
    ours, other = make_building("ours"), make_building("other")
    chidi = browser(make_person("Chidi", "manager", building=ours))
    answers = [chidi.get(f"/api/v1/manage/first-steps/?building={place.code}").status_code for place in (ours, other)]
    assert answers == [200, 403]


def test_what_stands_in_one_building_is_missing_in_the_other(claire: APIClient) -> None:
    describe_the_house(claire)
    make_building("annexe", position=1)
    choosing.forget()
    told = claire.get("/api/v1/manage/first-steps/?building=annexe").json()["steps"]
    assert [step["key"] for step in told if not step["done"]] == STEPS[2:]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 503),
        ("/manger/", 503),
        ("/en/tickets/", 503),
        ("/connexion/", 200),
        ("/maison/", 200),
        ("/nulle-part/", 404),
    ],
)
def test_until_then_guests_read_that_it_opens_soon_and_the_team_comes_in(
    path: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = browser().get(path)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []  # no accident
    assert (answer.status_code, "Retry-After" in answer.headers, "data-opens-soon" in answer.text) == (
        status,
        status == 503,
        status == 503,
    )


def test_a_program_hears_why_there_is_nothing() -> None:
    answer = browser().get("/api/v1/venue/")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_building_yet")


def test_a_building_that_was_just_written_is_seen_at_once(claire: APIClient) -> None:
    assert browser().get("/").status_code == 503
    write(claire, "house/building", THE_BUILDING)
    assert browser().get("/").status_code == 200


def test_a_zone_that_nobody_knows_is_not_kept(claire: APIClient) -> None:
    facts = THE_BUILDING | {"time_zone": "Europe/Issoire"}
    answer = claire.post("/admin/house/building/add/", facts, format="multipart")
    assert list(answer.context["adminform"].errors) == ["time_zone"]


def test_the_demo_house_is_open_already(claire: APIClient, settings: Settings) -> None:
    settings.DEMO = True
    demo.seed_all()
    assert missing(claire) == []


def test_the_pages_have_words_for_each_step_in_both_languages() -> None:
    words = (FRONTEND / "src/pages/manager/first_steps_words.ts").read_text()
    assert {key: words.count(f" {key}: {{") for key in STEPS} == dict.fromkeys(STEPS, 2)


def usual(*layouts: tuple[str, int, bool], kept: int = 0, pk: int | None = None) -> dict[str, Any]:
    """The part of a room's form that says how it can be set up: name, capacity, whether it is the usual way."""
    facts: dict[str, Any] = {"layouts-TOTAL_FORMS": len(layouts), "layouts-INITIAL_FORMS": kept}
    for place, (name, capacity, is_usual) in enumerate(layouts):
        facts |= {f"layouts-{place}-name": name, f"layouts-{place}-capacity": capacity}
        facts |= {f"layouts-{place}-is_default": "on"} if is_usual else {}
    return facts


def room_form(building: int) -> dict[str, Any]:
    return {key: value for key, value in A_ROOM_TO_EAT_IN.items() if "layouts" not in key} | {"building": building}


@pytest.mark.parametrize("ways", [[False, False], [True, True]])
def test_a_room_has_one_usual_layout(claire: APIClient, ways: list[bool]) -> None:
    form = room_form(make_building().pk) | usual(("seated", 30, ways[0]), ("standing", 50, ways[1]))
    answer = claire.post("/admin/spaces/space/add/", form, format="multipart")
    assert (answer.status_code, Space.objects.count()) == (200, 0)


def test_another_layout_becomes_the_usual_one(claire: APIClient) -> None:
    form = room_form(make_building().pk)
    write(claire, "spaces/space", form | usual(("seated", 30, True), ("standing", 50, False)))
    room = Space.objects.get()
    ids = {f"layouts-{place}-id": layout.pk for place, layout in enumerate(room.layouts.order_by("pk"))}
    turned = form | usual(("seated", 30, False), ("standing", 50, True), kept=2) | ids
    answer = claire.post(f"/admin/spaces/space/{room.pk}/change/", turned, format="multipart")
    assert (answer.status_code, room.default_layout.name) == (302, "standing")
