"""The week's sheet: how many seats are free at each hour and when rooms are, on one A4 page, without a name."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pypdf import PdfReader

from coworking.models import Booking, BookingState, Kind, Resource
from coworking.slots import Stretch
from coworking.week_paper import times, week_pdf
from coworking.week_sheet import Cell, Grid, RoomDay, RoomWeek, WeekSheet, week_sheet
from tests import cast
from tests.people.cast import browser, make_person
from venue.house.models import Building
from venue.rules.models import RuleOverride
from venue.spaces.models import OpeningHours, Space

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=number) for number in range(7)]
CLOSED = Cell(False, 0)


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=PARIS)


@pytest.fixture
def study() -> Space:
    """Open on Mondays from 8:30 to noon and on Tuesdays from ten to eleven."""
    room = cast.space("STUD", 30, name="Salle d’étude", name_en="Study room", kind="study")
    for weekday, opens, closes in [(0, time(8, 30), time(12)), (1, time(10), time(11))]:
        OpeningHours.objects.create(building=room.building, weekday=weekday, opens=opens, closes=closes)
    return room


def place(space: Space, code: str, **facts: Any) -> Resource:
    plain = {"entity": cast.entity(), "name": code, "kind": Kind.STUDY_SEAT}
    return Resource.objects.create(space=space, code=code, **plain | facts)


def booked(resource: Resource, start: str, end: str, **facts: Any) -> None:
    span = (at(start), at(end))
    plain = {"state": BookingState.CONFIRMED, "by": "test", "starts_at": span[0], "ends_at": span[1], "busy": span}
    Booking.objects.create(resource=resource, first_name="Amina", **plain | facts)


def test_it_counts_the_seats_that_are_free_all_the_hour(study: Space) -> None:
    one, two, _ = place(study, "STUD-1"), place(study, "STUD-2"), place(study, "STUD-3", bookable=False)
    place(study, "STUD-4", resident=make_person("Léa"))
    booked(one, "08:30", "09:30")
    booked(two, "09:00", "10:00")
    booked(two, "10:00", "11:00", state=BookingState.HELD, expires_at=at("07:00"))
    booked(two, "11:00", "12:00", state=BookingState.CANCELLED, ended_at=at("07:00"))
    sheet = week_sheet(study.building, MONDAY, at("08:00"))
    half = Stretch(at("08:30"), at("09:00"))
    monday = [Cell(True, 1, half), Cell(True, 0), Cell(True, 2), Cell(True, 2)]
    tuesday = [CLOSED, CLOSED, Cell(True, 2), CLOSED]
    grid = Grid("Salle d’étude", "Study room", 1, [monday, tuesday, *[[CLOSED] * 4] * 5])
    assert sheet == WeekSheet(DAYS, PARIS, range(8, 12), [grid], [])


def test_what_is_over_is_not_free(study: Space) -> None:
    place(study, "STUD-1")
    sheet = week_sheet(study.building, MONDAY, at("09:40"))
    assert sheet.grids[0].cells[0] == [CLOSED, CLOSED, Cell(True, 1), Cell(True, 1)][-len(sheet.hours) :]


def test_a_day_that_cannot_be_booked_yet_offers_nothing(study: Space) -> None:
    place(study, "STUD-1"), place(study, "MR1", kind=Kind.ROOM)
    RuleOverride.objects.create(key="seat.ahead_days", value=0, valid_from=MONDAY)
    sheet = week_sheet(study.building, MONDAY, at("08:00"))
    # A room can be booked for much longer ahead.
    assert [cells[2] for cells in sheet.grids[0].cells[:2]] == [Cell(True, 1), Cell(True, 0, later=True)]
    assert [day.later for day in sheet.rooms[0].days[:2]] == [False, False]
    told = " ".join(PdfReader(io.BytesIO(week_pdf(study.building, sheet, at("08:00")))).pages[0].extract_text().split())
    assert ("pas encore" in told, "8h30–9h" in told) == (True, True)


def test_it_says_when_a_room_is_free(study: Space) -> None:
    room = place(study, "MR1", kind=Kind.ROOM, name="Salle Gergovie", name_en="Gergovie room")
    booked(room, "09:30", "10:30", busy=(at("09:15"), at("10:45")))
    sheet = week_sheet(study.building, MONDAY, at("08:00"))
    # Set-up and clean-up are kept too, and what is left begins and ends on the grid.
    monday = RoomDay(True, False, [Stretch(at("08:30"), at("09:00")), Stretch(at("11:00"), at("12:00"))])
    tuesday = RoomDay(True, True, [Stretch(at("10:00", DAYS[1]), at("11:00", DAYS[1]))])
    closed = RoomDay(False, True, [])
    assert sheet.rooms == [RoomWeek("Salle Gergovie", "Gergovie room", [monday, tuesday, *[closed] * 5])]
    told = [times(day, PARIS) for day in sheet.rooms[0].days[:3]]
    assert told == [["8h30–9h", "11h–12h"], ["libre", "free", "10h–11h"], []]


def test_the_sheet_costs_the_same_queries_for_more_places(
    study: Space, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in (1, 2, 3):
        booked(place(study, f"STUD-{number}"), "09:00", "10:00")
        week_sheet(study.building, MONDAY, at("08:00"))  # the calendar is read once
        with django_assert_num_queries(2):
            week_sheet(study.building, MONDAY, at("08:00"))


@pytest.mark.parametrize(("grids", "rooms"), [(0, 0), (1, 1), (2, 10), (6, 4)])
def test_any_house_is_one_a4_page(grids: int, rooms: int) -> None:
    house = Building(name="Le Préau", time_zone="Europe/Paris")
    cells = [[Cell(hour > 9, 21 if hour % 5 else 0) for hour in range(8, 22)]] * 7
    free = [Stretch(at(f"{hour:02}:00"), at(f"{hour:02}:30")) for hour in range(8, 13)]
    days = [RoomDay(True, False, free), RoomDay(True, False, []), *[RoomDay(False, False, [])] * 5]
    sheet = WeekSheet(
        DAYS,
        PARIS,
        range(8, 22),
        [Grid(f"Salle {number} avec un nom qui n’en finit pas", "Room", 9, cells) for number in range(grids)],
        [RoomWeek(f"Salle {number} de la longue rue", "", days) for number in range(rooms)],
    )
    made = PdfReader(io.BytesIO(week_pdf(house, sheet, at("08:05"))))
    assert (len(made.pages), [round(float(side) / 72 * 25.4) for side in made.pages[0].mediabox[2:]]) == (1, [210, 297])
    lowest: list[float] = []

    def look(text: str, _cm: Any, matrix: list[float], *_font: Any) -> None:
        if text.strip():
            lowest.append(matrix[5])

    made.pages[0].extract_text(visitor_text=look)
    assert min(lowest) > 20


@pytest.mark.parametrize(
    ("paper", "said", "name"),
    [
        ("day.pdf?date=2026-11-23", "Amina", "coworking-2026-11-23.pdf"),
        ("week.pdf", "Places libres du lundi 23 novembre", "places-libres-2026-11-23.pdf"),
    ],
)
def test_a_host_prints_both_and_the_wall_names_nobody(study: Space, paper: str, said: str, name: str) -> None:
    booked(place(study, "STUD-1"), "09:00", "10:00")
    with time_machine.travel(at("08:00"), tick=False):
        answer = browser(make_person("Chidi", "host")).get(f"/api/v1/coworking/prints/{paper}")
    told = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("application/pdf", f'inline; filename="{name}"')
    assert said in told
    assert ("Amina" in told) == paper.startswith("day")


def test_a_day_that_is_none_is_refused(study: Space) -> None:
    chidi = browser(make_person("Chidi", "host"))
    assert [
        chidi.get(f"/api/v1/coworking/prints/{paper}").status_code
        for paper in ("day.pdf?date=x", "week.pdf?from=2026-13-01")
    ] == [400, 400]
