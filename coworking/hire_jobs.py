"""What the clock does for rooms that are hired. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from coworking import expected, hire, hire_letters, hire_own_data, invoices
from venue.house.models import Building

__all__ = ["hire_letters"]  # its task is found here too
log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="coworking.follow_hired_rooms", queueing_lock="coworking.follow_hired_rooms")
def follow_bookings(timestamp: int) -> None:
    """Each minute: begin and end hires, and close requests whose room was let go."""
    del timestamp
    if followed := hire.follow_bookings():
        log.info("%d hires moved on", followed)


@app.periodic(cron="41 2 * * *")
@app.task(name="coworking.expect_seated", queueing_lock="coworking.expect_seated")
def expect_seated(timestamp: int) -> None:
    """Expect the seats of study and coworking rooms on the days to come, so that parties leave room for them."""
    del timestamp
    for building in Building.objects.all():
        log.info("%s: %d claims of open rooms", building.code, expected.look_ahead(building))


@app.periodic(cron="29 3 * * *")
@app.task(name="coworking.forget_hires", queueing_lock="coworking.forget_hires")
def forget(timestamp: int) -> None:
    """Each night: forget who asked for rooms and got none, and invoices that the law no longer asks for."""
    del timestamp
    now = timezone.now()
    log.info("forgotten: %d requests, %d invoices", hire_own_data.forget_old(now), invoices.forget(now))
