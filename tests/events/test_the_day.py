"""The day itself, as the lead on site lives it: her sheet, her decisions, what goes wrong, and the report."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from events import report, states
from events.models import Admission, Event, EventDate, Incident, KitReservation
from events.topics import DayTopic
from tests import cast as house
from tests.events import cast
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY
from tests.events.change_cast import registered
from tests.people.cast import browser, make_person
from venue.people.actors import actor_of_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def date() -> EventDate:
    """Dora leads it; she has no role at all."""
    return cast.date(cast.event(dated=False, state="published", site_lead=make_person("Dora")))


@pytest.fixture
def dora(date: EventDate) -> APIClient:
    return browser(date.event.site_lead)


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    with time_machine.travel(SATURDAY + HOUR, tick=False):
        yield


def path(date: EventDate, thing: str) -> str:
    return f"/api/v1/planning/dates/{date.pk}/{thing}/"


def incident(**facts: Any) -> dict[str, Any]:
    return {"gravity": "minor", "what": "Une table cassée", "request_id": str(uuid.uuid4())} | facts


def tap(**facts: Any) -> dict[str, Any]:
    return {"step": 1, "at": (SATURDAY + HOUR).isoformat(), "request_id": str(uuid.uuid4())} | facts


def deeds(date: EventDate) -> list[tuple[str, str, dict[str, Any]]]:
    """All that the lead on site does on the day."""
    return [
        ("get", path(date, "sheet"), {}),
        ("put", path(date, "run-sheet"), {"lines": [{"at": SATURDAY.isoformat(), "what": "Accueil"}]}),
        ("put", f"/api/v1/planning/events/{date.event.slug}/contacts/", {"contacts": [{"name": "Astreinte"}]}),
        ("post", path(date, "decisions"), {"answer": "go"}),
        ("post", path(date, "incidents"), incident()),
        ("post", path(date, "passages"), tap()),
        ("put", path(date, "report"), {"weather": "soleil"}),
    ]


def test_who_leads_on_site_needs_no_role_for_the_day(date: EventDate, dora: APIClient) -> None:
    answers = [getattr(dora, method)(where, body, format="json").status_code for method, where, body in deeds(date)]
    assert answers == [200, 200, 200, 201, 201, 201, 200]


def test_she_leads_that_event_and_no_other_and_nobody_else_leads_hers(date: EventDate, dora: APIClient) -> None:
    other = cast.date(cast.event("bal", dated=False, state="published"))
    stranger = browser(make_person("Eric"))
    tried = [(dora, it) for it in deeds(other)] + [(stranger, it) for it in deeds(date)]
    answers = {getattr(who, method)(where, body, format="json").status_code for who, (method, where, body) in tried}
    assert answers == {404}


def test_she_plans_nothing(date: EventDate, dora: APIClient) -> None:
    body = {"title": "Bar", "starts_at": SATURDAY.isoformat(), "ends_at": (SATURDAY + HOUR).isoformat()}
    assert dora.post(path(date, "slots"), body, format="json").status_code == 403


def test_the_sheet_is_one_document_with_all_that_she_needs(date: EventDate, dora: APIClient) -> None:
    cast.confirmed(make_person("Farid"), cast.slot(date))
    cast.reserved(date, cast.item(), 12)
    for method, where, body in deeds(date)[1:]:
        getattr(dora, method)(where, body, format="json")
    told = dora.get(path(date, "sheet")).json()
    assert {
        "place": told["place"]["name"],
        "run_sheet": [(line["at"], line["what"]) for line in told["run_sheet"]],
        "contacts": [contact["name"] for contact in told["contacts"]],
        "crew": [[place["person"]["first_name"] for place in slot["places"]] for slot in told["crew"]],
        "kit": [(it["item"]["code"], it["quantity"], it["from"]) for it in told["kit"]],
        "decisions": [it["answer"] for it in told["decisions"]],
        "hours": [(it["hours"], it["answer"]) for it in told["hours"]],
        "incidents": [it["what"] for it in told["incidents"]],
        "total": told["count"]["total"],
        "missing": told["report"]["missing"],
        "can": told["can"],
    } == {
        "place": "Place de Jaude",
        "run_sheet": [("2027-04-24T15:00:00+02:00", "Accueil")],
        "contacts": ["Astreinte"],
        "crew": [["Farid"]],
        "kit": [("tables", 12, "2027-04-24T13:00:00+02:00")],
        "decisions": ["go"],
        "hours": [(24.0, None), (4.0, "go")],
        "incidents": ["Une table cassée"],
        "total": 1,
        "missing": ["lessons", "photo_consent"],
        "can": ["count", "incident", "run_sheet", "contacts", "decide", "report"],
    }


def test_the_same_incident_said_twice_is_written_once(date: EventDate, dora: APIClient) -> None:
    said = incident()
    answers = [dora.post(path(date, "incidents"), said, format="json").status_code for _again in range(2)]
    other = dora.post(path(date, "incidents"), said | {"what": "Deux tables"}, format="json")
    assert (answers, other.json()["code"], Incident.objects.count()) == ([201, 200], "request_id_reused", 1)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (SATURDAY + timedelta(minutes=10), "off_the_quarter"),
        (SATURDAY - timedelta(days=1), "outside_the_day"),
        (SATURDAY + timedelta(hours=16), "outside_the_day"),
    ],
)
def test_the_run_sheet_goes_by_quarters_of_its_day(date: EventDate, dora: APIClient, at: Any, code: str) -> None:
    lines = [{"at": at.isoformat(), "what": "Rangement"}]
    assert dora.put(path(date, "run-sheet"), {"lines": lines}, format="json").json()["code"] == code


def test_a_plan_b_that_cannot_hold_them_is_refused_with_figures(date: EventDate, dora: APIClient) -> None:
    hall = house.space("HALL", 80, name="Grande salle", kind="hall")
    EventDate.objects.filter(pk=date.pk).update(fallback_space=hall)
    told = dora.get(path(date, "sheet")).json()["plan_b"]
    answer = dora.post(path(date, "decisions"), {"answer": "plan_b"}, format="json")
    assert (told["fits"], told["expected"], told["allowed"]) == (False, 120, 80)
    assert (answer.status_code, answer.json()["code"], answer.json()["expected"]) == (409, "over_capacity", 120)


def test_a_plan_b_that_holds_them_is_written_down_and_moves_nothing_by_itself(date: EventDate, dora: APIClient) -> None:
    EventDate.objects.filter(pk=date.pk).update(fallback_site=cast.site("kiosque", name="Kiosque", capacity=120))
    assert dora.post(path(date, "decisions"), {"answer": "plan_b"}, format="json").status_code == 201
    assert EventDate.objects.get(pk=date.pk).site_id == date.site_id


def test_without_a_plan_b_there_is_none_to_choose(date: EventDate, dora: APIClient) -> None:
    answer = dora.post(path(date, "decisions"), {"answer": "plan_b"}, format="json")
    assert answer.json()["code"] == "no_plan_b"


# --- afterwards ------------------------------------------------------------------------------------------------------


def test_an_event_is_reported_when_its_report_is_complete_and_not_before(date: EventDate, dora: APIClient) -> None:
    kit_out = cast.reserved(date, cast.item("pot", 1))
    KitReservation.objects.filter(pk=kit_out.pk).update(state="out")
    Event.objects.update(state="held")
    EventDate.objects.update(state="held")

    with pytest.raises(report.ReportIncomplete) as refused:
        report.close(states.locked(date.event.slug), by=ANIMATOR)
    names = ["attendance", "weather", "kit", "incidents", "lessons", "photo_consent"]
    assert refused.value.figures == {"dates": [{"date": date.pk, "missing": names}]}

    KitReservation.objects.update(state="back")
    said = {"weather": "pluie", "went_well": "Le kiosque", "photo_consent": "none", "no_incident": True, "total": 60}
    assert dora.put(path(date, "report"), said, format="json").json()["missing"] == []
    report.close(states.locked(date.event.slug), by=ANIMATOR)
    assert Event.objects.get().state == "reported"
    emptied = dora.put(path(date, "report"), {"weather": ""}, format="json")
    assert (emptied.status_code, emptied.json()["code"], emptied.json()["dates"][0]["missing"]) == (
        409, "incomplete", ["weather"]
    )  # fmt: skip
    assert dora.put(path(date, "report"), {"weather": "pluie"}, format="json").json()["complete"]


def test_nobody_reports_what_has_not_begun(date: EventDate, dora: APIClient) -> None:
    with time_machine.travel(MONDAY, tick=False):
        assert dora.put(path(date, "report"), {"weather": "soleil"}, format="json").json()["code"] == "not_yet"


# --- the other phones ------------------------------------------------------------------------------------------------


def test_the_other_phones_of_a_date_hear_of_it_and_nobody_else(date: EventDate, dora: APIClient) -> None:
    topic, key = DayTopic(), str(date.pk)
    dora.post(path(date, "passages"), tap(step=5), format="json")
    before = topic.read(key, crew=False)
    dora.post(path(date, "incidents"), incident(), format="json")
    after = topic.read(key, crew=False)
    assert before
    assert after
    assert (after.data["count"]["total"], after.data["incidents"], after.revision > before.revision) == (5, 1, True)
    people = [make_person("Bruno", "animator"), make_person("Eric")]
    actors = [actor_of_person(who) for who in (date.event.site_lead, *people)]
    assert [topic.may_join(actor, key, crew=False) for actor in actors] == [True, True, False]
    assert [topic.may_join(actors[0], key, crew=False) for key in ("", "x", "9" * 30)] == [False, False, False]


def test_a_long_sheet_asks_the_database_no_more_often_than_a_short_one(date: EventDate, dora: APIClient) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert dora.get(path(date, "sheet")).status_code == 200
        return len(queries)

    def more(number: int) -> None:
        cast.confirmed(make_person(f"Aide{number}"), cast.slot(date, after=number))
        cast.reserved(date, cast.item(f"kit-{number}"), 2)
        dora.post(path(date, "incidents"), incident(), format="json")
        dora.post(path(date, "decisions"), {"answer": "go"}, format="json")

    more(1)
    asked()
    once = asked()
    more(2)
    more(3)
    assert asked() == once


# --- what cannot be ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "code"), [(SATURDAY + 2 * HOUR, "in_the_future"), (SATURDAY - 25 * HOUR, "outside_the_day")]
)
def test_an_incident_is_of_the_day_and_not_of_the_future(date: EventDate, dora: APIClient, at: Any, code: str) -> None:
    answer = dora.post(path(date, "incidents"), incident(at=at.isoformat()), format="json")
    assert (answer.status_code, answer.json()["code"], Incident.objects.count()) == (422, code, 0)


def test_a_report_has_no_fewer_people_than_came_in_with_tickets(date: EventDate, dora: APIClient) -> None:
    holder = registered(date, places=2)
    facts = {"at": date.starts_at, "by": ANIMATOR, "request_id": uuid.uuid4()}
    Admission.objects.create(registration=holder, date=date, people=2, **facts)
    answers = [dora.put(path(date, "report"), {"total": total}, format="json") for total in (1, 2)]
    assert [answer.status_code for answer in answers] == [422, 200]
    assert list(answers[0].json()["errors"]) == ["total"]


def test_a_report_that_contradicts_itself_says_where(date: EventDate, dora: APIClient) -> None:
    quiet = dora.put(path(date, "report"), {"no_incident": True, "total": 60}, format="json").json()["no_incident"]
    dora.post(path(date, "incidents"), incident(), format="json")
    answer = dora.put(path(date, "report"), {"no_incident": True, "peak": 61}, format="json")
    told = answer.json()
    assert (answer.status_code, told["code"], sorted(told["errors"])) == (422, "contradiction", ["no_incident", "peak"])
    kept = dora.get(path(date, "report")).json()
    assert (quiet, kept["no_incident"], kept["peak"]) == (True, False, None)


def test_what_is_called_has_digits(date: EventDate, dora: APIClient) -> None:
    def said(phone: str) -> int:
        body = {"contacts": [{"name": "Astreinte", "phone": phone}]}
        return dora.put(f"/api/v1/planning/events/{date.event.slug}/contacts/", body, format="json").status_code

    numbers = ["+33 (0)4.73-12 34", "112", "", "javascript:1", "()"]
    assert [said(phone) for phone in numbers] == [200, 200, 200, 400, 400]
