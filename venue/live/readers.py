"""A few threads in which a live process asks the database; the event loop never does."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

from venue.live.topics import Topic, Truth, reader_of

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# One statement per reading and at most four readings a second per topic: a few threads go a long way.
THREADS = 4


class Readers:
    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live-reader")

    async def ask(self, act: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """What `act` answers, from a thread that may speak to the database."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: _and_give_back(act, *args, **kwargs)
        )

    async def truth(self, topic: Topic) -> Truth | None:
        return await self.ask(reader_of(topic).read, topic.key, crew=topic.crew)

    def stop(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def _and_give_back(act: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
    """`act`, then hand the thread's connection back to psycopg's pool: a thread that keeps one starves the others."""
    try:
        return act(*args, **kwargs)
    finally:
        close_old_connections()
