"""Préau's own: `venue.live` behind uvicorn, with one topic whose truth is a row of the real database."""

from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from venue.live.consumer import Live  # noqa: E402
from venue.live.hub import Hub  # noqa: E402
from venue.live.topics import Truth  # noqa: E402

settings.TOPICS = {"board": "tests.bench.push_servers.hub.Board"}


class Board:
    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT revision, changed_at, data FROM bench_board")
            revision, at, data = cursor.fetchone()
        return Truth(revision, at, data)

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        return True


application = Live(Hub())
without_coalescing = Live(Hub(pause_s=0))
