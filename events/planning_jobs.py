"""What the clock does to plans. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from events import planning, reminders

log = logging.getLogger(__name__)


@app.periodic(cron="7 6 * * *")
@app.task(name="events.remind", queueing_lock="events.remind")
def remind(timestamp: int) -> None:
    """In the morning, so that there is a day to do it."""
    del timestamp
    log.info("reminders of tasks: %d letters", reminders.remind())


@app.periodic(cron="11 4 * * *")
@app.task(name="events.put_over", queueing_lock="events.put_over")
def put_over(timestamp: int) -> None:
    """What is over has been held; the rest has the tasks of today's rules."""
    del timestamp
    log.info("events held: %d, back-plans renewed: %d", planning.hold_what_is_over(), planning.renew_all())
