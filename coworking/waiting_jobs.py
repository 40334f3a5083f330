"""What the clock does to the waiting list. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from coworking import offering, waiting

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="coworking.keep_line_moving", queueing_lock="coworking.keep_line_moving")
def keep_line_moving(timestamp: int) -> None:
    """Each minute: waits whose time is over end, and what is free goes to who waits for it."""
    del timestamp
    moved = offering.keep_moving()
    if any(moved.values()):
        log.info("waiting list: %s", moved)


@app.periodic(cron="41 3 * * *")
@app.task(name="coworking.forget_waiting", queueing_lock="coworking.forget_waiting")
def forget(timestamp: int) -> None:
    """Each night: erase the waits whose time is long over."""
    del timestamp
    log.info("waiting places erased: %d", waiting.forget_old())
