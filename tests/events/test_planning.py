"""A plan over HTTP, from its first line to the street; what is impossible is refused and changes nothing."""

from datetime import date as day
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from events import back_plan, slugs
from events.models import Event, EventChange, EventDate, Task
from tests import cast
from tests.events.cast import HOUR, MONDAY, SATURDAY, date, event, house, site
from tests.people.cast import browser, make_building, make_person
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/planning/events/"


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def anna(monday: Any) -> APIClient:
    """An animator."""
    house()
    return browser(make_person("Anna", "animator"))


def wish(starts_at: Any = SATURDAY, hours: float = 4, **facts: Any) -> dict[str, Any]:
    where = {} if facts.get("space") else {"site": site().code}
    return {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + hours * HOUR).isoformat()} | where | facts


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


# --- making one -------------------------------------------------------------------------------------------------------


def test_a_title_and_a_day_make_a_plan_with_its_tasks_and_who_plans_it(anna: APIClient) -> None:
    cast.entity()
    answer = anna.post(EVENTS, {"title": "Bal de la Saint-Jean !", "music": True, "dates": [wish()]})
    told = answer.json()
    assert (answer.status_code, told["slug"], told["state"]) == (201, "bal-de-la-saint-jean", "idea")
    assert told["animator"]["first_name"] == "Anna"
    assert told["dates"][0]["place"] == {"code": "jaude", "name": "Place de Jaude", "kind": "site"}
    assert told["dates"][0]["starts_at"] == "2027-04-24T15:00:00+02:00"
    assert [task["due_on"] for task in told["tasks"] if task["title"].startswith("Déclaration p")] == ["2027-04-20"]
    assert (told["missing"], told["next_states"]) == (["summary", "description"], ["prepared"])
    assert [it["what"] for it in told["history"]] == ["made"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Jeux de rue", "jeux-de-rue-2"), ("News", "news-2"), ("¡جشن!", "evenement"), ("a" * 120, "a" * 60)],
)
def test_an_address_is_made_of_the_title_and_is_nobody_elses(anna: APIClient, title: str, slug: str) -> None:
    event("jeux-de-rue")
    assert anna.post(EVENTS, {"title": title}).json()["slug"] == slug


def test_somebody_who_is_quicker_with_the_same_title_leaves_the_next_address() -> None:
    event("bal", dated=False)
    made = Event(building=house(), entity=cast.entity(), title="Bal")
    known = Event.objects
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slugs.Event.objects, "filter", lambda **_facts: known.none())  # it was not there yet
        assert slugs.save(made).slug == "bal-2"


def test_the_same_key_makes_one_plan(anna: APIClient) -> None:
    cast.entity()
    key = {"Idempotency-Key": "8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11"}
    slugs_made = {anna.post(EVENTS, {"title": "Bal"}, headers=key).json()["slug"] for _twice in range(2)}
    assert (slugs_made, Event.objects.count()) == ({"bal"}, 1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"title": ""}, (400, "invalid")),
        ({"title": "Bal\x00"}, (400, "parse_error")),
        ({"titel": "Bal"}, (400, "invalid")),
        ({"expected_people": 10**12}, (400, "invalid")),
        ({"expected_people": 10**30}, (400, "parse_error")),
        ({"keywords": ["x"] * 11}, (400, "invalid")),
        ({"entity": "nobody"}, (422, "unknown_entity")),
        ({"site_lead": "8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11"}, (422, "unknown_person")),
        ({"price": "fixed"}, (422, "price_unclear")),
        ({"price": "free", "price_cents": 500}, (422, "price_unclear")),
        ({"dates": [{"starts_at": "2027-04-24T15:00:00", "ends_at": "2027-04-24T16:00:00+02:00"}]}, (400, "invalid")),
        ({"dates": [{"starts_at": "x"}]}, (400, "invalid")),
        ({"dates": {}}, (400, "invalid")),
    ],
)
def test_what_makes_no_plan_makes_nothing(anna: APIClient, said: dict[str, Any], expected: tuple[int, str]) -> None:
    cast.entity()
    answer = anna.post(EVENTS, {"title": "Bal"} | said)
    assert (code(answer), Event.objects.count()) == (expected, 0)


def test_only_who_may_plan_here_is_named_as_planning(anna: APIClient) -> None:
    event("bal")
    for person, expected in [
        (make_person("Dora"), 422),
        (make_person("Max", "animator", building=make_building("annexe")), 422),
        (make_person("Zoé", "animator"), 200),
    ]:
        assert anna.patch(f"{EVENTS}bal/", {"animator": str(person.pk)}).status_code == expected


# --- writing it -------------------------------------------------------------------------------------------------------


def test_what_is_written_changes_and_the_tasks_change_with_the_facts(anna: APIClient) -> None:
    event("bal", music=True)
    told = anna.patch(f"{EVENTS}bal/", {"music": False, "bar": True, "summary": "On danse."}).json()
    titles = {task["title"] for task in told["tasks"]}
    assert ("Demande de buvette temporaire" in titles, "Déclaration à la SACEM" in titles) == (True, False)
    assert (told["summary"], told["history"][0]["fields"]) == ("On danse.", ["bar", "music", "summary"])
    before = EventChange.objects.count()
    anna.patch(f"{EVENTS}bal/", {"bar": True})  # as it is: nothing happened
    assert EventChange.objects.count() == before


def test_a_published_event_has_its_times_by_changes_only(anna: APIClient) -> None:
    bal = event("bal", state="published")
    path = f"/api/v1/planning/dates/{bal.dates.get().pk}/"
    assert code(anna.patch(path, wish(SATURDAY + HOUR))) == (409, "already_published")
    assert code(anna.post(f"{path}removal/")) == (409, "already_published")
    told = anna.patch(path, {"capacity": 40, "decide_at": (SATURDAY - 4 * HOUR).isoformat()}).json()
    assert told["dates"][0]["capacity"] == 40
    assert anna.patch(f"{EVENTS}bal/", {"dates": []}).status_code == 400


def test_places_that_people_hold_stay(anna: APIClient) -> None:
    bal = event("bal", state="published", dated=False)
    it = date(bal, capacity=50, places_taken=30)
    answer = anna.patch(f"/api/v1/planning/dates/{it.pk}/", {"capacity": 29})
    assert (code(answer), answer.json()["registered"]) == ((409, "capacity_below_registered"), 30)


# --- its steps --------------------------------------------------------------------------------------------------------


def test_a_plan_goes_its_way_to_the_street_and_takes_its_square_beyond_the_idea(anna: APIClient) -> None:
    event("bal")
    event("other")
    assert anna.post(f"{EVENTS}other/steps/", {"to": "prepared"}).status_code == 200
    assert code(anna.post(f"{EVENTS}bal/steps/", {"to": "prepared"})) == (409, "site_taken")
    anna.post(f"{EVENTS}other/abandonment/")
    for to in ("prepared", "filed"):
        assert anna.post(f"{EVENTS}bal/steps/", {"to": to}).json()["state"] == to
    assert code(anna.post(f"{EVENTS}bal/publication/")) == (409, "needs_authorisation")
    assert anna.post(f"{EVENTS}bal/publication/", {"conditional": True}).status_code == 403
    assert anna.post(f"{EVENTS}bal/authorisation/").json()["state"] == "authorised"
    told = anna.post(f"{EVENTS}bal/publication/").json()
    assert (told["state"], told["conditional"], "changes" in told["can"]) == ("published", False, True)
    assert code(anna.post(f"{EVENTS}bal/steps/", {"to": "filed"})) == (409, "wrong_state")
    assert code(anna.post(f"{EVENTS}bal/abandonment/")) == (409, "wrong_state")
    assert code(anna.post(f"{EVENTS}bal/steps/", {"to": "published"})) == (400, "invalid")


def test_an_overdue_declaration_keeps_it_from_the_street_and_a_manager_announces_it_with_a_reservation() -> None:
    maud = make_person("Maud", "manager")
    back_plan.renew(event("bal", state="filed"))
    with time_machine.travel(SATURDAY - timedelta(days=3), tick=False):
        manager = browser(maud)
        answer = manager.post(f"{EVENTS}bal/publication/", {"conditional": True})
        assert (code(answer), len(answer.json()["tasks"])) == ((409, "tasks_overdue"), 3)
        Task.objects.update(state="done", done_on=day(2027, 4, 1))
        answer = manager.post(f"{EVENTS}bal/publication/", {"conditional": True}).json()
        assert [it["lacks_paper"] for it in answer["tasks"]] == [True] * 3  # ticked, and nothing proves it
        Task.objects.update(note="Classeur rouge.")
        told = manager.post(f"{EVENTS}bal/publication/", {"conditional": True}).json()
    assert (told["state"], told["conditional"], told["can"].count("authorisation")) == ("published", True, 1)


def test_it_was_held_once_its_last_date_is_over(anna: APIClient) -> None:
    event("bal", state="published")
    assert code(anna.post(f"{EVENTS}bal/holding/")) == (409, "wrong_state")
    zoe = make_person("Zoé", "animator")
    with time_machine.travel(SATURDAY + timedelta(days=1), tick=False):
        assert browser(zoe).post(f"{EVENTS}bal/holding/").json()["dates"][0]["state"] == "held"


# --- its dates --------------------------------------------------------------------------------------------------------


def test_a_rule_makes_a_date_for_each_day_at_the_walls_hour_and_one_alone_is_changed(anna: APIClient) -> None:
    event("market", dated=False)
    said = wish(SATURDAY.replace(month=3, day=20), rule="FREQ=WEEKLY;COUNT=3", decide_at="2027-03-19T18:00:00+01:00")
    told = anna.post(f"{EVENTS}market/dates/", said).json()
    assert [it["starts_at"] for it in told["dates"]] == [
        "2027-03-20T15:00:00+01:00",
        "2027-03-27T15:00:00+01:00",
        "2027-04-03T15:00:00+02:00",
    ]
    assert told["dates"][2]["decide_at"] == "2027-04-02T18:00:00+02:00"
    one = told["dates"][1]
    moved = wish(SATURDAY.replace(month=3, day=28))
    told = anna.patch(f"/api/v1/planning/dates/{one['id']}/", moved).json()
    changed = next(it for it in told["dates"] if it["id"] == one["id"])
    assert (changed["starts_at"], changed["recurrence_id"]) == ("2027-03-28T15:00:00+02:00", one["starts_at"])
    assert changed["decide_at"] == "2027-03-27T18:00:00+01:00"
    told = anna.post(f"/api/v1/planning/dates/{one['id']}/removal/").json()
    assert len(told["dates"]) == 2
    assert code(anna.post(f"{EVENTS}market/dates/", said)) == (409, "date_there")
    assert EventDate.objects.count() == 2


def test_in_the_hour_that_spring_leaves_out_nothing_takes_place(anna: APIClient) -> None:
    event("night", dated=False)
    begin = SATURDAY.replace(month=3, day=27, hour=2, minute=30)
    told = anna.post(f"{EVENTS}night/dates/", wish(begin, 0.25, rule="FREQ=DAILY;COUNT=3")).json()
    assert [it["starts_at"][:10] for it in told["dates"]] == ["2027-03-27", "2027-03-29"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"ends_at": SATURDAY.isoformat()}, (422, "ends_before_start")),
        ({"ends_at": (SATURDAY + timedelta(days=15)).isoformat()}, (422, "too_long")),
        ({"starts_at": "2026-01-01T10:00:00Z", "ends_at": "2026-01-01T12:00:00Z"}, (422, "in_the_past")),
        ({"starts_at": "2027-04-24T15:00:00"}, (400, "invalid")),
        ({"site": "nowhere"}, (422, "unknown_site")),
        ({"site": None}, (422, "one_place")),
        ({"space": "CANT"}, (422, "one_place")),
        ({"site": "", "space": "nowhere"}, (422, "unknown_room")),
        ({"layout": "rows"}, (422, "unknown_layout")),
        ({"fallback_space": "CANT", "fallback_layout": "rows"}, (422, "unknown_layout")),
        ({"fallback_space": "CANT"}, (409, "site_too_small")),
        ({"decide_at": (SATURDAY + HOUR).isoformat()}, (422, "decision_too_late")),
        ({"capacity": 0}, (400, "invalid")),
        ({"rule": "FREQ=YEARLY;COUNT=2"}, (422, "bad_rule")),
        ({"rule": "FREQ=DAILY;COUNT=100000"}, (422, "bad_rule")),
        ({"places": 3}, (400, "invalid")),
    ],
)
def test_an_impossible_date_is_refused_and_nothing_is_half_done(
    anna: APIClient, said: dict[str, Any], expected: tuple[int, str]
) -> None:
    cast.space()
    event("bal", dated=False)
    answer = anna.post(f"{EVENTS}bal/dates/", wish() | said)
    assert (code(answer), EventDate.objects.count()) == (expected, 0)


def test_a_refusal_says_that_it_is_plan_b_which_is_too_small(anna: APIClient) -> None:
    cast.space()
    event("bal", dated=False)
    refused = anna.post(f"{EVENTS}bal/dates/", wish(fallback_space="CANT"))
    assert "plan B" in refused.json()["detail"]


def test_of_a_rules_days_all_take_their_place_or_none(anna: APIClient) -> None:
    event("bal", dated=False, state="prepared")
    date(event("other", dated=False, state="prepared"), starts_at=SATURDAY + timedelta(days=14))
    answer = anna.post(f"{EVENTS}bal/dates/", wish(rule="FREQ=WEEKLY;COUNT=4"))
    assert (code(answer), EventDate.objects.count()) == ((409, "site_taken"), 1)


def test_a_date_goes_from_the_square_into_a_room_with_its_people_and_its_tasks(anna: APIClient) -> None:
    bal = event("bal", state="prepared", expected_people=40)
    anna.patch(f"{EVENTS}bal/", {"music": True})
    told = anna.patch(f"/api/v1/planning/dates/{bal.dates.get().pk}/", {"space": cast.space().code}).json()
    left = [it["rule"] for it in told["tasks"]]  # indoors nobody asks but who wrote the music
    assert (told["dates"][0]["place"]["kind"], left) == ("room", ["sacem"])
    assert CapacityClaim.objects.get(released_at=None).people == 40
    assert code(anna.patch(f"{EVENTS}bal/", {"expected_people": 60})) == (409, "over_capacity")
    anna.post(f"{EVENTS}bal/steps/", {"to": "idea"})
    assert not CapacityClaim.objects.filter(released_at=None).exists()


# --- looking ----------------------------------------------------------------------------------------------------------


def test_the_board_shows_what_comes_first_and_finds_ones_own(anna: APIClient) -> None:
    event("later", dated=False)
    event("given-up", dropped_at=MONDAY)
    games = event("games", state="prepared", title="Jeux d’hiver")
    games.tasks.create(title="Affiches", due_on=day(2026, 11, 20), mandatory=True)
    cards = anna.get(EVENTS).json()["results"]
    assert [card["slug"] for card in cards] == ["games", "later"]
    assert (cards[0]["next_task"]["title"], cards[0]["late"], cards[0]["blocking"]) == ("Affiches", 1, 1)
    found = {asked: [it["slug"] for it in anna.get(f"{EVENTS}?{asked}").json()["results"]] for asked in
             ("q=HIVER", "state=idea", "mine=1", "dropped=1")}  # fmt: skip
    assert found == {"q=HIVER": ["games"], "state=idea": ["later"], "mine=1": [], "dropped=1": ["given-up"]}
    assert anna.get(f"{EVENTS}?state=nonsense").status_code == 400


def test_a_board_of_three_costs_as_many_statements_as_one_of_one(anna: APIClient) -> None:
    counts = []
    for number in range(3):
        made = event(f"plan-{number}", state="prepared", dated=False)
        date(made, site=site(f"site-{number}"))
        date(made, space=cast.space())
        anna.get(EVENTS)  # the process knows its house
        with CaptureQueriesContext(connection) as asked:
            anna.get(EVENTS)
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_who_leads_something_else_at_that_hour_is_named_while_one_chooses(anna: APIClient) -> None:
    lea = make_person("Léa")
    event("bal")
    date(event("concert", dated=False, title="Concert", site_lead=lea), SATURDAY + HOUR)
    date(event("later", dated=False, title="Later", site_lead=lea), SATURDAY + 9 * HOUR)
    told = anna.get(f"{EVENTS}bal/").json()["leading_elsewhere"]
    assert told == [{"person": str(lea.pk), "title": "Concert"}]


def test_the_calendar_shows_places_and_conflicts(anna: APIClient) -> None:
    event("bal", state="prepared")
    event("games", state="idea")
    told = anna.get("/api/v1/planning/calendar/?from=2027-04-24&to=2027-04-24").json()
    assert [it["conflicts"] for it in told["results"]] == [[{"kind": "site", "with": "Jeux de rue"}]] * 2
    assert {"code": "jaude", "name": "Place de Jaude", "kind": "site", "layouts": []} in told["places"]
    assert anna.get("/api/v1/planning/calendar/?from=2027-04-25&to=2027-04-25").json()["results"] == []
    assert anna.get("/api/v1/planning/calendar/?from=yesterday").status_code == 400


def test_another_houses_plans_are_not_found() -> None:
    bal = event("bal")
    elsewhere = browser(make_person("Max", "manager", building=make_building("annexe")))
    paths = [f"{EVENTS}bal/", f"{EVENTS}bal/steps/", f"/api/v1/planning/dates/{bal.dates.get().pk}/removal/"]
    assert [elsewhere.post(path, {"to": "prepared"}).status_code for path in paths[1:]] == [404, 404]
    assert (elsewhere.get(paths[0]).status_code, elsewhere.get(EVENTS).status_code) == (404, 403)


def test_plan_b_of_a_date_is_still_to_come(anna: APIClient) -> None:
    on = date(event())
    yesterday = {"fallback_starts_at": (MONDAY - 24 * HOUR).isoformat()}
    assert code(anna.patch(f"/api/v1/planning/dates/{on.pk}/", yesterday)) == (422, "in_the_past")
    on.refresh_from_db()
    assert on.fallback_starts_at is None


@pytest.mark.parametrize("name", ["summary", "description"])
def test_what_the_street_was_told_keeps_what_it_needs(anna: APIClient, name: str) -> None:
    event("bal", state="published")
    answer = anna.patch(f"{EVENTS}bal/", {name: " "})
    assert (*code(answer), answer.json().get("missing")) == (422, "incomplete", [name])
    assert getattr(Event.objects.get(), name)


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_what_is_over_keeps_its_title_and_may_be_described_better(anna: APIClient, state: str) -> None:
    event("bal", state=state)
    assert code(anna.patch(f"{EVENTS}bal/", {"title": "Concert"})) == (409, "already_published")
    assert anna.patch(f"{EVENTS}bal/", {"summary": "On a dansé."}).status_code == 200
