"""A phone may be limited to a building, to rooms, to sittings: elsewhere it serves nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from canteen import door_paper
from canteen.models import Redemption, Sitting
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


def two_houses() -> tuple[Sitting, Sitting]:
    """A meal in each of two buildings; the annexe's began later."""
    annexe = cast.building("annexe", host_name="annexe.example.org", position=1)
    there = cast.space("ANNX", building=annexe)
    return cast.serving(), cast.sitting(timezone.now() - timedelta(minutes=1), space=there)


def seated(client: APIClient, **more: Any) -> Any:
    """At which sitting an open ticket is served."""
    body = {"token": door_paper.token(cast.open_ticket()), "request_id": str(cast.request_id())} | more
    answer = client.post("/api/v1/canteen/redemptions/", body).json()
    return answer.get("sitting") or answer["code"]


def test_an_open_ticket_is_served_in_the_building_of_the_phone() -> None:
    home, annexe = two_houses()
    phones = [phone(make_device("Door", "host", building=each.space.building)[1]) for each in (home, annexe)]
    assert [seated(client) for client in phones] == [home.pk, annexe.pk]


def test_a_phone_without_limits_serves_in_the_building_of_its_address(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    home, annexe = two_houses()
    host = phone(make_device("Door", "host")[1])
    assert seated(host) == home.pk
    host.defaults["HTTP_HOST"] = "annexe.example.org"
    assert seated(host) == annexe.pk


def test_a_named_sitting_is_the_one() -> None:
    home, annexe = two_houses()
    host = phone(make_device("Door", "host")[1])
    assert [seated(host, sitting=each.pk) for each in (home, annexe)] == [home.pk, annexe.pk]


def test_an_open_ticket_finds_no_meal_at_a_door_that_serves_none() -> None:
    two_houses()
    away = phone(make_device("Café", "host", spaces=["CAFE"])[1])
    assert seated(away) == "not_this_door"


def test_the_room_is_seen_by_the_crew_of_its_building() -> None:
    path = f"/api/v1/canteen/sittings/{cast.sitting().pk}/service/"
    _, away = make_device("Annexe", "host", building=cast.building("annexe"))
    _, home = make_device("Door 1", "host", building=cast.building())
    assert [phone(token).get(path).status_code for token in (away, home)] == [404, 200]
