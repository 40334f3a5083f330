"""The occupation report: who may read it, what it never tells, and the file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from coworking import income, report, report_table
from coworking.models import Kind, Resource
from tests import cast
from tests.people.cast import browser, make_person
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.ledger import Line
from venue.money.models import Account
from venue.spaces.models import OpeningHours, Space

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
NEXT = MONDAY + timedelta(days=7)


@pytest.fixture
def seats() -> Space:
    """Two seats in a room that opens ten hours on Mondays."""
    room = cast.space("STUD", 30, name="Salle d’étude", name_en="Study room", kind="study")
    OpeningHours.objects.create(building=room.building, weekday=0, opens=time(8), closes=time(18))
    for number in (1, 2):
        Resource.objects.create(
            space=room,
            entity=cooperative(),
            code=f"STUD-0{number}",
            name="Place",
            kind=Kind.STUDY_SEAT,
            placed_at=None,
        )
    return room


def cooperative() -> OperatingEntity:
    made = cast.entity("preau", name="Le Préau", legal_form="scic")
    Account.objects.get_or_create(entity=made, role="coworking", defaults={"number": "7083", "name": "Coworking"})
    return made


def sell(day: date, cents: int = 700, times: int = 1) -> None:
    for _ in range(times):
        lines = [Line(account="card", debit=cents), Line(account="coworking", credit=cents)]
        ledger.record(cooperative(), "pass", lines, at=datetime.combine(day, time(12), tzinfo=UTC))


def close(day: date) -> None:
    ledger.close(cooperative(), day=day)


def shown(*, with_now: bool = False) -> dict[date, int]:
    return income.of_weeks(cast.building(), [MONDAY, NEXT], with_now=with_now)


def read(name: str, *roles: str, **query: str) -> Any:
    return browser(make_person("Maya", *roles)).get(f"/api/v1/coworking/{name}", query)


def test_the_income_of_a_week_is_shown_when_it_is_closed_and_of_many(seats: Space) -> None:
    with time_machine.travel(datetime(2026, 12, 7, 8, tzinfo=UTC), tick=False):
        sell(MONDAY, times=11)
        sell(NEXT, times=10)
        assert shown() == {MONDAY: 7700}  # writing on the next Monday has closed that week
        close(NEXT + timedelta(days=6))
        assert shown() == {MONDAY: 7700}, "ten sales are too few"
        assert shown(with_now=True) == {MONDAY: 7700, NEXT: 7000}


def test_a_manager_who_looks_before_and_after_a_sale_learns_nothing(seats: Space) -> None:
    with time_machine.travel(datetime(2026, 11, 18, 20, tzinfo=UTC), tick=False):
        sell(MONDAY, times=11)
        before = shown()
        sell(MONDAY + timedelta(days=2), cents=9500)
        assert (before, shown()) == ({}, {})


def test_the_whole_counts_the_income_of_weeks_that_show_theirs_only(seats: Space) -> None:
    with time_machine.travel(datetime(2026, 12, 7, 8, tzinfo=UTC), tick=False):
        sell(MONDAY, cents=800, times=11)
        sell(NEXT, cents=5)
        made = report.report(seats.building, report.weeks(seats.building, MONDAY, NEXT))
    # 88 € over 2 seats × 10 hours; the second week's hours do not count for it.
    told = [(line.income_cents, line.cents_per_hour) for _, line in made.weeks]
    assert told == [(8800, 440), (None, None)]
    assert (made.whole.income_cents, made.whole.cents_per_hour) == (8800, 440)
    assert made.whole.total.offered_min == 2 * 2 * 600


def test_what_was_given_back_is_taken_off(seats: Space) -> None:
    with time_machine.travel(datetime(2026, 11, 16, 13, tzinfo=UTC), tick=False):
        sell(MONDAY, times=2)
        ledger.reverse(cooperative().entries.latest("number"), reason="test")
        assert shown(with_now=True)[MONDAY] == 700


def test_days_are_read_as_the_whole_weeks_that_they_are_in(seats: Space) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=False):
        read_ = read("report/", "manager", **{"from": "2026-11-18", "to": "2026-11-18"}).json()
    figures = {"booked_min": 0, "used_min": 0, "walk_in_min": 0, "no_show_min": 0, "no_shows": 0}
    line = {
        "total": {"offered_min": 1200, **figures},
        "spaces": [{"space": "STUD", "name": "Salle d’étude", "offered_min": 1200, **figures}],
        "income_cents": None,
        "cents_per_hour": None,
    }
    week = {"week": "2026-W47", "first_day": "2026-11-16", "last_day": "2026-11-22", "until": None}
    assert read_ == {"timezone": "Europe/Paris", "weeks": [week | line], "whole": line}


@pytest.mark.parametrize(
    "query",
    [{"from": "soon"}, {"to": "2026-02-30"}, {"to": "9999-01-01"}, {"from": "2026-11-02", "to": "2026-11-01"},
     {"from": "2025-01-01", "to": "2026-11-01"}],
)  # fmt: skip
def test_days_that_make_no_sense_are_refused(seats: Space, query: dict[str, str]) -> None:
    answer = read("report/", "manager", **query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_the_file_opens_in_a_french_spreadsheet(seats: Space) -> None:
    Space.objects.filter(pk=seats.pk).update(name="=cmd|' /C calc'!A1")
    with time_machine.travel(datetime(2026, 11, 25, 8, tzinfo=UTC), tick=False):
        sell(MONDAY, cents=123_456, times=11)
        sell(NEXT)
        answer = read("report.csv", "manager", **{"from": "2026-11-16", "to": "2026-11-16"})
    told = answer.content.decode("utf-8-sig")
    assert (answer.content[:3], answer["Content-Type"]) == (b"\xef\xbb\xbf", "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="coworking-2026-W47-2026-W47.csv"'
    rows = list(csv.reader(io.StringIO(told), delimiter=";"))
    when, nothing = ["2026-W47", "16/11/2026", "22/11/2026"], ["0,00"] * 4 + ["0"]
    assert [len(row) for row in rows] == [12, 12, 12]
    assert rows[1] == [*when, "'=cmd|' /C calc'!A1", "20,00", *nothing, "", ""]
    assert rows[2][4:] == ["20,00", *nothing, "13580,16", "679,01"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\t=1"])
def test_no_name_becomes_a_formula(text: str) -> None:
    assert (report_table.plain(text), report_table.plain("Salle")) == (f"'{text}", "Salle")


@pytest.mark.parametrize("number", [1, 3])
def test_a_report_costs_the_same_queries_for_more_weeks(
    seats: Space, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    asked = report.weeks(seats.building, MONDAY, MONDAY + timedelta(weeks=number - 1))
    report.report(seats.building, asked)  # the calendar and the rules are read once
    with django_assert_num_queries(6):
        report.report(seats.building, asked)
