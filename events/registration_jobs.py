"""What the clock does to registrations. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from events import forgetting, line, paying, places
from venue.money.jobs import Patience

log = logging.getLogger(__name__)


# --- each minute -----------------------------------------------------------------------------------------------------


@app.periodic(cron="* * * * *")
@app.task(name="events.keep_line_moving", queueing_lock="events.keep_line_moving")
def keep_line_moving(timestamp: int) -> None:
    """End holds and offers whose time is over, and ask the next in line."""
    del timestamp
    moved = line.keep_moving()
    if any(moved.values()):
        log.info("registrations: %s", moved)


# --- each night ------------------------------------------------------------------------------------------------------


@app.periodic(cron="43 3 * * *")
@app.task(name="events.forget_registrations", queueing_lock="events.forget_registrations")
def forget_registrations(timestamp: int) -> None:
    """Cut old registrations off whoever made them; reports how many."""
    del timestamp
    log.info("forgotten: %s", forgetting.forget())


# --- when something happened -----------------------------------------------------------------------------------------


@app.task(name="events.after_giving_back", retry=Patience())
def after_giving_back(date: int, why: str) -> None:
    """The house has cancelled a date: open pages hear of it, and what was paid goes back."""
    places.tell_given_back(date)
    if given := paying.give_all_back(date, reason=why):
        log.info("%d payments of a cancelled date go back", given)
