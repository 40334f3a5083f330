"""A phone may be limited to a building, to rooms, to sittings: elsewhere it serves nothing."""

from typing import Any

import pytest

from canteen import door_paper
from canteen.models import Redemption
from tests import cast
from tests.people.cast import make_device, phone

pytestmark = pytest.mark.django_db


def scan(token: str, paper: str) -> Any:
    body = {"token": paper, "request_id": str(cast.request_id())}
    answer = phone(token).post("/api/v1/canteen/redemptions/", body)
    return answer.status_code, answer.json().get("code") or answer.json()["result"]


@pytest.mark.parametrize("limit", ["building", "spaces", "sittings"])
def test_a_phone_serves_at_its_own_door_and_at_no_other(limit: str) -> None:
    ticket = cast.ticket()
    sitting = ticket.sitting
    assert sitting is not None
    here = {"building": cast.building(), "spaces": ["CANT"], "sittings": [sitting.pk]}
    there = {"building": cast.building("annexe"), "spaces": ["CAFE"], "sittings": [sitting.pk + 1]}
    paper = door_paper.token(ticket)
    _, away = make_device("Annexe", "host", **{limit: there[limit]})
    assert (scan(away, paper), Redemption.objects.count()) == ((403, "not_this_door"), 0)
    _, home = make_device("Door 1", "host", **{limit: here[limit]})
    assert scan(home, paper) == (201, "redeemed")


def test_the_room_is_seen_by_the_crew_of_its_building() -> None:
    path = f"/api/v1/canteen/sittings/{cast.sitting().pk}/service/"
    _, away = make_device("Annexe", "host", building=cast.building("annexe"))
    _, home = make_device("Door 1", "host", building=cast.building())
    assert [phone(token).get(path).status_code for token in (away, home)] == [404, 200]
