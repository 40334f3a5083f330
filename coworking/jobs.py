"""What the clock does to bookings. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from coworking import forgetting, presence

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="coworking.keep_time", queueing_lock="coworking.keep_time")
def keep_time(timestamp: int) -> None:
    """Each minute: give on the places of who does not come, pauses too long or does not pay; end what is over."""
    del timestamp
    done = {
        "holds lapsed": presence.release_lapsed(),
        "nobody came": presence.release_absent(),
        "pauses overrun": presence.release_paused(),
        "finished": presence.finish_ended(),
    }
    if any(done.values()):
        log.info("bookings: %s", done)


@app.periodic(cron="23 3 * * *")
@app.task(name="coworking.forget", queueing_lock="coworking.forget")
def forget(timestamp: int) -> None:
    """Each night: cut old bookings off whoever made them; reports how many."""
    del timestamp
    log.info("forgotten: %s", forgetting.forget())
