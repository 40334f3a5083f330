"""The day's sheet: one A4 page, however many places there are, with names as they were given and room to write."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from coworking.day_paper import Frame, day_pdf
from coworking.day_sheet import Bar, DaySheet, Row, Section, day_sheet
from coworking.models import Block, Booking, BookingState, HireRequest, Kind, Release, Resource
from tests import cast
from tests.people.cast import make_device, make_person, phone
from venue import paper
from venue.house.models import Building
from venue.spaces.calendar import Stretch
from venue.spaces.models import Closure, OpeningHours, Space

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = date(2026, 11, 24)
State = BookingState


def at(clock: str) -> datetime:
    return datetime.combine(TUESDAY, time.fromisoformat(clock), tzinfo=PARIS)


@pytest.fixture
def study() -> Space:
    room = cast.space("STUD", 30, name="Salle d’étude", name_en="Study room", kind="study")
    OpeningHours.objects.create(building=room.building, weekday=1, opens=time(8, 30), closes=time(18, 45))
    return room


def seat(space: Space, number: int, **facts: Any) -> Resource:
    plain = {"entity": cast.entity(), "name": f"Place {number}", "kind": Kind.STUDY_SEAT, "position": number}
    return Resource.objects.create(space=space, code=f"STUD-{number:02}", **plain | facts)


def booked(resource: Resource, start: str, end: str, **facts: Any) -> Booking:
    span = (at(start), at(end))
    plain = {"state": State.CONFIRMED, "by": "test", "starts_at": span[0], "ends_at": span[1], "busy": span}
    return Booking.objects.create(resource=resource, **plain | facts)


def words(pdf: bytes) -> str:
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return " ".join(page.extract_text().split()).replace("\N{NO-BREAK SPACE}", " ")


def test_the_sheet_says_who_comes_where_and_until_when(study: Space) -> None:
    one, two, three = seat(study, 1), seat(study, 2, bookable=False), seat(study, 3)
    booked(one, "09:00", "11:00", person=make_person("Amina"))
    booked(one, "11:00", "12:00", state=State.CANCELLED, ended_at=at("10:00"), first_name="Dora")
    absent = {"state": State.RELEASED, "release": Release.NO_SHOW, "ended_at": at("12:15")}
    booked(one, "12:00", "13:00", first_name="Personne", **absent)
    booked(two, "14:00", "16:00", first_name="Chidi", walk_in=True, state=State.FINISHED, ended_at=at("15:00"))
    booked(three, "10:00", "11:00")
    lunch = Block.objects.create(title="Repas", starts_at=at("12:00"), ends_at=at("14:00"), by="test")
    booked(three, "12:00", "14:00", state=State.BLOCKED, block=lunch)
    opened = [Stretch(at("08:30"), at("18:45"))]
    rows = [
        Row("01", "", False, opened, [Bar(at("09:00"), at("11:00"), "Amina")]),
        Row("02", "", True, opened, [Bar(at("14:00"), at("15:00"), "Chidi")]),
        Row("03", "", False, opened, [Bar(at("10:00"), at("11:00"), ""), Bar(at("12:00"), at("14:00"), "Repas", True)]),
    ]
    section = Section("Salle d’étude", "Study room", rows)
    assert day_sheet(study.building, TUESDAY) == DaySheet(TUESDAY, PARIS, at("08:00"), at("19:00"), [section])


def test_a_hire_is_named_without_a_name_and_an_undone_tap_leaves_nothing(study: Space) -> None:
    room = seat(study, 1, kind=Kind.ROOM)
    held = booked(room, "09:00", "11:00", state=State.HELD, expires_at=at("23:00"))
    HireRequest.objects.create(booking=held, customer="company")
    walked = {"first_name": "Dora", "walk_in": True, "state": State.FINISHED}
    booked(room, "12:00", "13:00", **walked, checked_in_at=at("12:00"), ended_at=at("12:01"))
    booked(room, "13:00", "15:00", **walked, checked_in_at=at("13:50"), ended_at=at("13:55"))
    bars = day_sheet(study.building, TUESDAY).sections[0].rows[0].bars
    assert bars == [Bar(at("09:00"), at("11:00"), "Location")]


def test_a_phone_of_one_room_prints_the_names_of_that_room(study: Space) -> None:
    booked(seat(study, 1), "09:00", "11:00", first_name="Dora")
    other = cast.space("MR1", 10, name="Salle Gergovie", kind="room")
    room = Resource.objects.create(space=other, code="MR1", name="Gergovie", kind=Kind.ROOM, entity=cast.entity())
    booked(room, "09:00", "11:00", first_name="Amina")
    _, token = make_device("Door", "host", spaces=["MR1"])
    answer = phone(token).get("/api/v1/coworking/prints/day.pdf?date=2026-11-24")
    told = words(answer.content)
    assert ("Gergovie" in told, "Amina" in told, "Dora" in told, "étude" in told) == (True, True, False, False)


def test_the_sheet_costs_the_same_queries_for_more_places(
    study: Space, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in (1, 2, 3):
        booked(seat(study, number), "09:00", "11:00")
        day_sheet(study.building, TUESDAY)  # the calendar is read once
        with django_assert_num_queries(2):
            day_sheet(study.building, TUESDAY)


def test_a_paper_of_the_day_can_be_read_and_written_on(study: Space) -> None:
    booked(seat(study, 1), "09:00", "11:00", first_name="Amina")
    seat(study, 2, bookable=False)
    told = words(day_pdf(study.building, day_sheet(study.building, TUESDAY), at("08:05")))
    for said in ["Mardi 24 novembre 2026", "Qui vient aujourd’hui", "Today’s bookings", "Amina", "Salle d’étude", "01"]:
        assert said in told
    assert ("02" in told, "sans rés." in told) == (True, True)


@pytest.mark.parametrize("number", [1, 24, 60, 150])
def test_any_number_of_places_is_one_a4_page(number: int) -> None:
    house = Building(name="Le Préau", time_zone="Europe/Paris")
    opened = [Stretch(at("08:00"), at("22:00"))]
    names = ["Amina", "Maximilienne-Eugénie", ""]
    rows = [
        Row(
            f"{each:02}",
            "",
            each > 50,
            opened,
            [Bar(at("09:00") + timedelta(hours=each % 9), at("11:00"), names[each % 3])],
        )
        for each in range(number)
    ]
    sections = [Section(f"Salle {at_}", "", rows[at_::3]) for at_ in range(3)]
    made = PdfReader(
        io.BytesIO(day_pdf(house, DaySheet(TUESDAY, PARIS, at("08:00"), at("22:00"), sections), at("08:05")))
    )
    size = [round(float(side) / 72 * 25.4) for side in made.pages[0].mediabox[2:]]
    assert (len(made.pages), size) == (1, [210, 297])
    lowest = []
    made.pages[0].extract_text(
        visitor_text=lambda text, _cm, matrix, *_font: lowest.append(matrix[5]) if text.strip() else None
    )
    assert min(lowest) > 20


@pytest.mark.parametrize(
    ("words", "last"),
    [("Amina", "Amina"), ("Maximilienne-Eugénie", "Eugénie"), ("Fête de quartier, concert et repas pour tous", "…")],
)
def test_words_stay_in_the_box_of_an_hour(words: str, last: str) -> None:
    page = paper.sheet(paper.A4, margin=10, title="", language="fr")
    frame = Frame(page, DaySheet(TUESDAY, PARIS, at("08:00"), at("20:00"), []), 10, 190, 9)
    width = frame.x(at("10:00")) - frame.x(at("09:00")) - 1.2
    page.set_font("text", "B", 9)
    told = frame.told(words, width, 8)
    widest, high = max(page.get_string_width(line) for line in told), len(told) * page.font_size
    paper.put_away(page)
    assert told[-1].endswith(last)
    assert (widest <= width + 0.1, high <= 8) == (True, True)


def test_a_closed_day_says_so(study: Space) -> None:
    seat(study, 1)
    Closure.objects.create(building=study.building, starts=at("00:00"), ends=at("23:59"))
    assert "Fermé Closed that day" in words(day_pdf(study.building, day_sheet(study.building, TUESDAY), at("08:05")))
