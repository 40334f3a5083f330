"""On the day a phone opens the dates of whoever holds it: those that she leads, those whose entrance she keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.models import Event, EventDate, KitItem, KitReservation, Registration
from tests.events import cast
from tests.people.cast import browser, make_building, make_device, make_person, phone

pytestmark = pytest.mark.django_db
DAYS = "/api/v1/planning/days/"


def today(slug: str = "jeux-de-rue", **facts: Any) -> EventDate:
    event = cast.event(slug, dated=False, state="published", **facts)
    return cast.date(event, starts_at=timezone.now().replace(microsecond=0) - timedelta(hours=1))


def seen(client: Any) -> list[tuple[str, bool]]:
    return [(row["slug"], row["leads"]) for row in client.get(DAYS).json()["results"]]


def test_the_team_has_every_date_in_hand_and_a_host_keeps_the_entrances() -> None:
    today("bal", registers=True)
    today("troc")
    assert seen(browser(make_person("Ana", "animator"))) == [("bal", True), ("troc", True)]
    assert seen(phone(make_device("Street", "animator")[1])) == [("bal", True), ("troc", True)]
    assert seen(phone(make_device("Door", "host")[1])) == [("bal", False)]


def test_who_leads_one_on_site_has_that_one_and_an_outsider_none() -> None:
    lead = make_person("Lina")
    today("bal", registers=True, site_lead=lead)
    today("troc")
    assert seen(browser(lead)) == [("bal", True)]
    assert seen(browser(make_person("Dora"))) == []
    assert seen(browser(make_person("Max", "manager", building=make_building("annexe")))) == []


def test_a_given_up_one_and_one_next_month_are_not_shown() -> None:
    Event.objects.filter(pk=today("idea").event_id).update(state="idea", dropped_at=timezone.now())
    cast.date(cast.event("later", dated=False), starts_at=timezone.now() + timedelta(days=30))
    assert seen(browser(make_person("Ana", "animator"))) == []


def test_registered_and_admitted_count_people_who_hold_a_place() -> None:
    date = today(registers=True)
    for rank, (state, places, admitted) in enumerate([("registered", 3, 1), ("registered", 2, 2), ("waiting", 4, 0)]):
        Registration.objects.create(date=date, state=state, places=places, admitted=admitted, rank=rank)
    row = browser(make_person("Ana", "animator")).get(DAYS).json()["results"][0]
    assert (row["registered"], row["admitted"]) == (5, 3)


@pytest.mark.parametrize("dates", [1, 3])
def test_more_dates_cost_no_more_questions(dates: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(dates):
        today(f"bal-{number}", registers=True)
    client = phone(make_device("Door", "host")[1])
    client.get(DAYS)
    with django_assert_max_num_queries(4):
        client.get(DAYS)


def test_kit_goes_out_and_comes_back_by_the_hands_of_who_leads_on_site() -> None:
    lead = make_person("Lina")
    date = today(site_lead=lead)
    item = KitItem.objects.create(building=date.event.building, code="barnums", name="Barnum", quantity=6)
    during = (date.starts_at, date.ends_at)
    kept = KitReservation.objects.create(item=item, date=date, quantity=4, during=during, by="house")
    steps = [("checkout", {}), ("return", {"missing": 1})]

    def tell(person: Any) -> list[int]:
        client = browser(person)
        paths = [(f"/api/v1/planning/kit-reservations/{kept.pk}/{step}/", body) for step, body in steps]
        return [client.post(path, body, format="json").status_code for path, body in paths]

    assert tell(make_person("Dora")) == [404, 404]
    assert tell(lead) == [200, 200]
    kept.refresh_from_db()
    assert (kept.state, kept.missing) == ("back", 1)
