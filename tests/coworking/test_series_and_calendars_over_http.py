"""Series and calendars over HTTP: one's own, a host's for anyone, and whoever bears a feed's token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from coworking.models import Booking, Series
from tests.coworking import cast
from tests.coworking.cast import MONDAY, TUESDAY
from tests.people.cast import browser, make_person
from venue.people import own_data
from venue.privacy import hide_keys

pytestmark = pytest.mark.django_db
SERIES = "/api/v1/coworking/series/"
CALENDARS = "/api/v1/coworking/calendars/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def wanted(rule: str = "FREQ=WEEKLY;COUNT=3", **more: Any) -> dict[str, Any]:
    """A room on Tuesdays from ten to twelve."""
    ends_at = TUESDAY + 2 * cast.HOUR
    plain = {"resource": cast.room().code, "starts_at": TUESDAY.isoformat(), "ends_at": ends_at.isoformat()}
    return plain | {"rule": rule} | more


def of(*roles: str) -> APIClient:
    return browser(make_person(roles[0].title() if roles else "Amina", *roles))


def test_a_preview_writes_nothing_and_says_which_day_is_taken() -> None:
    cast.booking(cast.room(), TUESDAY)
    told = of().post(f"{SERIES}preview/", wanted()).json()["occurrences"]
    assert [(it["starts_at"][:10], it["ok"], it.get("code")) for it in told] == [
        ("2026-11-24", False, "seat_taken"),
        ("2026-12-01", True, None),
        ("2026-12-08", True, None),
    ]
    assert Booking.objects.count() == 1


def test_a_series_is_booked_moved_and_cancelled() -> None:
    amina = of()
    made = amina.post(SERIES, wanted(skip=["2026-12-01T10:00:00+01:00"]))
    assert made.status_code == 201
    assert [it["state"] for it in made.json()["occurrences"]] == ["confirmed", "left_out", "confirmed"]
    path = f"{SERIES}{made.json()['id']}/"
    of_a_zone = amina.post(f"{path}move/", {"start_time": "14:00Z", "end_time": "15:00+01:00"})
    assert (of_a_zone.status_code, [*of_a_zone.json()["errors"]]) == (400, ["start_time", "end_time"])
    moved = amina.post(
        f"{path}move/", {"start_time": "14:00", "end_time": "15:00", "from": "2026-12-08T10:00:00+01:00"}
    )
    assert moved.json()["follows"] == made.json()["id"]
    assert [it["starts_at"] for it in moved.json()["occurrences"]] == ["2026-12-08T14:00:00+01:00"]
    ended = amina.post(f"{path}cancellation/", {})
    assert [it["state"] for it in ended.json()["occurrences"]] == ["cancelled", "left_out"]
    assert amina.get(path).json()["sequence"] == 2


def test_a_conflict_is_named_and_nothing_is_booked() -> None:
    cast.booking(cast.room(), TUESDAY)
    refused = of().post(SERIES, wanted())
    assert (refused.status_code, refused.json()["code"]) == (409, "occurrences_refused")
    assert [it["code"] for it in refused.json()["conflicts"]] == ["seat_taken"]


def test_the_same_request_is_one_series() -> None:
    amina, key = of(), "8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11"
    told = [amina.post(SERIES, wanted(), headers={"Idempotency-Key": key}) for _ in range(2)]
    assert [it.status_code for it in told] == [201, 201]
    assert told[0].json() == told[1].json()
    assert Series.objects.count() == 1


def test_somebody_elses_series_is_not_found_but_by_a_host() -> None:
    path = f"{SERIES}{of().post(SERIES, wanted()).json()['id']}/"
    assert browser(make_person("Dora")).get(path).status_code == 404
    assert of("host").get(path).status_code == 200


def test_a_host_books_for_anyone_and_nobody_else_does() -> None:
    assert of("host").post(SERIES, wanted(first_name="Fatou")).status_code == 201
    assert of().post(SERIES, wanted(first_name="Fatou")).status_code == 403
    assert {(it.first_name, it.person) for it in Booking.objects.all()} == {("Fatou", None)}


def test_a_rule_that_cannot_be_is_told_with_what_can() -> None:
    refused = of().post(SERIES, wanted("FREQ=MONTHLY;COUNT=3"))
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_rule")
    assert refused.json()["allowed"]["freq"] == ["DAILY", "WEEKLY", "MONTHLY"]


def test_a_feed_is_read_by_its_token_alone_and_costs_nothing_when_known() -> None:
    amina = of()
    amina.post(SERIES, wanted())
    address = amina.post(CALENDARS, {}).json()["address"].removeprefix("http://localhost:8000")
    read = browser().get(address, headers={"Accept": "text/calendar"})
    assert (read.status_code, read["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (read["Cache-Control"], read["Referrer-Policy"]) == ("private, no-cache", "no-referrer")
    assert b"RRULE:FREQ=WEEKLY;COUNT=3" in read.content
    again = browser().get(address, headers={"If-None-Match": read["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_token_stands_in_no_log() -> None:
    assert hide_keys('"GET /api/v1/coworking/calendars/AbCdEfGhIjKlMnOpQrStUv.ics"') == (
        '"GET /api/v1/coworking/calendars/….ics"'
    )


def test_a_revoked_address_and_a_replaced_one_open_nothing() -> None:
    amina = of()
    first, second = (amina.post(CALENDARS, {}).json() for _ in range(2))
    assert [it["id"] for it in amina.get(CALENDARS).json()["results"]] == [second["id"]]
    assert browser(make_person("Dora")).post(f"{CALENDARS}{second['id']}/revocation/").status_code == 404
    assert amina.post(f"{CALENDARS}{second['id']}/revocation/").status_code == 204
    paths = [it["address"].removeprefix("http://localhost:8000") for it in (first, second)]
    assert [browser().get(path).status_code for path in (*paths, f"{CALENDARS}{'x' * 22}.ics")] == [404, 404, 404]


def test_a_rooms_address_is_a_managers() -> None:
    body = {"resource": cast.room().code}
    assert [of(*roles).post(CALENDARS, body).status_code for roles in ((), ("host",), ("manager",))] == [403, 403, 201]


def test_one_booking_is_a_file_for_its_owner() -> None:
    amina = make_person("Amina")
    path = f"/api/v1/coworking/bookings/{cast.booking(who=amina).key}.ics"
    assert b"BEGIN:VEVENT" in browser(amina).get(path).content
    assert browser(make_person("Dora")).get(path).status_code == 404


def test_who_is_forgotten_leaves_no_address_behind() -> None:
    amina = make_person("Amina")
    address = browser(amina).post(CALENDARS, {}).json()["address"].removeprefix("http://localhost:8000")
    assert len(own_data.told_to(amina)["calendars"]["addresses"]) == 1
    own_data.erase(amina)
    assert browser().get(address).status_code == 404
