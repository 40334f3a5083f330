"""Papers for walls and doors: one page each, with what must be read from five metres, and a QR to the event's page."""

from __future__ import annotations

import io
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader
from pytest_django import Settings

from events import changes
from events.changes import Wish
from events.models import Event, EventChange, EventDate
from tests.events.cast import ANIMATOR, MONDAY
from tests.events.change_cast import afternoon, again, elsewhere
from tests.people.cast import browser, make_person
from venue.people.models import Person

pytestmark = pytest.mark.django_db
WHAT = EventChange.What
A4, A3 = (210, 297), (297, 420)


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def page(date: EventDate, name: str, **query: str) -> Any:
    ana = Person.objects.filter(first_name="Ana").first() or make_person("Ana", "animator")
    return browser(ana).get(f"/api/v1/planning/dates/{date.pk}/{name}.pdf", query)


def read(date: EventDate, name: str, **query: str) -> tuple[str, tuple[int, int]]:
    (sheet,) = PdfReader(io.BytesIO(page(date, name, **query).content)).pages
    size = (round(float(sheet.mediabox.width) / 72 * 25.4), round(float(sheet.mediabox.height) / 72 * 25.4))
    return " ".join(sheet.extract_text().split()), size


def change(date: EventDate, what: str, **wish: Any) -> None:
    changes.apply(date.event, Wish(what=WHAT(what), words="Vent fort.", manager=True, **wish), by=ANIMATOR)


@pytest.mark.parametrize(("size", "edges"), [("a4", A4), ("a3", A3)])
def test_a_poster_says_what_when_where_for_how_much_and_with_which_reservation(size: str, edges: Any) -> None:
    date = afternoon(accessible=True, authorised_at=None, conditional_by="person:1", price="fixed", price_cents=550)
    text, sheet = read(date, "poster", size=size)
    assert sheet == edges
    told = ["Jeux de rue", "Samedi 24 avril 2027", "Place de Jaude", "5,50", "fauteuil", "Sous réserve"]
    assert [word for word in told if word not in text] == []


def test_a_poster_with_a_photo_in_english(settings: Settings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    date, picture = afternoon(), io.BytesIO()
    Image.new("RGB", (300, 500), "green").save(picture, "WEBP")
    Event.objects.get(pk=date.event_id).photo.save("games.webp", ContentFile(picture.getvalue()))
    text, _size = read(date, "poster", language="en")
    assert [word for word in ("Street games", "Saturday 24 April", "Free") if word not in text] == []


@pytest.mark.parametrize(
    ("what", "wish", "word", "at_the_door"),
    [
        ("cancelled", {}, "ANNULÉ", "n’a pas lieu"),
        ("postponed", {}, "REPORTÉ", "est reporté"),
        ("moved", {"site": elsewhere}, "DÉPLACÉ", "n’est plus ici"),
    ],
)
def test_a_change_has_its_poster_and_its_text_for_the_door(
    what: str, wish: dict[str, Any], word: str, at_the_door: str
) -> None:
    date = afternoon()
    assert page(date, "change-poster").json()["code"] == "nothing_to_tell"
    assert "C’est ici" in read(date, "door")[0]
    change(date, what, **{name: make() for name, make in wish.items()})
    text, door = read(again(date), "change-poster")[0], read(again(date), "door")[0]
    assert [it for it in (word, "Jeux de rue", "24 avril", "Vent fort.") if it not in text] == []
    assert [it for it in (at_the_door, "Street games", "24 avril", "24 April") if it not in door] == []
    assert ("Place Delille" in text) == (what == "moved")


def test_a_note_to_the_neighbours_says_until_when_it_is_loud_and_who_answers() -> None:
    date = afternoon(music=True, expected_people=80)
    date.event.contacts.create(kind="team", name="Aïcha, sur place", phone="06 39 98 00 22")
    date.event.contacts.create(kind="police", name="Police municipale", phone="04 65 71 00 17")
    date.slots.update(starts_at=date.starts_at.replace(hour=11))
    text, sheet = read(date, "neighbours")
    told = ["Samedi 24 avril 2027, 15 h – 19 h", "Place de Jaude", "installe dès 13 h", "jusqu’à 19 h", "80 personnes",
            "Aïcha, sur place · 06 39 98 00 22", "/dehors/jeux-de-rue"]  # fmt: skip
    assert ([it for it in told if it not in text], "Police" in text, sheet) == ([], False, A4)
    english = read(date, "neighbours", language="en")[0]
    assert ("Dear neighbours," in english, "Street games" in english) == (True, True)
    change(date, "cancelled")
    assert page(date, "neighbours").json()["code"] == "wrong_state"


def test_the_longest_title_stays_on_its_page() -> None:
    date = afternoon(title="Anticonstitutionnellement " * 4, summary="Mot " * 49)
    assert "Anticonstitutionnellement" in read(date, "poster")[0]
    change(date, "cancelled")
    for name in ("change-poster", "door"):
        assert "Anticonstitutionnellement" in read(again(date), name)[0]


def test_nobody_from_outside_prints_them() -> None:
    date = afternoon()
    dora = browser(make_person("Dora"))
    assert [dora.get(f"/api/v1/planning/dates/{date.pk}/{it}.pdf").status_code for it in ("poster", "door")] == [
        404,
        404,
    ]


@pytest.mark.parametrize("what", ["cancelled", "postponed"])
def test_nobody_is_invited_to_what_does_not_take_place(what: str) -> None:
    date = afternoon()
    change(date, what)
    answer = page(date, "poster")
    told = answer.json()
    assert (answer.status_code, told["code"], told["state"], told["see"]) == (409, "wrong_state", what, "change-poster")


@pytest.mark.parametrize("kind", ["poster", "change-poster"])
def test_of_what_has_taken_place_no_poster_sends_to_another(kind: str) -> None:
    date = afternoon()
    EventDate.objects.filter(pk=date.pk).update(state="held")
    no = page(date, kind).json()
    assert (no["code"], no["state"], "see" in no) == ("wrong_state", "held", False)
