"""Managers keep rooms and calendar in Django's admin; what was counted can be looked at, not changed."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.people.cast import browser, make_person
from tests.spaces.conftest import Room, recount, step
from venue.house.models import Building
from venue.spaces import hours
from venue.spaces.models import Closure, Space

from .conftest import paris

pytestmark = pytest.mark.django_db
PAGES = ["space", "openinghours", "period", "closure", "movement", "recount", "capacityclaim"]


@pytest.mark.parametrize("page", PAGES)
def test_every_list_opens_for_the_manager_only(room: Room, page: str) -> None:
    step(room("CANT"), 2, "12:00")
    recount(room("CANT"), 5, "12:10")
    address = f"/admin/spaces/{page}/"
    statuses = [browser(make_person(role, role)).get(address).status_code for role in ("manager", "auditor", "host")]
    assert statuses[:2] == [200, 200]
    assert statuses[2] in (302, 403)


@pytest.mark.parametrize(("page", "status"), [("closure", 200), ("space", 200), ("movement", 403), ("recount", 403)])
def test_what_happened_cannot_be_made_up(house: Building, page: str, status: int) -> None:
    manager = browser(make_person("Chidi", "manager"))
    assert manager.get(f"/admin/spaces/{page}/add/").status_code == status


def test_a_closure_written_in_the_office_closes_the_house_at_once(house: Building) -> None:
    at = paris("2026-11-24 12:00")
    assert hours.is_open(house, at)
    fields = {
        "building": house.pk,
        "space": "",
        "starts_0": "2026-11-24",
        "starts_1": "11:00",
        "ends_0": "2026-11-24",
        "ends_1": "13:00",
        "reason": "Fuite d’eau",
        "reason_en": "A burst pipe",
    }
    answer = browser(make_person("Chidi", "manager")).post("/admin/spaces/closure/add/", fields, format="multipart")
    assert (answer.status_code, Closure.objects.filter(reason="Fuite d’eau").count()) == (302, 1)
    assert not hours.is_open(house, at)


@pytest.mark.parametrize(
    ("drawn", "drawable"),
    [
        ({}, True),
        ({"floor": 0, "polygon": [[0, 0], [4, 0], [4, 2.5]], "label": [2, 1]}, True),
        ({"floor": 0, "polygon": [[0, 0], [4, 0]]}, False),
        ({"floor": 0, "polygon": [[0, 0], [4, 0], [4, "2"]]}, False),
        ({"floor": "0", "polygon": [[0, 0], [4, 0], [4, 2]]}, False),
        ({"polygon": []}, False),
        ([[0, 0], [4, 0], [4, 2]], False),
    ],
)
def test_a_drawing_that_the_plan_cannot_show_is_not_kept(drawn: Any, drawable: bool) -> None:
    place = Space(code="X", name="X", short_name="X", shape=drawn)
    try:
        place.clean()
    except ValidationError:
        assert not drawable
    else:
        assert drawable
