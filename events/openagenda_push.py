"""Telling OpenAgenda of what the street is told (REQ-S4, V88): off until the house has a key and an agenda there.

By OpenAgenda's own way for other people's numbers, `PUT …/events/ext/<key>/<value>`, which makes the event or brings it
up to date, so that telling twice is safe. Always the whole event as it is now; nothing is ever deleted there: what is
cancelled says so.
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from events import agenda
from events.feeds import openagenda
from events.models import Event
from venue.deferring import leave as leave_job

log = logging.getLogger(__name__)
KEY: Final = "preau"  # under which OpenAgenda knows our numbers
PATIENCE_SECONDS: Final = 15
# What is not of OpenAgenda's writing endpoint, or only of our export.
OURS: Final = frozenset({"uid-externe", "slug", "location"})
# A key that has run out, too many calls, a fault of theirs: later it may work.
PASSING: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


def is_on() -> bool:
    return bool(settings.OPENAGENDA_TOKEN and settings.OPENAGENDA_AGENDA)


def leave(event: Event) -> None:
    """Let the worker tell OpenAgenda, in the transaction that changed the event."""
    if is_on() and event.is_public:
        leave_job(push, event=event.pk)


# An evening's outage is waited for: about 4 s, 16 s, 1 min, 4 min, 17 min, 1 h, 4.5 h, 18 h.
@app.task(name="events.push_openagenda", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def push(event: int) -> None:
    """Bring the event there to what it is here. Raises what may pass; what OpenAgenda will never take is logged."""
    if not is_on():
        return
    found = agenda.public_all().filter(pk=event).first()
    if found is None:
        return
    told = {name: value for name, value in openagenda.of_event(found).items() if name not in OURS and value is not None}
    if "locationUid" not in told:
        log.warning("%s is not told to OpenAgenda: its place has no number there", found.slug)
        return
    try:
        call("PUT", f"agendas/{settings.OPENAGENDA_AGENDA}/events/ext/{KEY}/{found.pk}", told, token=access())
    except HTTPError as no:
        if no.code in PASSING or no.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        log.error("OpenAgenda does not take %s: %d %s", found.slug, no.code, no.read(500).decode(errors="replace"))


def access() -> str:
    """A token for an hour, for our secret key."""
    return str(call("POST", "requestAccessToken", {"code": settings.OPENAGENDA_TOKEN})["access_token"])


def call(method: str, path: str, body: dict[str, Any], *, token: str = "") -> dict[str, Any]:
    headers = {"Content-Type": "application/json", **({"access-token": token} if token else {})}
    data = json.dumps(body, ensure_ascii=False).encode()
    asked = Request(f"{settings.OPENAGENDA_API_BASE}/v2/{path}", data, headers, method=method)  # noqa: S310  our setting
    with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  as above
        told: dict[str, Any] = json.load(answer)
    return told
