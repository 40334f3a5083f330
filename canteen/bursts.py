"""Free bookings without a contact that arrive in a burst: a manager sees them and gives the places back in one action.

Never a captcha, never against walk-ins (DESIGN §4 Nuisance).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from canteen import orders
from canteen.models import Order, Sitting
from canteen.models.orders import OrderQuerySet, OrderState
from canteen.models.sittings import State
from canteen.refusals import NotCancellable
from venue.bursts import Booked, runs
from venue.house.models import Building


@dataclass(frozen=True)
class Burst:
    """Orders of one sitting in quick succession, by their primary keys; nothing that leads to a person."""

    sitting: int
    first_at: datetime
    last_at: datetime
    orders: tuple[int, ...]
    covers: int


def bursts(sitting: Sitting) -> list[Burst]:
    """The bursts among the sitting's live, contactless, confirmed orders, oldest first."""
    return _bursts_among(Order.objects.filter(sitting=sitting))


def coming(building: Building) -> list[Burst]:
    """The bursts of all sittings of the building that can still be booked, by sitting; one statement."""
    bookable = Sitting.objects.filter(space__building=building, state=State.OPEN, ends_at__gt=timezone.now())
    return _bursts_among(Order.objects.filter(sitting__in=bookable))


def _bursts_among(orders: OrderQuerySet) -> list[Burst]:
    rows = (
        orders.filter(state=OrderState.CONFIRMED)
        .booked()
        .nameless()
        .order_by("sitting_id", "ordered_at", "pk")
        .values_list("sitting_id", "pk", "ordered_at", "covers")
    )
    return [
        Burst(run[0].of, run[0].at, run[-1].at, tuple(row.pk for row in run), sum(row.places for row in run))
        for run in runs(map(Booked._make, rows))
    ]


def release(sitting: Sitting, wanted: list[int]) -> int:
    """Cancel these orders where they are part of a burst and nobody has eaten yet; how many covers came back."""
    released = 0
    in_bursts = {pk for burst in bursts(sitting) for pk in burst.orders}
    with transaction.atomic():
        for pk in sorted(in_bursts & set(wanted)):
            order = orders.locked(pk)
            try:
                orders.undo_order(order)
            except NotCancellable:
                continue
            released += order.covers
    return released
