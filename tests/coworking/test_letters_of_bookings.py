"""What a booking tells its owner by mail, with a file for her calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from icalendar import Calendar

from coworking import bookings, closures, presence, waiting
from coworking.models import Booking
from tests.coworking import cast
from tests.coworking.cast import HOST, MONDAY, TUESDAY
from tests.coworking.waiting_cast import give_back, join
from tests.jobs import run_jobs_here
from tests.people.cast import browser, make_person
from venue.spaces import calendar
from venue.spaces.models import Closure

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


def subjects() -> list[str]:
    run_jobs_here()
    return [letter.subject for letter in mail.outbox]


def amina() -> Booking:
    """Her seat on Tuesday at ten, of which she had no letter yet."""
    return cast.booking(who=make_person("Amina", language="en"))


def test_who_did_not_come_is_told_once_that_her_place_is_given_on() -> None:
    amina()
    for minutes in (15, 16):
        presence.release_absent(TUESDAY + timedelta(minutes=minutes))
    assert subjects() == ["Your place was given on – Tuesday 24 November, 10:00"]
    assert "You had not come in time, so this place is free for others:" in mail.outbox[0].body


def test_whose_pause_was_too_long_is_told_so() -> None:
    seat = amina()
    presence.check_in(bookings.locked(seat.pk), by=HOST, at=TUESDAY)
    presence.pause(bookings.locked(seat.pk), by=HOST, at=TUESDAY)
    presence.release_paused(TUESDAY + timedelta(minutes=31))
    assert subjects() == ["Your place was given on – Tuesday 24 November, 10:00"]
    assert "Your pause lasted too long, so this place is free for others:" in mail.outbox[0].body


def test_who_is_freed_by_a_host_is_told_so() -> None:
    seat = amina()
    browser(make_person("Chidi", "host")).post(f"{BOOKINGS}{seat.key}/release/")
    assert subjects() == ["Your place was given on – Tuesday 24 November, 10:00"]


def test_a_closed_house_says_that_it_is_closed_and_nothing_of_what_was_only_held() -> None:
    seat = amina()
    cast.booking(cast.resource("STUD-02"), who=make_person("Dora"), hold_until=TUESDAY)
    Closure.objects.create(
        building=seat.resource.space.building, reason="Fuite", starts=TUESDAY, ends=TUESDAY + cast.HOUR
    )
    calendar.forget()
    assert closures.release_closed() == 2
    assert subjects() == ["The house is closed – Tuesday 24 November, 10:00"]


def test_who_takes_what_she_was_offered_has_a_letter_that_it_is_hers() -> None:
    seat = cast.booking()
    dora = join(person=make_person("Dora", language="en"), language="en")
    give_back(seat)
    subjects()
    mail.outbox.clear()
    for _ in range(2):
        waiting.accept(dora.pk, person=dora.person)
    assert subjects() == ["Your booking – Tuesday 24 November, 10:00"]


def test_one_date_of_a_series_is_told_to_her_calendar_as_one_of_them() -> None:
    client = browser(make_person("Amina"))
    series = client.post("/api/v1/coworking/series/", wanted() | {"rule": "FREQ=WEEKLY;COUNT=3"}).json()["id"]
    second = Booking.objects.order_by("starts_at")[1]
    times = {"starts_at": "2026-12-02T14:00:00+01:00", "ends_at": "2026-12-02T15:00:00+01:00"}
    assert client.post(f"{BOOKINGS}{second.key}/move/", times).status_code == 200
    run_jobs_here()
    files = [str(mail.outbox[-1].attachments[0][1]), client.get(f"{BOOKINGS}{second.key}.ics").content.decode()]
    for file in files:
        events = Calendar.from_ical(file).walk("VEVENT")
        assert {str(event["UID"]).partition("@")[0] for event in events} == {series}
        assert [str(event["RECURRENCE-ID"].dt) for event in events if "RECURRENCE-ID" in event] == [
            "2026-12-01 10:00:00+01:00"
        ]
