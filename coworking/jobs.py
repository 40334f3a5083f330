"""What the clock does to bookings. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from coworking import blocks, bookings, closures, forgetting, presence, walk_in_share

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="coworking.keep_time", queueing_lock="coworking.keep_time")
def keep_time(timestamp: int) -> None:
    """Each minute: give on the places of who does not come, pauses too long or does not pay; end what is over."""
    del timestamp
    done = {
        "holds lapsed": bookings.lapse_overdue(),
        "nobody came": presence.release_absent(),
        "pauses overrun": presence.release_paused(),
        "finished": presence.finish_ended(),
        "closed": closures.release_closed(),
        "blocks over": blocks.finish_ended(),
    }
    if any(done.values()):
        log.info("bookings: %s", done)


@app.periodic(cron="*/2 * * * *")
@app.task(name="coworking.demo_pulse", queueing_lock="coworking.demo_pulse")
def demo_pulse(timestamp: int) -> None:
    """In the demo house only: those who are expected come."""
    del timestamp
    if settings.DEMO:
        from coworking.demo_week import pulse  # noqa: PLC0415  a real house never loads it

        pulse()


@app.periodic(cron="23 3 * * *")
@app.task(name="coworking.forget", queueing_lock="coworking.forget")
def forget(timestamp: int) -> None:
    """Each night: cut old bookings off whoever made them; reports how many."""
    del timestamp
    log.info("forgotten: %s", forgetting.forget())


@app.periodic(cron="7 0 * * *")
@app.task(name="coworking.keep_walk_in_share", queueing_lock="coworking.keep_walk_in_share")
def keep_walk_in_share(timestamp: int) -> None:
    """Each night: a share that is raised on a day to come holds before that day can be booked (REQ-W4)."""
    del timestamp
    walk_in_share.keep()
