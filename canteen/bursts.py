"""Free bookings without a contact that arrive in a burst: a manager sees them and gives the places back in one action.

Never a captcha, never against walk-ins (DESIGN §4 Nuisance).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from canteen import orders
from canteen.models import Order, Sitting
from canteen.models.orders import OrderState
from canteen.refusals import NotCancellable

# So many orders, each within so long of the one before, are more than one table of friends.
LEAST_ORDERS = 5
LONGEST_PAUSE = timedelta(minutes=2)


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
    rows = (
        Order.objects.filter(sitting=sitting, state=OrderState.CONFIRMED)
        .booked()
        .nameless()
        .order_by("ordered_at", "pk")
        .values_list("pk", "ordered_at", "covers")
    )
    runs: list[list[tuple[int, datetime, int]]] = []
    for row in rows:
        if runs and row[1] - runs[-1][-1][1] <= LONGEST_PAUSE:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [
        Burst(sitting.pk, run[0][1], run[-1][1], tuple(pk for pk, _, _ in run), sum(covers for _, _, covers in run))
        for run in runs
        if len(run) >= LEAST_ORDERS
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
