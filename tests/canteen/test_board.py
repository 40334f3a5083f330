"""The board: anybody may read what there is to eat, and reading it again is nearly free."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from canteen import menus, orders, sittings
from canteen.models import PricePage
from tests.canteen import kitchen
from venue.rules.models import RuleOverride
from venue.spaces.models import Space

pytestmark = pytest.mark.django_db
MONDAY = kitchen.TUESDAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday():
    kitchen.building()
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def bruno():
    return kitchen.cook("Bruno")


@pytest.fixture
def lunch(bruno):
    menu = kitchen.menu()
    kitchen.published(menu, bruno, "Compote pomme-coing", course="dessert")
    kitchen.published(
        menu, bruno, name_en="Lentil dal", tags=["BIO"], allergens={"celery": "contains", "mustard": "may_contain"}
    )
    kitchen.dish(menu, "Velouté inachevé", course="starter")
    return kitchen.opened(menu=menu)


def read(client, **query):
    return client.get(reverse("sittings"), query)


def test_a_sitting_is_told_with_its_dishes_its_price_and_its_covers(client, lunch):
    [told] = read(client).json()["results"]
    main, dessert = lunch.menu.dishes.published().order_by("-pk")
    assert told == {
        "id": lunch.pk,
        "starts_at": "2026-11-24T12:00:00+01:00",
        "ends_at": "2026-11-24T12:50:00+01:00",
        "space": "CANT",
        "space_name": "Salle de la cantine",
        "title": "",
        "state": "open",
        "trial": False,
        "covers": 48,
        "covers_left": 41,
        "equilibrium_cents": 750,
        "cost_breakdown": [
            {"key": "food", "cents": 308},
            {"key": "people", "cents": 481},
            {"key": "house", "cents": 132},
            {"key": "supplies", "cents": 50},
            {"key": "grants", "cents": -217},
            {"key": "rounding", "cents": -4},
        ],
        "cancelled_because": "",
        "walk_in_reserve": 7,
        "dishes": [
            {
                "id": main.pk,
                "course": "main",
                "name": "Dahl de lentilles",
                "tags": ["BIO"],
                "allergens": {"contains": ["celery"], "may_contain": ["mustard"]},
            },
            {
                "id": dessert.pk,
                "course": "dessert",
                "name": "Compote pomme-coing",
                "tags": [],
                "allergens": {"contains": [], "may_contain": []},
            },
        ],
    }


def test_who_reads_english_is_told_in_english_where_there_is_english(client, lunch):
    answer = client.get(reverse("sittings"), headers={"accept-language": "en"})
    assert [dish["name"] for dish in answer.json()["results"][0]["dishes"]] == ["Lentil dal", "Compote pomme-coing"]
    assert answer.json()["results"][0]["space_name"] == "Dining room"
    assert "Accept-Language" in answer["Vary"]


def test_a_draft_is_nobodys_business(client):
    kitchen.draft()
    assert read(client).json() == {"results": []}


def test_the_coming_two_weeks_are_shown_unless_asked_otherwise(client):
    shown = [kitchen.opened(starts_at=kitchen.TUESDAY + timedelta(days=days)) for days in (0, 12)]
    later = kitchen.opened(starts_at=kitchen.TUESDAY + timedelta(days=13))
    ids = [sitting.pk for sitting in shown]
    assert [each["id"] for each in read(client).json()["results"]] == ids
    asked = read(client, **{"from": "2026-12-07", "to": "2026-12-07"}).json()["results"]
    assert [each["id"] for each in asked] == [later.pk]


def test_a_period_may_be_asked_in_hours(client, lunch):
    first = {"from": "2026-11-24T11:00:00+00:00", "to": "2026-11-24T11:30:00Z"}
    after = {"from": "2026-11-24T12:50:00+01:00", "to": "2026-11-24T13:30:00+01:00"}
    assert [len(read(client, **asked).json()["results"]) for asked in (first, after)] == [1, 0]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"from": "2026-11-24T12:00:00"}, "from"),
        ({"from": "tomorrow"}, "from"),
        ({"from": "2026-13-45"}, "from"),
        ({"from": "9999-12-31"}, "from"),
        ({"from": "0001-01-01"}, "from"),
        ({"from": "\x00"}, "from"),
        ({"from": "2026-11-24", "to": "2026-11-22"}, "to"),
        ({"from": "2026-11-24", "to": "2026-12-30"}, "to"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_with_the_field(client, asked, field):
    answer = read(client, **asked)
    assert (answer.status_code, answer.json()["code"], list(answer.json()["errors"])) == (400, "invalid", [field])


def test_a_month_over_the_clock_change_is_still_a_month(client):
    assert read(client, **{"from": "2026-10-01", "to": "2026-10-31"}).status_code == 200


def test_unchanged_is_304_until_something_that_is_told_changes(client, lunch, bruno):
    def unchanged(etag):
        return client.get(reverse("sittings"), headers={"if-none-match": etag})

    etag = read(client)["ETag"]
    assert unchanged(etag).status_code == 304
    menus.answer(lunch.menu.dishes.published().first(), {"milk": "contains"}, by=bruno)
    assert unchanged(etag).status_code == 200
    etag = read(client)["ETag"]
    sittings.change(lunch, {"covers": 50}, by=kitchen.MANAGER)
    assert unchanged(etag).status_code == 200


def test_what_is_ordered_is_told_at_once_and_the_last_cover_makes_it_full(client, bruno):
    sitting = kitchen.opened(covers=6, walk_in_reserve=2)
    etag = read(client)["ETag"]
    told = []
    for covers in (3, 1):
        orders.place(orders.Wish(sitting=sitting.pk, covers=covers, email="amina@example.org"))
        answer = client.get(reverse("sittings"), headers={"if-none-match": etag})
        etag = answer["ETag"]
        told += [(each["covers_left"], each["state"]) for each in answer.json()["results"]]
    assert told == [(1, "open"), (0, "full")]


def test_covers_come_back_when_a_hold_ends_though_nothing_was_written(client, bruno, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    sitting = kitchen.opened()
    orders.place(orders.Wish(sitting=sitting.pk, covers=4, contribution_cents=400))
    told = []
    for minutes in (0, 14, 15):
        with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
            told += [each["covers_left"] for each in read(client).json()["results"]]
    assert told == [37, 37, 41]


def test_the_reserve_is_told_as_soon_as_it_is_released(client, lunch):
    told = []
    for minutes in (14, 15):
        with time_machine.travel(kitchen.TUESDAY + timedelta(minutes=minutes), tick=False):
            told += [each["covers_left"] for each in read(client).json()["results"]]
    assert told == [41, 48]


def test_a_renamed_room_is_told_within_a_minute(client, lunch):
    read(client)
    Space.objects.update(name="Réfectoire")
    with time_machine.travel(MONDAY + timedelta(minutes=1), tick=False):
        assert [each["space_name"] for each in read(client).json()["results"]] == ["Réfectoire"]


def test_a_changed_answer_is_told_at_once(client, lunch, bruno):
    read(client)
    menus.answer(lunch.menu.dishes.published().order_by("-pk")[0], {"milk": "contains"}, by=bruno)
    assert read(client).json()["results"][0]["dishes"][0]["allergens"]["contains"] == ["milk", "celery"]


@pytest.mark.parametrize(
    ("at", "state"), [(timedelta(0), "open"), (timedelta(minutes=49), "open"), (timedelta(minutes=50), "closed")]
)
def test_a_sitting_that_is_over_is_told_closed_even_if_no_job_has_come_by(client, lunch, at, state):
    with time_machine.travel(kitchen.TUESDAY + at, tick=False):
        assert [each["state"] for each in read(client).json()["results"]] == [state]


def test_a_cancelled_sitting_stays_on_the_board_with_its_reason(client, lunch):
    sittings.cancel(lunch, because="La chaudière est en panne.", by=kitchen.MANAGER)
    [told] = read(client).json()["results"]
    assert (told["state"], told["covers_left"], told["cancelled_because"]) == (
        "cancelled",
        0,
        "La chaudière est en panne.",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_as_many_statements_for_three_sittings_as_for_one(
    client, bruno, django_assert_num_queries, count
):
    for day in range(count):
        menu = kitchen.menu()
        kitchen.published(menu, bruno)
        kitchen.opened(menu=menu, starts_at=kitchen.TUESDAY + timedelta(days=day))
    with django_assert_num_queries(6):  # building, revisions, sittings, dishes, answers, costs
        assert len(read(client).json()["results"]) == count
    with django_assert_num_queries(1):  # revisions; the building is remembered
        assert len(read(client).json()["results"]) == count


def test_one_sitting_has_the_whole_allergen_sheet(client, lunch):
    told = client.get(reverse("sitting", args=[lunch.pk]), headers={"accept-language": "en"}).json()
    assert [line["dish"] for line in told["allergen_sheet"]] == [dish["id"] for dish in told["dishes"]]
    assert told["allergen_sheet"][0]["answers"] == kitchen.all_no(celery="contains", mustard="may_contain")
    assert [each["code"] for each in told["allergen_names"]] == list(kitchen.all_no())
    assert told["allergen_names"][0]["name"] == "cereals with gluten"


def test_the_price_is_told_with_one_sentence_and_no_marks(client, lunch):
    told = client.get(reverse("sitting", args=[lunch.pk])).json()["price"]
    sentence = "Ce que vous donnez permet au suivant de s’asseoir."
    assert told == {"sentence": sentence, "full_cost_cents": 971, "online": False}


def test_marks_are_told_where_the_team_has_switched_them_on(client, lunch):
    RuleOverride.objects.create(key="price.marks_shown", value=True, valid_from=MONDAY.date())
    told = client.get(reverse("sitting", args=[lunch.pk])).json()["price"]
    assert told["marks"] == [
        {"key": "solidarity", "from_cents": 100, "to_cents": 400},
        {"key": "equilibrium", "from_cents": 750, "to_cents": 750},
        {"key": "support", "from_cents": 1000, "to_cents": 1000},
    ]


def test_the_sentence_is_the_teams_own(client, lunch):
    PricePage.objects.create(building=kitchen.building(), sentence_fr="Un repas en appelle un autre.")
    told = client.get(reverse("sitting", args=[lunch.pk])).json()["price"]
    assert told["sentence"] == "Un repas en appelle un autre."


def test_a_draft_an_unknown_and_another_houses_sitting_are_not_found(client):
    draft = kitchen.draft()
    elsewhere = kitchen.space("AILL", building=kitchen.building(code="ailleurs", position=1))
    theirs = kitchen.opened(space=elsewhere)
    assert [client.get(reverse("sitting", args=[pk])).status_code for pk in (draft.pk, 0, theirs.pk)] == [404] * 3
    assert client.get(reverse("sitting", args=[theirs.pk]), {"building": "ailleurs"}).status_code == 200
