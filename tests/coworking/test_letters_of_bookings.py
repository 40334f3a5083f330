"""What a booking tells its owner by mail, with a file for her calendar."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from tests.coworking import cast
from tests.coworking.cast import MONDAY, TUESDAY
from tests.jobs import run_jobs_here
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db
BOOKINGS = "/api/v1/coworking/bookings/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    cache.clear()  # an address has so many letters a day, other tests' too
    with time_machine.travel(MONDAY, tick=False):
        yield


def wanted() -> dict[str, str]:
    ends_at = TUESDAY + cast.HOUR
    return {"resource": cast.room().code, "starts_at": TUESDAY.isoformat(), "ends_at": ends_at.isoformat()}


def test_a_booking_its_move_and_its_end_are_told_with_a_file_each() -> None:
    amina = browser(make_person("Amina"))
    path = f"{BOOKINGS}{amina.post(BOOKINGS, wanted()).json()['key']}/"
    run_jobs_here()
    times = {"starts_at": "2026-11-25T14:00:00+01:00", "ends_at": "2026-11-25T15:00:00+01:00"}
    amina.post(f"{path}move/", times)
    run_jobs_here()
    amina.post(f"{path}cancellation/")
    run_jobs_here()
    files = [letter.attachments[0] for letter in mail.outbox]
    assert [(it[0], it[2]) for it in files] == [("reservation.ics", "text/calendar")] * 3
    assert ["STATUS:CANCELLED" in str(it[1]) for it in files] == [False, False, True]
    assert all("METHOD" not in str(it[1]) for it in files)
    assert mail.outbox[0].to == ["amina@example.org"]


def test_a_series_is_one_letter() -> None:
    browser(make_person("Amina")).post("/api/v1/coworking/series/", wanted() | {"rule": "FREQ=WEEKLY;COUNT=3"})
    run_jobs_here()
    assert [letter.body.count("– ") >= 3 for letter in mail.outbox] == [True]


def test_nobody_without_an_address_has_a_letter() -> None:
    host = browser(make_person("Chidi", "host"))
    assert host.post(BOOKINGS, wanted() | {"first_name": "Fatou"}).status_code == 201
    assert run_jobs_here() == []
