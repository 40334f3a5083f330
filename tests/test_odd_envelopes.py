"""What is odd before anybody reads it: a host that is no name, a body of unknown length, a number in quotes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from canteen.views.bursts import ReleaseSerializer
from tests import cast
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db

ORDERS = "/api/v1/canteen/orders/"


def problem(answer: Any) -> tuple[int, str, str]:
    return answer.status_code, answer["Content-Type"], answer.json()["code"]


def test_a_program_that_names_no_host_is_told_so_as_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/venue/", headers={"host": "no such/host"})
    assert problem(answer) == (400, "application/problem+json", "bad_request")


@pytest.mark.parametrize("path", ["/", "/en/manger/"])
def test_a_person_with_a_nonsense_host_gets_a_page_of_the_house(client: Client, path: str) -> None:
    cast.building()
    answer = client.get(path, headers={"host": "no such/host"})
    assert (answer.status_code, b'id="app"' in answer.content, b"noindex" in answer.content) == (400, True, True)


def test_a_body_of_unknown_length_is_not_read_as_an_empty_one(client: Client) -> None:
    answer = client.get(ORDERS, REQUEST_METHOD="POST", headers={"transfer-encoding": "chunked"})
    assert problem(answer) == (411, "application/problem+json", "length_required")


@pytest.mark.parametrize("covers", ["1", 1.0, True, [1], {"n": 1}])
def test_a_number_is_a_number(client: Client, covers: Any) -> None:
    body = {"sitting": cast.sitting().pk, "covers": covers}
    answer = client.post(ORDERS, body, content_type="application/json")
    assert problem(answer) == (400, "application/problem+json", "invalid")
    assert [fault["code"] for fault in answer.json()["errors"]["covers"]] == ["invalid"]


def test_each_number_of_a_list_is_a_number() -> None:
    form = ReleaseSerializer(data={"orders": [1, "2"]})
    assert (form.is_valid(), form.errors["orders"][0].code) == (False, "invalid")


@pytest.mark.parametrize(
    "path",
    [
        "canteen/orders/%00/",
        "coworking/bookings/%00/",
        "coworking/bookings/%00/check-in/",
        "coworking/bookings/%00.svg",
        "coworking/stickers/%00/",
        "coworking/rooms/MR%00/door/",
        "coworking/calendars/%00.ics",
    ],
)
def test_an_address_that_no_column_could_hold_is_nobodys(path: str) -> None:
    amina = browser(make_person("Amina"))
    asked = [amina.get(f"/api/v1/{path}"), amina.post(f"/api/v1/{path}", {"ends_at": "2026-11-24T12:00:00+01:00"})]
    assert [(answer.status_code, answer.json()["code"]) for answer in asked] == [(404, "not_found")] * 2
