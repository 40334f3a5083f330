"""What search engines and messengers read of an event: the state of things, in schema.org's words (REQ-S4)."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import DateState, Event, EventState
from tests.events.cast import MONDAY, SATURDAY, event, site
from tests.events.cast import date as on

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org"
# What REQ-S4 and Google's list for events (V87) ask of each.
ASKED_FOR = {"@context", "@type", "name", "description", "startDate", "endDate", "eventStatus", "eventAttendanceMode"}
ASKED_FOR |= {"location", "organizer", "offers", "url"}


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def games(**facts: Any) -> Event:
    return event(state="published", **facts)


def html(path: str) -> str:
    return Client().get(path).content.decode()


def told(path: str = "/dehors/jeux-de-rue/") -> list[dict[str, Any]]:
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(path))]


def test_an_event_has_every_field_that_search_engines_ask_for() -> None:
    games(price="fixed", price_cents=450)
    [data] = told()
    assert data.keys() >= ASKED_FOR
    assert data["location"]["address"].keys() >= {"streetAddress", "postalCode", "addressLocality", "addressCountry"}
    assert (data["startDate"], data["eventStatus"]) == (SATURDAY.isoformat(), f"{SCHEMA}/EventScheduled")
    assert (data["offers"]["price"], data["isAccessibleForFree"]) == ("4.50", False)
    assert "previousStartDate" not in data


def test_a_moved_date_says_when_it_was() -> None:
    made = games()
    was = SATURDAY - timedelta(days=7)
    made.dates.update(was_starts_at=was, was_ends_at=was + timedelta(hours=4), sequence=1)
    [data] = told()
    assert (data["eventStatus"], data["previousStartDate"], data["startDate"]) == (
        f"{SCHEMA}/EventRescheduled",
        was.isoformat(),
        SATURDAY.isoformat(),
    )


def test_a_date_without_a_new_time_keeps_the_one_that_it_had() -> None:
    made = games()
    made.dates.update(state=DateState.POSTPONED)
    [data] = told()
    assert (data["eventStatus"], data["previousStartDate"]) == (f"{SCHEMA}/EventPostponed", SATURDAY.isoformat())


def test_a_cancelled_event_stays_and_says_so() -> None:
    made = games()
    Event.objects.filter(pk=made.pk).update(state=EventState.CANCELLED)
    page = html("/dehors/jeux-de-rue/")
    assert f"{SCHEMA}/EventCancelled" in page
    assert "<title>Annulé\u00a0: Jeux de rue</title>" in page


def test_each_date_is_an_event_of_its_own() -> None:
    made = games()
    on(made, SATURDAY + timedelta(days=7))
    assert len({data["@id"] for data in told()}) == len(told("/dehors/")) == 2


def test_a_point_that_is_only_about_right_is_no_pin() -> None:
    games()
    on(games(slug="ball", dated=False), site=site("lecoq", is_exact=True))
    assert "geo" not in told()[0]["location"]
    assert told("/dehors/ball/")[0]["location"]["geo"]["latitude"] == 45.7763


def test_whoever_reads_feeds_finds_them_by_the_page() -> None:
    games()
    for path, prefix in (("/dehors/", ""), ("/en/dehors/jeux-de-rue/", "/en")):
        found = re.findall(
            r'<link rel="alternate" type="(.*?)" title=".*?" href="http://localhost:8000(.*?)"', html(path)
        )
        assert found == [
            ("application/atom+xml", f"{prefix}/events.atom"),
            ("text/calendar", f"{prefix}/events.ics"),
            ("application/json", f"{prefix}/events.json"),
        ]


def test_what_a_page_asks_for_first_comes_with_it() -> None:
    games()
    answers = re.search(r'id="answers">(.*?)</script>', html("/en/dehors/jeux-de-rue/"))
    assert answers
    assert json.loads(answers[1])["/api/v1/events/jeux-de-rue/"]["title"] == "Street games"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/dehors/", 200), ("/en/dehors/jeux-de-rue/", 200), ("/dehors/no/", 404), ("/inscriptions/", 200)],
)
def test_the_pages_say_of_themselves_what_they_are(path: str, status: int) -> None:
    games()
    assert Client().get(path).status_code == status


def test_a_plan_has_no_page() -> None:
    event(state="authorised", authorised_at=MONDAY)
    assert Client().get("/dehors/jeux-de-rue/").status_code == 404
    assert told("/dehors/") == []
