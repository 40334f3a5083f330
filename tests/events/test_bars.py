"""Temporary bars: five a calendar year for an association, and the sixth is refused (REQ-D1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from events import bars, changes, dates, planning
from events.models import DateState, Event, EventChange, EventDate, TemporaryBar
from tests.events import cast
from tests.events.cast import ANIMATOR, MONDAY, SATURDAY
from tests.people.cast import browser, make_person
from venue.house.models import OperatingEntity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def bruno() -> APIClient:
    return browser(make_person("Bruno", "animator"))


def test_the_sixth_bar_is_refused_with_figures_and_what_is_given_up_counts_no_more(bruno: APIClient) -> None:
    six = [cast.event(f"fete-{number}") for number in range(6)]
    OperatingEntity.objects.update(bar_quota=5)
    answers = [bruno.post(f"/api/v1/planning/events/{event.slug}/bar/") for event in six]
    sixth = answers[-1].json()
    assert [answer.status_code for answer in answers] == [201] * 5 + [409]
    assert (sixth["code"], sixth["used"], sixth["allowed"], sixth["year"]) == ("bar_quota_reached", 5, 5, 2027)
    bruno.post(f"/api/v1/planning/events/{six[0].slug}/bar/giving-up/")
    assert bruno.post(f"/api/v1/planning/events/{six[5].slug}/bar/").json()["years"] == [2027]
    assert bruno.get("/api/v1/planning/bars/?year=2027").json()["results"][0]["used"] == 5


def test_a_body_that_is_no_association_is_warned(bruno: APIClient) -> None:
    event = cast.event()
    OperatingEntity.objects.update(legal_form="scic_sas")
    (quota,) = bruno.post(f"/api/v1/planning/events/{event.slug}/bar/").json()["quota"]
    assert (quota["used"], quota["allowed"], quota["warning"]) == (1, 5, "not_an_association")


def test_a_plan_that_says_bar_has_claimed_it(bruno: APIClient) -> None:
    event = cast.event()
    OperatingEntity.objects.update(bar_quota=0, legal_form="association")
    path = f"/api/v1/planning/events/{event.slug}/"
    refused = bruno.patch(path, {"bar": True}, format="json")
    OperatingEntity.objects.update(bar_quota=1)
    allowed = bruno.patch(path, {"bar": True}, format="json")
    assert (refused.status_code, refused.json()["code"], allowed.status_code) == (409, "bar_quota_reached", 200)
    assert list(TemporaryBar.objects.values_list("year", flat=True)) == [2027]


def test_a_date_in_another_year_needs_a_bar_of_that_year_too() -> None:
    event = cast.event(bar=True)
    OperatingEntity.objects.update(bar_quota=1)
    bars.follow(event)
    again = {"starts_at": SATURDAY + timedelta(days=300), "ends_at": SATURDAY + timedelta(days=300, hours=2)}
    dates.add(event.slug, again | {"site": "jaude"}, by=ANIMATOR)
    assert list(TemporaryBar.objects.values_list("year", flat=True)) == [2027, 2028]


def test_a_series_needs_a_permit_for_each_of_its_occasions_and_a_long_weekend_one() -> None:
    event = cast.event(bar=True)
    OperatingEntity.objects.update(bar_quota=2)
    cast.date(event, SATURDAY + timedelta(days=1))
    bars.follow(event)
    assert bars.used(event.entity, 2027) == 1
    week = cast.date(event, SATURDAY + timedelta(days=7))
    bars.follow(event)
    assert bars.used(event.entity, 2027) == 2
    cast.date(event, SATURDAY + timedelta(days=14))
    with pytest.raises(bars.BarQuotaReached):
        bars.follow(event)
    week.delete()
    bars.let_go(event)
    assert bars.used(event.entity, 2027) == 2  # the week after took its place


def test_calling_off_gives_the_bar_back_and_is_never_refused_for_one() -> None:
    event = cast.event(bar=True, state="published")
    OperatingEntity.objects.update(bar_quota=1)
    bars.follow(event)
    OperatingEntity.objects.update(bar_quota=0)
    changes.apply(event, changes.Wish(what=EventChange.What.CANCELLED, words="Orage"), by=ANIMATOR)
    assert event.dates.get().state == DateState.CANCELLED
    assert bars.used(event.entity, 2027) == 0


def settled(event: Event) -> Event:
    event.dates.update(starts_at=MONDAY - timedelta(hours=5), ends_at=MONDAY - timedelta(hours=1))
    planning.hold_what_is_over()
    return event


def test_the_bar_of_what_took_place_stays_counted_for_whoever_had_it(bruno: APIClient) -> None:
    event = cast.event(bar=True, state="published")
    OperatingEntity.objects.update(bar_quota=5)
    bars.follow(event)
    path = f"/api/v1/planning/events/{event.slug}/"
    settled(event)
    bars.follow(event)
    answers = [
        bruno.post(f"{path}bar/"),
        bruno.post(f"{path}bar/giving-up/"),
        bruno.patch(path, {"bar": False}, format="json"),
        bruno.patch(path, {"entity": other_body().code}, format="json"),
    ]
    codes = ["bar_stays", "bar_stays", "bar_stays", "already_published"]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, code) for code in codes]
    assert (bars.used(event.entity, 2026), bars.used(event.entity, 2027)) == (1, 0)


def other_body() -> OperatingEntity:
    return OperatingEntity.objects.create(code="autre", name="Les Voisins", legal_form="association")


def test_days_called_off_in_the_middle_leave_two_occasions_and_a_bar_that_was_open_stays() -> None:
    event = cast.event(bar=True, state="published", dated=False)
    days = [cast.date(event, MONDAY + timedelta(days=day, hours=-1)) for day in range(5)]
    bars.follow(event)
    assert bars.used(event.entity, 2026) == 1
    off(event, days[2])
    assert bars.used(event.entity, 2026) == 2
    off(event, days[0])  # it has begun
    assert bars.used(event.entity, 2026) == 2
    off(event, None)
    assert bars.used(event.entity, 2026) == 1


def off(event: Event, date: EventDate | None) -> None:
    wish = changes.Wish(what=EventChange.What.CANCELLED, words="Orage", date=date and date.pk)
    changes.apply(event, wish, by=ANIMATOR)


def test_a_year_has_four_digits() -> None:
    bruno = browser(make_person("Bruno", "animator"))
    years = ["2027", "020260", "1999", "٢٠٢٧"]
    answers = [bruno.get("/api/v1/planning/bars/", {"year": year}).status_code for year in years]
    assert answers == [200, 400, 400, 400]
