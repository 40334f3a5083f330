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
from events.models import CrewPlace, CrewSlot, DateState, EventDate
from tests.events import cast
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY
from tests.jobs import run_jobs_here
from tests.people.cast import make_person
from tests.race import race

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


@pytest.mark.django_db(transaction=True)
def test_one_person_at_two_overlapping_slots_is_confirmed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    date = cast.date()
    dora = make_person("Dora")

    def round_of(count: int) -> list[str]:
        slots = [cast.slot(date, after=number / 4) for number in range(count)]
        applied = iter([crew.apply(slot.pk, dora).pk for slot in slots])
        said = [type(it).__name__ for it in race(count, lambda: crew.confirm(next(applied), by=ANIMATOR))]
        CrewSlot.objects.all().delete()
        return sorted(said)

    assert round_of(6) == ["CrewPlace"] + ["DoubleDuty"] * 5
    assert EventDate.objects.count() == 1
