"""A date that a rule made is changed alone or with all that follow it, and then all of them or none."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from events.models import Event, EventDate
from tests import cast
from tests.events.cast import HOUR, MONDAY, PARIS, SATURDAY, date, event, house, item, reserved, site
from tests.people.cast import browser, make_person
from venue.spaces.models import CapacityClaim, Layout

pytestmark = pytest.mark.django_db
PLANNING = "/api/v1/planning/"
WEEK = timedelta(days=7)


@pytest.fixture
def anna() -> Any:
    """An animator."""
    with time_machine.travel(MONDAY, tick=False):
        house()
        yield browser(make_person("Anna", "animator"))


def series(anna: APIClient, slug: str = "games", *, state: str = "prepared", first: datetime = SATURDAY) -> list[int]:
    """Four Saturdays from three to seven on the square; the ids of its dates."""
    event(slug, dated=False, state="prepared")
    said = {"starts_at": first.isoformat(), "ends_at": (first + 4 * HOUR).isoformat(), "site": site().code}
    told = anna.post(f"{PLANNING}events/{slug}/dates/", said | {"rule": "FREQ=WEEKLY;COUNT=4"}).json()
    if state == "published":
        Event.objects.filter(slug=slug).update(state=state, published_at=MONDAY, conditional_by="person:1")
    return [it["id"] for it in told["dates"]]


def change(anna: APIClient, pk: int, **said: Any) -> Any:
    return anna.patch(f"{PLANNING}dates/{pk}/", {"following": True} | said)


def hours() -> list[str]:
    """Of every date, as the clock on the wall shows them."""
    found = EventDate.objects.order_by("starts_at")
    return [f"{it.starts_at.astimezone(PARIS):%d/%m %H:%M}–{it.ends_at.astimezone(PARIS):%H:%M}" for it in found]


def test_another_hour_from_the_second_on_leaves_the_first_as_it_is(anna: APIClient) -> None:
    _first, second, *_rest = series(anna)
    begin = SATURDAY + WEEK + 2 * HOUR
    told = change(anna, second, starts_at=begin.isoformat(), ends_at=(begin + 3 * HOUR).isoformat()).json()
    assert [it["following"] for it in told["dates"]] == [3, 2, 1, 0]
    assert hours() == ["24/04 15:00–19:00", "01/05 17:00–20:00", "08/05 17:00–20:00", "15/05 17:00–20:00"]
    assert ["ends_at", "starts_at"] in [it["fields"] for it in told["history"]]


def test_the_hour_on_the_wall_outlives_the_end_of_summer_time(anna: APIClient) -> None:
    first, *_rest = series(anna, first=datetime(2027, 10, 23, 15, 0, tzinfo=PARIS))
    begin = datetime(2027, 10, 24, 16, 0, tzinfo=PARIS)  # a day and an hour later
    change(anna, first, starts_at=begin.isoformat(), ends_at=(begin + HOUR).isoformat(), decide_at=None)
    assert hours() == ["24/10 16:00–17:00", "31/10 16:00–17:00", "07/11 16:00–17:00", "14/11 16:00–17:00"]


def test_plan_b_is_as_far_from_each_start(anna: APIClient) -> None:
    first, *_rest = series(anna)
    site("lecoq", name="Jardin Lecoq")
    change(anna, first, fallback_site="lecoq", decide_at=(SATURDAY - 22 * HOUR).isoformat(), capacity=80)
    found = EventDate.objects.order_by("starts_at").values_list("fallback_site__code", "capacity", "decide_at")
    assert list(found) == [("lecoq", 80, SATURDAY - 22 * HOUR + number * WEEK) for number in range(4)]


def test_what_was_changed_alone_keeps_its_hour_unless_the_hour_is_said(anna: APIClient) -> None:
    first, second, *_rest = series(anna)
    anna.patch(f"{PLANNING}dates/{second}/", {"starts_at": (SATURDAY + WEEK + HOUR).isoformat()})
    change(anna, first, capacity=80)
    assert hours()[1] == "01/05 16:00–19:00"
    change(anna, first, starts_at=(SATURDAY - HOUR).isoformat())
    assert hours() == [f"{day} 14:00–19:00" for day in ("24/04", "01/05", "08/05", "15/05")]


def test_into_a_room_all_claim_it_as_it_is_set_up(anna: APIClient) -> None:
    hall = cast.space("HALL", 10)
    Layout.objects.create(space=hall, name="standing", capacity=150)
    first, *_rest = series(anna)
    assert change(anna, first, space="HALL", layout="standing").status_code == 200
    claims = CapacityClaim.objects.filter(released_at=None)
    assert list(claims.values_list("layout__name", "people")) == [("standing", 120)] * 4


def test_a_week_later_they_do_not_run_into_each_other(anna: APIClient) -> None:
    cast.space("HALL", 150)
    first, *_rest = series(anna)
    lamp = item("lamp", quantity=1)
    for made in EventDate.objects.all():
        reserved(made, lamp)
    assert change(anna, first, space="HALL").status_code == 200
    later = {"starts_at": (SATURDAY + WEEK).isoformat(), "ends_at": (SATURDAY + WEEK + 4 * HOUR).isoformat()}
    assert change(anna, first, **later).status_code == 200
    assert hours()[0] == "01/05 15:00–19:00"


def test_all_or_none_and_the_first_that_cannot_is_named(anna: APIClient) -> None:
    first, _second, third, _fourth = series(anna)
    date(event("ball", dated=False, state="prepared"), starts_at=SATURDAY + 2 * WEEK, site=site("lecoq"))
    answer = change(anna, first, site="lecoq")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "site_taken")
    assert told["date"] == {"id": third, "starts_at": (SATURDAY + 2 * WEEK).isoformat()}
    assert set(EventDate.objects.filter(event__slug="games").values_list("site__code", flat=True)) == {"jaude"}


def test_two_rules_of_one_event_are_two_series(anna: APIClient) -> None:
    first, *_rest = series(anna)
    said = {"starts_at": (SATURDAY + 20 * HOUR).isoformat(), "ends_at": (SATURDAY + 21 * HOUR).isoformat()}
    anna.post(f"{PLANNING}events/games/dates/", said | {"site": "jaude", "rule": "FREQ=WEEKLY;COUNT=2"})
    change(anna, first, capacity=80)
    assert EventDate.objects.filter(capacity=80).count() == 4


def test_the_rest_of_a_series_is_taken_out_at_once(anna: APIClient) -> None:
    _first, second, *_rest = series(anna)
    assert anna.post(f"{PLANNING}dates/{second}/removal/", {"following": True}).status_code == 200
    assert hours() == ["24/04 15:00–19:00"]


def test_a_date_that_no_rule_made_has_none_that_follow(anna: APIClient) -> None:
    single = event("single", state="prepared").dates.get()
    for answer in (
        change(anna, single.pk, capacity=9),
        anna.post(f"{PLANNING}dates/{single.pk}/removal/", {"following": True}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "no_series")


def test_of_what_the_street_knows_only_the_teams_own_changes(anna: APIClient) -> None:
    first, *_rest = series(anna, state="published")
    assert change(anna, first, starts_at=(SATURDAY - HOUR).isoformat()).json()["code"] == "already_published"
    assert change(anna, first, capacity=200).status_code == 200
    assert EventDate.objects.filter(capacity=200).count() == 4


def test_what_the_street_knows_is_moved_or_called_off_from_one_date_on(anna: APIClient) -> None:
    _first, second, *_rest = series(anna, state="published")
    maud = browser(make_person("Maud", "manager"))  # another hour than the one that was authorised is a manager's word
    begin = (SATURDAY + WEEK + 2 * HOUR).isoformat()
    said = {"what": "moved", "date": second, "following": True, "starts_at": begin, "words": "Il fera chaud."}
    told = maud.post(f"{PLANNING}events/games/changes/", said).json()
    assert (len(told["dates"]), told["state"]) == (3, "published")
    assert hours() == ["24/04 15:00–19:00", "01/05 17:00–21:00", "08/05 17:00–21:00", "15/05 17:00–21:00"]
    anna.post(
        f"{PLANNING}events/games/changes/", {"what": "cancelled", "date": second, "following": True, "words": "x"}
    )
    found = EventDate.objects.order_by("starts_at").values_list("state", flat=True)
    assert list(found) == ["scheduled", "cancelled", "cancelled", "cancelled"]
