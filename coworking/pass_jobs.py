"""What the clock does to passes, and what is given back. Each can run twice, late, or after a kill."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from coworking import buying, pass_own_data, paying
from coworking.models import Booking
from venue.money.jobs import Patience

log = logging.getLogger(__name__)


@app.task(name="coworking.give_back_fare", retry=Patience())
def give_back_fare(booking: int) -> None:
    paying.give_back(Booking.objects.get(pk=booking))


@app.periodic(cron="11 * * * *")
@app.task(name="coworking.look_at_passes", queueing_lock="coworking.look_at_passes")
def look_at_passes(timestamp: int) -> None:
    """Each hour: end what is over, let go of what nobody paid."""
    del timestamp
    if done := buying.end_overdue() + buying.let_go_of_unpaid():
        log.info("%d passes have ended", done)


@app.periodic(cron="37 3 * * *")
@app.task(name="coworking.forget_passes", queueing_lock="coworking.forget_passes")
def forget(timestamp: int) -> None:
    """Each night: cut passes long over off whoever had them; reports how many."""
    del timestamp
    log.info("forgotten: %d passes", pass_own_data.forget_old())
