"""What the clock does to coworking. Each can run twice, late, or after a kill, and leaves the same rows.

The names of tasks stay whatever the functions are called: jobs of yesterday wait under them.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from coworking import (
    blocks,
    bookings,
    buying,
    closures,
    expected,
    forgetting,
    hire,
    hire_letters,
    invoices,
    letters,
    offering,
    paying,
    presence,
    waiting,
    walk_in_share,
)
from coworking.models import Booking
from coworking.own_data import hire as hire_data
from coworking.own_data import passes as pass_data
from venue.house.models import Building
from venue.money.jobs import Patience

__all__ = ["hire_letters", "letters"]  # their tasks are found here too
log = logging.getLogger(__name__)


# --- each minute -----------------------------------------------------------------------------------------------------


@app.periodic(cron="* * * * *")
@app.task(name="coworking.keep_time", queueing_lock="coworking.keep_time")
def keep_time(timestamp: int) -> None:
    """Give on the places of who does not come, pauses too long or does not pay; end what is over."""
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


@app.periodic(cron="* * * * *")
@app.task(name="coworking.keep_line_moving", queueing_lock="coworking.keep_line_moving")
def keep_line_moving(timestamp: int) -> None:
    """Waits whose time is over end, and what is free goes to who waits for it."""
    del timestamp
    moved = offering.keep_moving()
    if any(moved.values()):
        log.info("waiting list: %s", moved)


@app.periodic(cron="* * * * *")
@app.task(name="coworking.follow_hired_rooms", queueing_lock="coworking.follow_hired_rooms")
def follow_hires(timestamp: int) -> None:
    """Begin and end hires, and close requests whose room was let go."""
    del timestamp
    if followed := hire.follow_bookings():
        log.info("%d hires moved on", followed)


@app.periodic(cron="*/2 * * * *")
@app.task(name="coworking.demo_pulse", queueing_lock="coworking.demo_pulse")
def demo_pulse(timestamp: int) -> None:
    """In the demo house only: those who are expected come."""
    del timestamp
    if settings.DEMO:
        from coworking.demo_week import pulse  # noqa: PLC0415  a real house never loads it

        pulse()


# --- each hour -------------------------------------------------------------------------------------------------------


@app.periodic(cron="11 * * * *")
@app.task(name="coworking.look_at_passes", queueing_lock="coworking.look_at_passes")
def look_at_passes(timestamp: int) -> None:
    """End what is over, let go of what nobody paid."""
    del timestamp
    if done := buying.end_overdue() + buying.let_go_of_unpaid():
        log.info("%d passes have ended", done)


# --- each night ------------------------------------------------------------------------------------------------------


@app.periodic(cron="7 0 * * *")
@app.task(name="coworking.keep_walk_in_share", queueing_lock="coworking.keep_walk_in_share")
def keep_walk_in_share(timestamp: int) -> None:
    """A share that is raised on a day to come holds before that day can be booked (REQ-W4)."""
    del timestamp
    walk_in_share.keep()


@app.periodic(cron="41 2 * * *")
@app.task(name="coworking.expect_seated", queueing_lock="coworking.expect_seated")
def expect_seated(timestamp: int) -> None:
    """Expect the seats of study and coworking rooms on the days to come, so that parties leave room for them."""
    del timestamp
    for building in Building.objects.all():
        log.info("%s: %d claims of open rooms", building.code, expected.look_ahead(building))


@app.periodic(cron="23 3 * * *")
@app.task(name="coworking.forget", queueing_lock="coworking.forget")
def forget_bookings(timestamp: int) -> None:
    """Cut old bookings off whoever made them; reports how many."""
    del timestamp
    log.info("forgotten: %s", forgetting.forget())


@app.periodic(cron="29 3 * * *")
@app.task(name="coworking.forget_hires", queueing_lock="coworking.forget_hires")
def forget_hires(timestamp: int) -> None:
    """Forget who asked for rooms and got none, and invoices that the law no longer asks for."""
    del timestamp
    now = timezone.now()
    log.info("forgotten: %d requests, %d invoices", hire_data.forget_old(now), invoices.forget(now))


@app.periodic(cron="37 3 * * *")
@app.task(name="coworking.forget_passes", queueing_lock="coworking.forget_passes")
def forget_passes(timestamp: int) -> None:
    """Cut passes long over off whoever had them; reports how many."""
    del timestamp
    log.info("forgotten: %d passes", pass_data.forget_old())


@app.periodic(cron="41 3 * * *")
@app.task(name="coworking.forget_waiting", queueing_lock="coworking.forget_waiting")
def forget_waiting(timestamp: int) -> None:
    """Erase the waits whose time is long over."""
    del timestamp
    log.info("waiting places erased: %d", waiting.forget_old())


# --- when something happened -----------------------------------------------------------------------------------------


@app.task(name="coworking.give_back_fare", retry=Patience())
def give_back_fare(booking: int) -> None:
    """What was paid for a place that was given up in time goes back."""
    paying.give_back(Booking.objects.get(pk=booking))
