"""Each place has a sticker: its code to read, and a QR that leads to the page where one says that one is here."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from coworking import stickers
from coworking.arrivals import desk_code
from coworking.models import Kind, Resource
from tests.cast import entity, space
from tests.people.cast import browser, make_person
from venue.codes import short

pytestmark = pytest.mark.django_db


def seats(count: int, room: str = "STUD", **facts: Any) -> list[Resource]:
    place = space(room, 30, kind="study")
    same = {"space": place, "entity": entity(), "kind": Kind.STUDY_SEAT} | facts
    return [
        Resource.objects.create(code=f"{room}-{number:02}", name=f"Place {number}", position=number, **same)
        for number in range(1, count + 1)
    ]


def ask(space: str = "STUD") -> Any:
    return browser(make_person("Maud", "manager")).get("/api/v1/coworking/stickers.pdf", {"space": space})


def words(pdf: bytes) -> list[list[str]]:
    return [page.extract_text().split("\n") for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_sheet_holds_eight_in_the_order_of_the_room() -> None:
    seats(9)
    seats(1, "COWO")
    seats(1, "STUD2", retired_at="2026-01-01T00:00Z")
    codes = [[word for word in page if "-" in word] for page in words(ask().content)]
    assert codes == [[f"STUD-{number:02}" for number in range(1, 9)], ["STUD-09"]]


def test_a_sticker_says_in_both_languages_what_scanning_it_means(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://preau.example.org"
    [seat] = seats(1, name_en="Seat 1", bookable=False)
    assert [word.strip() for word in words(ask().content)[0]] == [
        short.spelled(desk_code(seat)),
        "preau.example.org/travailler/ici",
        "STUD-01",
        "Place 1",
        "Seat 1",
        "Je suis là",
        "sans réserver",
        "I am here",
        "without booking",
    ]


def test_its_qr_leads_to_the_page_of_the_place(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://preau.example.org"
    [seat] = seats(1)
    assert stickers.link(seat) == f"https://preau.example.org/travailler/ici/#{seat.sticker_key}"


def test_a_room_without_places_has_no_stickers() -> None:
    assert ask("CANT").status_code == 404
