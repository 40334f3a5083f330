"""The sheet of the day on A4: one page for an ordinary event, and all that its lead needs on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader
from pytest_django import Settings

from events.models import EventContact, EventDate, RunSheetLine
from tests.events import cast
from tests.events.cast import HOUR, MONDAY, SATURDAY
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def planned(lines: int) -> EventDate:
    """A date with a run sheet of so many lines, ten kinds of kit, eight of the crew."""
    date = cast.date(cast.event(dated=False, site_lead=make_person("Dora")))
    RunSheetLine.objects.bulk_create(
        RunSheetLine(date=date, at=SATURDAY + number * HOUR / 4, what=f"Étape {number}", who="Bruno", where="place")
        for number in range(lines)
    )
    EventContact.objects.create(event=date.event, kind="town", name="Astreinte mairie", phone="+33473000000")
    for number in range(10):
        cast.reserved(date, cast.item(f"kit-{number}", 20, name=f"Barnum {number}", kept_at="cave"), 2)
    for number in range(8):
        cast.confirmed(make_person(f"Aide{number}"), cast.slot(date, title=f"Poste {number}"))
    return date


def pages(date: EventDate) -> list[str]:
    answer = browser(date.event.site_lead).get(f"/api/v1/planning/dates/{date.pk}/sheet.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]


def test_an_ordinary_event_is_on_one_page() -> None:
    (page,) = pages(planned(lines=14))
    words = [
        "Étape 13",
        "Astreinte mairie",
        "04\u00a073\u00a000\u00a000\u00a000",
        "Barnum 9",
        "Aide7",
        "Place de Jaude",
        "18:45",
    ]
    assert [word for word in words if word not in page] == []


def test_a_long_one_goes_on_and_loses_nothing() -> None:
    told = pages(planned(lines=70))
    assert len(told) == 2
    assert re.findall(r"Étape (\d+)", "\n".join(told)) == [str(number) for number in range(70)]


def test_the_plan_of_the_place_is_a_page_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    date, drawn = cast.date(cast.event(dated=False, site_lead=make_person("Dora"))), io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(drawn, "WEBP")
    assert date.site
    date.site.plan.save("plan.webp", ContentFile(drawn.getvalue()))
    assert len(pages(date)) == 2
