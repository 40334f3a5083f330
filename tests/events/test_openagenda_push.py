"""OpenAgenda hears of what the street hears of, and keeps what is cancelled; a house without a key tells it nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from events import changes, openagenda_push, states
from events.changes import Wish
from events.models import Event, EventChange, Site
from tests.events.cast import ANIMATOR, MONDAY, event
from tests.jobs import run_jobs_here

pytestmark = pytest.mark.django_db


class Agenda(ThreadingHTTPServer):
    """As much of OpenAgenda as we speak to: what was said to it, and what it answers next."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.heard: list[tuple[str, str, str | None, dict[str, Any]]] = []
        self.answers: list[int] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Desk(BaseHTTPRequestHandler):
    server: Any

    def answer(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v2/requestAccessToken":
            return self.say(200, {"access_token": f"for {body['code']}", "expires_in": 3600})
        self.server.heard.append((self.command, self.path, self.headers["access-token"], body))
        return self.say(self.server.answers.pop(0) if self.server.answers else 200, {"success": True})

    do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815  names that the server asks for

    def say(self, status: int, body: dict[str, Any]) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_args: Any) -> None: ...


@pytest.fixture(autouse=True)
def agenda(settings: Settings) -> Iterator[Agenda]:
    agenda = Agenda()
    settings.OPENAGENDA_TOKEN, settings.OPENAGENDA_AGENDA = "secret", "42"
    settings.OPENAGENDA_API_BASE = f"http://127.0.0.1:{agenda.server_port}"
    with time_machine.travel(MONDAY, tick=False):
        yield agenda
    agenda.shutdown()
    agenda.server_close()


def games(**facts: Any) -> Event:
    made = event(**{"state": "authorised", "authorised_at": MONDAY} | facts)
    Site.objects.update(openagenda_uid=7)
    return made


def publish(made: Event) -> None:
    states.publish(made, by=ANIMATOR)


def test_it_hears_of_a_publication_and_then_of_the_cancellation_of_the_same(agenda: Agenda) -> None:
    made = games()
    publish(made)
    run_jobs_here()
    changes.apply(made, Wish(what=EventChange.What.CANCELLED, words="Vent fort."), by=ANIMATOR)
    run_jobs_here()
    path = f"/v2/agendas/42/events/ext/preau/{made.pk}"
    assert [(method, where, token) for method, where, token, _body in agenda.heard] == [
        ("PUT", path, "for secret"),
        ("PUT", path, "for secret"),
    ]
    first, last = (body for *_rest, body in agenda.heard)
    assert (first["title"], first["locationUid"], first["status"], last["status"]) == (
        {"fr": "Jeux de rue", "en": "Street games"},
        7,
        1,
        6,
    )
    assert first["timings"] == [{"begin": "2027-04-24T15:00:00+02:00", "end": "2027-04-24T19:00:00+02:00"}]


@pytest.mark.parametrize("missing", ["OPENAGENDA_TOKEN", "OPENAGENDA_AGENDA"])
def test_a_house_without_a_key_or_an_agenda_leaves_no_job(missing: str, settings: Settings, agenda: Agenda) -> None:
    setattr(settings, missing, "")
    publish(games())
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM procrastinate_jobs WHERE task_name = 'events.push_openagenda'")
        assert cursor.fetchone() == (0,)
    assert agenda.heard == []


def test_a_plan_is_nobodys_business(agenda: Agenda) -> None:
    states.plan(games(state="idea"), states.S.PREPARED, by=ANIMATOR)
    run_jobs_here()
    assert agenda.heard == []


def test_what_may_pass_is_tried_again_and_what_will_never_be_taken_is_not(agenda: Agenda) -> None:
    made = games(state="published")
    for status in (503, 429):
        agenda.answers = [status]
        with pytest.raises(HTTPError):
            openagenda_push.push.func(event=made.pk)
    agenda.answers = [400]
    openagenda_push.push.func(event=made.pk)
    assert len(agenda.heard) == 3


def test_a_place_without_a_number_there_is_not_pretended(agenda: Agenda) -> None:
    made = games(state="published")
    Site.objects.update(openagenda_uid=None)
    openagenda_push.push.func(event=made.pk)
    assert agenda.heard == []
