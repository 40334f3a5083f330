"""Managers plan sittings and enter costs, cooks answer for their dishes, and nobody else reads or writes here."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from canteen.models import CostVersion, Dish, DishAllergen, Menu, PricePage, Sitting, SittingChange
from tests.canteen import kitchen
from venue.people import devices
from venue.people.models import Device, Role

pytestmark = pytest.mark.django_db
MONDAY = kitchen.TUESDAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _house():
    kitchen.space()
    with time_machine.travel(MONDAY, tick=False):
        yield


def signed_in(client, role, name="Chidi", **where):
    person = kitchen.cook(name)
    if role:
        Role.objects.create(person=person, name=role, **where)
    client.force_login(person)
    return person


@pytest.fixture
def manager(client):
    return signed_in(client, "manager", "Chidi")


def post(client, name, *args, body=None, **headers):
    return client.post(reverse(name, args=args), body or {}, content_type="application/json", **headers)


def patch(client, name, *args, body):
    return client.patch(reverse(name, args=args), body, content_type="application/json")


def a_sitting(**facts):
    return {"starts_at": "2026-11-24T12:00:00+01:00", "ends_at": "2026-11-24T12:50:00+01:00", "covers": 48} | facts


def some_costs(**facts):
    return {
        "entity": kitchen.entity().code,
        "valid_from": "2026-01-01",
        "covers": 14_168,
        "food_cents": 3_967_000,
        "pay_cents": 6_200_000,
        "house_cents": 1_700_000,
        "supplies_cents": 640_000,
        "grants_cents": 2_800_000,
    } | facts


ROUTES = [
    ("get", "manage-sittings", False),
    ("post", "manage-sittings", False),
    ("get", "manage-sitting", True),
    ("patch", "manage-sitting", True),
    ("post", "sitting-opening", True),
    ("post", "sitting-closing", True),
    ("post", "sitting-cancellation", True),
    ("get", "manage-menus", False),
    ("post", "manage-menus", False),
    ("get", "manage-menu", True),
    ("patch", "manage-menu", True),
    ("delete", "manage-menu", True),
    ("post", "menu-dishes", True),
    ("get", "manage-dish", True),
    ("patch", "manage-dish", True),
    ("delete", "manage-dish", True),
    ("post", "dish-answers", True),
    ("post", "dish-publication", True),
    ("post", "dish-withdrawal", True),
    ("get", "manage-costs", False),
    ("post", "manage-costs", False),
    ("delete", "manage-cost-version", True),
    ("get", "price-page", False),
    ("patch", "price-page", False),
]


@pytest.mark.parametrize("role", [None, "animator", "prescriber", "accountant", "auditor"])
def test_dora_reads_and_writes_nothing_here(client, role):
    kitchen.costs(pk=1)
    menu = kitchen.menu(pk=1)
    kitchen.dish(menu, pk=1)
    kitchen.draft(pk=1, menu=menu)
    signed_in(client, role, "Dora")
    answers = {
        (verb, name): getattr(client, verb)(reverse(name, args=[1] if one else [])).status_code
        for verb, name, one in ROUTES
    }
    assert set(answers.values()) == {403}


def test_a_guest_is_not_told_that_there_is_anything(client):
    assert {
        getattr(client, verb)(reverse(name, args=[1] if one else [])).status_code for verb, name, one in ROUTES
    } <= {
        401,
        403,
    }


def test_a_manager_of_another_house_manages_nothing_here(client):
    signed_in(client, "manager", building=kitchen.building(code="ailleurs", position=1))
    assert client.get(reverse("manage-sittings")).status_code == 403


def test_rows_of_another_house_are_not_found(client, manager):
    elsewhere = kitchen.building(code="ailleurs", position=1)
    theirs = kitchen.draft(space=kitchen.space("AILL", building=elsewhere))
    menu = kitchen.menu(building=elsewhere)
    dish = kitchen.dish(menu)
    assert [
        client.get(reverse("manage-sitting", args=[theirs.pk])).status_code,
        client.get(reverse("manage-menu", args=[menu.pk])).status_code,
        client.get(reverse("manage-dish", args=[dish.pk])).status_code,
        post(client, "manage-sittings", body=a_sitting(menu=menu.pk)).status_code,
        post(client, "manage-sittings", body=a_sitting(space="AILL")).status_code,
    ] == [404, 404, 404, 400, 400]


def test_a_sitting_is_planned_opened_changed_and_closed(client, manager):
    kitchen.costs()
    planned = post(client, "manage-sittings", body=a_sitting())
    assert (planned.status_code, planned.json()["state"], planned.json()["walk_in_reserve"]) == (201, "draft", 7)
    pk = planned.json()["id"]
    assert post(client, "sitting-opening", pk).json()["equilibrium_cents"] == 750
    assert patch(client, "manage-sitting", pk, body={"covers": 50, "walk_in_reserve": 10}).json()["covers_left"] == 40
    assert post(client, "sitting-closing", pk).json()["state"] == "closed"
    assert list(SittingChange.objects.values_list("state", "by")) == [
        ("open", f"person:{manager.pk}"),
        ("closed", f"person:{manager.pk}"),
    ]


def test_a_cancelled_sitting_needs_a_reason_that_guests_can_read(client, manager):
    sitting = kitchen.opened()
    assert post(client, "sitting-cancellation", sitting.pk).status_code == 400
    answer = post(client, "sitting-cancellation", sitting.pk, body={"because": "Panne de chaudière"})
    assert (answer.json()["state"], answer.json()["cancelled_because"]) == ("cancelled", "Panne de chaudière")


def test_saying_the_same_plan_twice_makes_one_sitting(client, manager):
    kitchen.costs()
    key = {"headers": {"idempotency-key": str(uuid.uuid4())}}
    first = post(client, "manage-sittings", body=a_sitting(), **key).json()
    assert post(client, "manage-sittings", body=a_sitting(), **key).json() == first
    assert Sitting.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"starts_at": "2026-11-24T12:00:00"}, "starts_at"),
        ({"ends_at": "2026-11-24T12:00:00+01:00"}, "ends_at"),
        ({"ends_at": "2026-11-26T12:00:00+01:00"}, "ends_at"),
        ({"covers": 0}, "covers"),
        ({"covers": 10**9}, "covers"),
        ({"walk_in_reserve": 49}, "walk_in_reserve"),
        ({"menu": 10**15}, "menu"),
        ({"menu": True}, "menu"),
        ({"menu": "1"}, "menu"),
        ({"space": "NONE"}, "space"),
        ({"space": 3}, "space"),
        ({"price": 100}, "price"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_the_field(client, manager, facts, field):
    kitchen.costs()
    answer = post(client, "manage-sittings", body=a_sitting(**facts))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_a_change_is_checked_against_what_stays(client, manager):
    draft = kitchen.draft()
    refused = [
        patch(client, "manage-sitting", draft.pk, body=body).status_code
        for body in ({"ends_at": "2026-11-24T11:00:00+01:00"}, {"covers": 6}, {"walk_in_reserve": 49})
    ]
    assert refused == [400, 400, 400]


def test_refusals_say_what_is_wrong(client, manager):
    no_costs = post(client, "manage-sittings", body=a_sitting())
    assert (no_costs.status_code, no_costs.json()["code"]) == (422, "no_costs")
    kitchen.opened()
    late = kitchen.draft(starts_at=kitchen.TUESDAY + timedelta(minutes=30))
    full = post(client, "sitting-opening", late.pk)
    assert (full.status_code, full.json()["code"], full.json()["expected"]) == (409, "over_capacity", 96)
    night = kitchen.draft(starts_at=kitchen.TUESDAY.replace(hour=23))
    assert post(client, "sitting-opening", night.pk).json()["code"] == "outside_opening_hours"


def test_a_cook_writes_a_dish_answers_and_publishes(client):
    bruno = signed_in(client, "cook", "Bruno")
    menu = post(client, "manage-menus", body={"served_on": "2026-11-24"}).json()
    body = {"course": "main", "name_fr": "Dahl de lentilles", "tags": ["BIO", "VEGAN", "BIO"]}
    dish = post(client, "menu-dishes", menu["id"], body=body).json()
    assert (dish["tags"], len(dish["unanswered"])) == (["VEGAN", "BIO"], 14)
    early = post(client, "dish-publication", dish["id"])
    assert (early.status_code, early.json()["code"], len(early.json()["allergens"])) == (
        422,
        "allergens_unanswered",
        14,
    )
    post(client, "dish-answers", dish["id"], body=kitchen.all_no(celery="contains"))
    published = post(client, "dish-publication", dish["id"]).json()
    assert (published["unanswered"], published["answers"]["celery"], published["published_by"]) == (
        [],
        "contains",
        "Bruno",
    )
    assert {row.answered_by for row in DishAllergen.objects.all()} == {bruno}


def test_a_shared_phone_cannot_answer_for_allergens(client):
    dish = kitchen.dish(kitchen.menu())
    token = devices.make_token()
    lease = {"token_hash": devices.hash_of(token), "lease_until": kitchen.TUESDAY}
    Device.objects.create(name="Cuisine", roles=["cook"], **lease)
    phone = {"headers": {"authorization": f"Device {token}"}}
    answer = post(client, "dish-answers", dish.pk, body=kitchen.all_no(), **phone)
    assert (answer.status_code, answer.json()["code"]) == (403, "named_cook_needed")


def test_an_answer_must_be_one_of_three_about_one_of_fourteen(client, manager):
    dish = kitchen.dish(kitchen.menu())
    refused = [
        post(client, "dish-answers", dish.pk, body=body).json()["errors"].keys()
        for body in ({"milk": "perhaps"}, {"kryptonite": "no"})
    ]
    assert [list(fields) for fields in refused] == [["milk"], ["kryptonite"]]


def test_a_dish_that_somebody_may_have_read_is_not_thrown_away(client, manager):
    menu = kitchen.menu()
    shown, hidden = kitchen.published(menu, manager), kitchen.dish(menu)
    assert client.delete(reverse("manage-dish", args=[shown.pk])).json()["code"] == "dish_published"
    post(client, "dish-withdrawal", shown.pk)
    assert client.delete(reverse("manage-dish", args=[shown.pk])).status_code == 409
    assert client.delete(reverse("manage-dish", args=[hidden.pk])).status_code == 204
    assert list(Dish.objects.all()) == [shown]


def test_a_menu_that_is_served_is_not_thrown_away(client, manager):
    served, spare = kitchen.menu(), kitchen.menu()
    kitchen.draft(menu=served)
    kitchen.dish(spare)
    assert client.delete(reverse("manage-menu", args=[served.pk])).json()["code"] == "menu_served"
    assert client.delete(reverse("manage-menu", args=[spare.pk])).status_code == 204
    assert list(Menu.objects.all()) == [served]


def test_costs_are_entered_and_say_what_follows_from_them(client, manager):
    answer = post(client, "manage-costs", body=some_costs())
    told = answer.json()
    assert (answer.status_code, told["full_cost_cents"], told["raw_equilibrium_cents"], told["equilibrium_cents"]) == (
        201,
        971,
        754,
        750,
    )
    assert sum(part["cents"] for part in told["breakdown"]) == 750


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"covers": 0}, "covers"),
        ({"covers": 1}, "covers"),
        ({"grants_cents": 10**11}, "grants_cents"),
        ({"food_cents": -1}, "food_cents"),
        ({"vat_bp": 10_001}, "vat_bp"),
        ({"entity": "nobody"}, "entity"),
        ({"valid_from": "yesterday"}, "valid_from"),
    ],
)
def test_costs_that_make_no_sense_are_refused_with_the_field(client, manager, facts, field):
    answer = post(client, "manage-costs", body=some_costs(**facts))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_costs_from_the_same_day_are_entered_once(client, manager):
    key = {"headers": {"idempotency-key": str(uuid.uuid4())}}
    codes = [post(client, "manage-costs", body=some_costs(), **key).status_code for _ in range(2)]
    assert (codes, post(client, "manage-costs", body=some_costs()).status_code) == ([201, 201], 400)


def test_costs_that_priced_a_sitting_stay(client, manager):
    used = kitchen.opened().cost_version
    unused = kitchen.costs(valid_from="2027-01-01")
    assert client.delete(reverse("manage-cost-version", args=[used.pk])).json()["code"] == "costs_used"
    assert client.delete(reverse("manage-cost-version", args=[unused.pk])).status_code == 204
    assert list(CostVersion.objects.all()) == [used]


def test_the_first_costs_can_be_entered_for_any_of_the_legal_bodies(client, manager):
    kitchen.entity()
    told = client.get(reverse("manage-costs")).json()
    assert told == {"entities": [{"code": "tablee", "name": "Association La Grande Tablée"}], "results": []}


def test_costs_that_priced_a_sitting_say_so(client, manager):
    kitchen.opened()
    kitchen.costs(valid_from="2027-01-01")
    told = client.get(reverse("manage-costs")).json()["results"]
    assert [(one["valid_from"], one["used"]) for one in told] == [("2027-01-01", False), ("2026-01-01", True)]


def test_a_sitting_cannot_be_planned_into_the_past(client, manager):
    kitchen.costs()
    past = {"starts_at": "2026-11-20T12:00:00+01:00", "ends_at": "2026-11-20T12:50:00+01:00"}
    answer = post(client, "manage-sittings", body=a_sitting(**past))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ends_at"])


def test_a_draft_can_be_thrown_away_and_an_open_sitting_cannot(client, manager):
    draft, opened = kitchen.draft(), kitchen.opened(starts_at=kitchen.TUESDAY + timedelta(days=1))
    codes = [client.delete(reverse("manage-sitting", args=[one.pk])).status_code for one in (draft, opened)]
    assert (codes, list(Sitting.objects.all())) == ([204, 409], [opened])


def test_a_change_under_the_eyes_of_guests_bears_its_date(client, manager):
    dish = kitchen.published(kitchen.menu(), manager)
    assert client.get(reverse("manage-dish", args=[dish.pk])).json()["changed_at"] is None
    told = post(client, "dish-answers", dish.pk, body={"mustard": "contains"}).json()
    assert told["changed_at"] == "2026-11-23T12:00:00+01:00"


def test_the_team_writes_its_own_sentence(client, manager):
    assert client.get(reverse("price-page")).json()["support_cents"] == 1000
    told = patch(client, "price-page", body={"sentence_fr": "Un repas en appelle un autre."}).json()
    assert (told["sentence_fr"], PricePage.objects.count()) == ("Un repas en appelle un autre.", 1)
    assert patch(client, "price-page", body={"solidarity_to_cents": 50}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_as_many_statements_for_three_as_for_one(client, manager, count, django_assert_num_queries):
    for day in range(count):
        menu = kitchen.menu()
        kitchen.published(menu, manager, f"Dahl {day}")
        kitchen.draft(menu=menu, starts_at=kitchen.TUESDAY + timedelta(days=day))
    client.get(reverse("manage-sittings"))  # the session notes that it was used, and the rules are read
    with django_assert_num_queries(4):  # session, person, roles, sittings
        assert len(client.get(reverse("manage-sittings")).json()["results"]) == count
    with django_assert_num_queries(7):  # session, person, roles, menus, dishes, answers, sittings
        assert len(client.get(reverse("manage-menus")).json()["results"]) == count
