"""Who stands in line, for tests: plain keyword factories beside `cast.py`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from coworking import bookings, waiting
from coworking.models import Booking, WaitingPlace
from tests import cast as house
from tests.coworking.cast import HOST, TUESDAY, person


def wait(who: str = "Dora", starts_at: datetime = TUESDAY, hours: float = 2, **facts: Any) -> waiting.Wait:
    """For any study seat, unless `resource`, `space` or `kind` says otherwise."""
    some = {} if facts.keys() & {"resource", "space", "kind"} else {"kind": "study_seat"}
    return waiting.Wait(
        person=facts.pop("person", None) or person(who),
        building=house.building(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        **some,
        **facts,
    )


def join(who: str = "Dora", starts_at: datetime = TUESDAY, hours: float = 2, **facts: Any) -> WaitingPlace:
    with transaction.atomic():
        return waiting.join(wait(who, starts_at, hours, **facts))


def give_back(booking: Booking) -> None:
    with transaction.atomic():
        bookings.cancel(bookings.locked(booking.pk), by=HOST)


def line() -> dict[str, str]:
    """The state of each place in line, by first name."""
    return dict(WaitingPlace.objects.order_by("pk").values_list("person__first_name", "state"))
