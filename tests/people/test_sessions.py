"""A machine is shared unless its person says otherwise (DOMAIN REQ-H2)."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from .cast import browser, make_person

pytestmark = pytest.mark.django_db

ME = "/api/v1/people/me/"


def minutes_left() -> int:
    return round((Session.objects.get().expire_date - timezone.now()).total_seconds() / 60)


def test_a_session_ends_with_the_browser_or_after_twenty_minutes() -> None:
    client = browser(make_person("Chidi"))
    answer = client.get(ME)
    assert (client.cookies["sessionid"]["max-age"], minutes_left(), answer.json()["stays"]) == ("", 20, False)


def test_twenty_minutes_without_use_end_it() -> None:
    client = browser(make_person("Chidi"))
    client.get(ME)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(ME).json()["kind"] == "guest"


def test_use_begins_the_twenty_minutes_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(make_person("Chidi"))
    client.get(ME)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    later = time.time() + 61
    monkeypatch.setattr("venue.people.sessions.time.time", lambda: later)
    client.get(ME)
    assert minutes_left() == 20


def test_a_busy_session_is_written_once_a_minute() -> None:
    client = browser(make_person("Chidi"))
    client.get(ME)
    with CaptureQueriesContext(connection) as queries:
        client.get(ME)
    assert [query["sql"].split()[0] for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_on_her_own_phone_she_may_stay_connected() -> None:
    client = browser(make_person("Chidi"))
    assert client.post(f"{ME}stay/").status_code == 204
    assert client.get(ME).json()["stays"] is True
    assert (client.cookies["sessionid"]["max-age"], minutes_left()) == (14 * 24 * 3600, 14 * 24 * 60)


def test_and_change_her_mind() -> None:
    client = browser(make_person("Chidi"))
    client.post(f"{ME}stay/")
    assert client.delete(f"{ME}stay/").status_code == 204
    assert (client.get(ME).json()["stays"], minutes_left()) == (False, 20)
