"""`manage.py work`: do the house's jobs until told to stop.

procrastinate's own worker ends when it loses the database, and leaves it to others to start it again. This one waits
for the database and begins again by itself; its unfinished jobs are taken up by `house.retry_stalled_jobs`.
"""

import asyncio
import logging
import signal
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app

log = logging.getLogger(__name__)

PAUSE_S = 1.0


class Command(BaseCommand):
    help = "Do the house's jobs until told to stop; wait for a database that is away."

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(work())


async def work() -> None:
    """One worker after another, until SIGINT or SIGTERM; the last one finishes the job that it has begun."""
    told_to_stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, told_to_stop.set)
    stopping = asyncio.create_task(told_to_stop.wait())
    while not stopping.done():
        life = asyncio.create_task(one_life())
        await asyncio.wait({life, stopping}, return_when=asyncio.FIRST_COMPLETED)
        life.cancel()
        [end] = await asyncio.gather(life, return_exceptions=True)
        if not stopping.done():
            log.warning("the worker lost the database and begins again: %s", type(end).__name__)
            await asyncio.wait({stopping}, timeout=PAUSE_S)


async def one_life() -> None:
    """A worker with connections of its own; ends by being cancelled, or with the database."""
    house: App = app
    with house.replace_connector(house.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            await working.run_worker_async(install_signal_handlers=False)
