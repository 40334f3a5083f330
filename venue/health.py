"""Is the process alive, and are its dependencies? For the edge, the launcher and whoever is on call."""

import logging
from typing import Any

from django.db import connection
from django.http import HttpRequest, JsonResponse

from venue.live import broker

log = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process lives; asks nothing of anybody."""
    del request
    return JsonResponse({"status": "ok"})


async def alive(scope: Any, receive: Any, send: Any) -> None:
    """The same in the event loop of an ASGI process: heard even when every thread waits for a lost database."""
    del scope, receive
    answer = healthz(HttpRequest())
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer, else 503 naming which does not."""
    del request
    missing = [name for name, answers in (("database", database_answers), ("broker", broker.answers)) if not answers()]
    return JsonResponse({"status": "missing" if missing else "ok", "missing": missing}, status=503 if missing else 200)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        log.warning("database does not answer: %s", type(error).__name__)
        return False
    return True
