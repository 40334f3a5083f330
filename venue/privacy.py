"""A key in a path is a bearer secret: it stays out of logs, caches and Referer headers (DESIGN §4 Tickets)."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

KEYS = re.compile(r"(/(?:orders|bookings|registrations|hire-requests|calendars)/)[A-Za-z0-9_-]{16,}")


def hide_keys(text: str) -> str:
    return KEYS.sub(r"\1…", text)


class HideKeys(logging.Filter):
    """Replaces the key in any path that a log line quotes."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = hide_keys(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True


class KeepKeysPrivate:
    """`no-referrer` and `no-store` on every answer whose path holds a key.

    A calendar may keep what it reads for itself: it asks again every hour whether anything is new.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if KEYS.search(request.path):
            response["Referrer-Policy"] = "no-referrer"
            if not response.get("Cache-Control", "").startswith("private"):
                response["Cache-Control"] = "no-store"
        return response
