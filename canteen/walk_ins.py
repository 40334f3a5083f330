"""An open ticket at the door takes its covers from the house's last free ones and becomes an order there."""

from __future__ import annotations

from django.utils import timezone

from canteen import fund, orders
from canteen.models import MealTicket, Order, Sitting
from canteen.models.orders import OrderState
from canteen.refusals import SittingFull


def seat(ticket: MealTicket, sitting: Sitting, covers: int) -> Order:
    """The order of whoever shows this open ticket; SittingFull when fewer covers are free. Inside a transaction.

    Locks the sitting first (parents first), so that the last cover is not given to two.
    """
    now = timezone.now()
    Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    counted = Sitting.objects.counted(sitting.pk, now)
    left = counted.covers_free if counted else 0
    if covers > left:
        raise SittingFull(covers_left=left)
    order = Order.objects.create(
        sitting=sitting, covers=covers, state=OrderState.CONFIRMED, confirmed_at=now, walk_in=True, open_ticket=ticket
    )
    orders.changed(order)
    return order


def post(order: Order) -> None:
    """Last, because the journal's head is the last lock: the fund carries the meal like any order without an amount."""
    fund.post_order(
        entity=order.sitting.entity,
        contribution_cents=0,
        covers=order.covers,
        equilibrium_cents=order.sitting.equilibrium_cents or 0,
        means="card",
        about=str(order.posting_ref),
    )


def unseat(order: Order) -> None:
    """The order that the door made for an open ticket goes with its redemption."""
    Order.objects.filter(pk=order.pk).update(state=OrderState.CANCELLED, cancelled_at=timezone.now())
    orders.changed(order)
    fund.post_refund(entity=order.sitting.entity, about=str(order.posting_ref))
