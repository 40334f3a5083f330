"""Who helps where: nobody in two places at once, and in red where too few do (REQ-S7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from events import crew
from events.models import CrewPlace, CrewSlot, DateState
from tests.events import cast
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY
from tests.jobs import run_jobs_here
from tests.people.cast import browser, make_person
from venue.people import own_data

pytestmark = pytest.mark.django_db
S = CrewPlace.State


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def states() -> list[str]:
    return list(CrewPlace.objects.order_by("pk").values_list("state", flat=True))


def hours() -> list[tuple[Any, Any]]:
    places = CrewPlace.objects.order_by("pk")
    return [((place.during.lower - SATURDAY) / HOUR, (place.during.upper - SATURDAY) / HOUR) for place in places]


def test_who_applies_is_confirmed_by_the_team_and_told_with_a_file_for_her_calendar() -> None:
    dora = make_person("Dora", email="dora@example.org")
    cast.confirmed(dora, cast.slot(cast.date()))
    run_jobs_here()
    (letter,) = mail.outbox
    assert (letter.to, [name for name, _body, _kind in letter.attachments]) == (
        ["dora@example.org"],
        ["coup-de-main.ics"],
    )


def test_who_is_asked_and_applies_has_agreed() -> None:
    slot, dora = cast.slot(cast.date()), make_person("Dora")
    crew.ask(slot.pk, dora, by=ANIMATOR)
    assert (crew.apply(slot.pk, dora).state, states()) == (S.CONFIRMED, [S.CONFIRMED])


def test_who_applied_and_is_asked_is_confirmed() -> None:
    slot, dora = cast.slot(cast.date()), make_person("Dora")
    crew.apply(slot.pk, dora)
    assert crew.ask(slot.pk, dora, by=ANIMATOR).state == S.CONFIRMED


def test_nobody_is_confirmed_in_two_places_at_once_and_the_refusal_says_where() -> None:
    dora = make_person("Dora")
    cast.confirmed(dora, cast.slot(cast.date()))
    other = cast.slot(cast.date(cast.event("bal", dated=False, title="Bal", title_en="Dance")), after=3)

    with pytest.raises(crew.DoubleDuty) as refused:
        cast.confirmed(dora, other)

    assert refused.value.figures["conflicts"] == [
        {
            "kind": "crew",
            "person": "Dora",
            "with": "Jeux de rue",
            "slug": "jeux-de-rue",
            "starts_at": "2027-04-24T15:00:00+02:00",
            "ends_at": "2027-04-24T19:00:00+02:00",
        }
    ]


def test_no_more_are_confirmed_than_are_wanted() -> None:
    slot = cast.slot(cast.date(), most=1)
    cast.confirmed(make_person("Dora"), slot)
    with pytest.raises(crew.SlotFull) as refused:
        cast.confirmed(make_person("Eric"), slot)
    assert refused.value.figures == {"confirmed": 1, "most": 1}


def test_a_date_takes_its_crew_along_even_into_hours_that_were_its_own() -> None:
    date, dora = cast.date(), make_person("Dora")
    for after in (0, 2):
        cast.confirmed(dora, cast.slot(date, after=after, hours=2))
    for by in (2, -1):
        crew.shift(date, by * HOUR)
    assert hours() == [(1, 3), (3, 5)]


def test_a_date_does_not_move_where_one_of_its_crew_is_wanted_elsewhere() -> None:
    first, dora = cast.date(), make_person("Dora")
    second = cast.date(first.event, SATURDAY + 5 * HOUR)
    cast.confirmed(dora, cast.slot(first))
    cast.confirmed(dora, cast.slot(second))
    with pytest.raises(crew.DoubleDuty) as refused, transaction.atomic():
        crew.shift(first, 2 * HOUR)
    assert [it["kind"] for it in refused.value.figures["conflicts"]] == ["crew"]
    assert hours() == [(0, 4), (5, 9)]
    assert CrewSlot.objects.get(date=first).starts_at == SATURDAY


def test_the_crew_of_a_cancelled_date_is_free_for_another() -> None:
    date, dora = cast.date(), make_person("Dora")
    place = cast.confirmed(dora, cast.slot(date))
    assert crew.release(date) == [place]
    cast.confirmed(dora, cast.slot(cast.date(date.event)))
    assert states() == [S.RELEASED, S.CONFIRMED]


@pytest.mark.parametrize(("days", "red"), [(4, False), (3, True), (0, True)])
def test_a_slot_is_red_from_three_days_before_while_too_few_have_said_yes(days: int, red: bool) -> None:
    date = cast.date()
    cast.slot(date, minimum=2)
    today = (SATURDAY - timedelta(days=days)).date()
    assert crew.staffing([date.pk], today) == {date.pk: crew.Staffing(0, 2, red)}


def test_a_slot_of_a_cancelled_date_is_not_red() -> None:
    date = cast.date(state=DateState.CANCELLED)
    cast.slot(date)
    assert crew.staffing([date.pk], SATURDAY.date()) == {date.pk: crew.Staffing(0, 1, False)}


# --- over HTTP -------------------------------------------------------------------------------------------------------


def test_a_neighbour_finds_an_open_slot_applies_and_reads_where_it_is() -> None:
    slot = cast.slot(cast.date(cast.event(state="published", dated=False)))
    hidden = cast.slot(cast.date(cast.event("secret", dated=False)))
    dora = browser(make_person("Dora"))
    (found,) = dora.get("/api/v1/planning/my-shifts/").json()["open"]
    applied = [dora.post(f"/api/v1/planning/slots/{pk}/applications/").status_code for pk in (slot.pk, hidden.pk)]
    told = dora.get("/api/v1/planning/my-shifts/").json()
    assert (found["event"]["title"], found["event"]["place"], found["confirmed"]) == (
        "Jeux de rue",
        "Place de Jaude",
        0,
    )
    assert (applied, [it["state"] for it in told["mine"]], told["open"]) == ([201, 404], ["applied"], [])


def test_she_confirms_what_she_was_asked_and_not_what_she_applied_for() -> None:
    date, eric = cast.date(cast.event(state="published", dated=False)), make_person("Eric")
    asked = crew.ask(cast.slot(date).pk, eric, by=ANIMATOR)
    applied = crew.apply(cast.slot(date, after=4).pk, eric)
    answers = [
        who.post(f"/api/v1/planning/crew-places/{place.pk}/confirmation/")
        for who, place in (
            (browser(make_person("Dora")), asked),
            (browser(eric), asked),
            (browser(eric), applied),
            (browser(make_person("Bruno", "animator")), applied),
        )
    ]
    assert [(it.status_code, it.json().get("state")) for it in answers] == [
        (404, None),
        (200, "confirmed"),
        (409, "applied"),
        (200, "confirmed"),
    ]


def test_the_team_opens_changes_and_closes_slots() -> None:
    date, bruno = cast.date(), browser(make_person("Bruno", "animator"))
    path = f"/api/v1/planning/dates/{date.pk}/slots/"
    said = {"title": "Bar", "starts_at": SATURDAY.isoformat(), "ends_at": (SATURDAY + HOUR).isoformat(), "most": 3}
    made = bruno.post(path, said, format="json")
    one = f"/api/v1/planning/slots/{made.json()['id']}/"
    later = bruno.patch(one, {"ends_at": (SATURDAY + 3 * HOUR).isoformat()}, format="json")
    too_few = bruno.patch(one, {"minimum": 4}, format="json")
    far = bruno.patch(one, {"starts_at": MONDAY.isoformat()}, format="json")
    gone = [bruno.post(f"{one}removal/").status_code for _again in range(2)]
    assert (made.status_code, later.json()["ends_at"]) == (201, "2027-04-24T18:00:00+02:00")
    assert (too_few.json()["code"], far.json()["code"], gone) == ("too_few_places", "outside_the_day", [204, 404])


def test_a_slot_that_moves_takes_its_people_along_and_tells_them() -> None:
    slot = cast.slot(cast.date())
    cast.confirmed(make_person("Dora"), slot)
    run_jobs_here()
    crew.change_slot(slot.pk, starts_at=slot.starts_at + HOUR, ends_at=slot.ends_at + HOUR)
    run_jobs_here()
    assert (hours(), len(mail.outbox)) == ([(1, 5)], 2)


def test_what_the_house_knows_of_her_help_is_told_and_forgotten_when_she_asks() -> None:
    dora = make_person("Dora")
    cast.confirmed(dora, cast.slot(cast.date()))
    assert [it["what"] for it in own_data.told_to(dora)["crew"]["crew"]] == ["Accueil"]
    own_data.erase(dora)
    assert CrewPlace.objects.count() == 0
