"""What one order by card has left behind once all is quiet: here, in the books and at Stripe's."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from canteen import orders
from canteen.models import MealTicket, Order, Sitting
from tests import cast
from tests.stripe_standin.standin import Standin
from venue.money import audit
from venue.money.models import JournalEntry, Payment


def paid_order(stripe: Standin, sitting: Sitting | None = None) -> tuple[Order, Payment]:
    """Two covers at 4 €, paid at Stripe's; the house has not heard of it."""
    order, payment = unpaid_order(sitting)
    page = orders.checkout_url(order)
    assert page
    stripe.pay(page)
    payment.refresh_from_db()
    return order, payment


def unpaid_order(sitting: Sitting | None = None) -> tuple[Order, Payment]:
    with transaction.atomic():
        chosen = sitting or cast.sitting()
        wish = orders.Wish(sitting=chosen.pk, covers=2, contribution_cents=400, phone="+33612345678")
        order = orders.place(wish)
    return order, Payment.objects.get(reference=str(order.pk))


def aftermath(order: Order, stripe: Standin) -> dict[str, Any]:
    payment = Payment.objects.get(reference=str(order.pk))
    posted = JournalEntry.objects.filter(about=str(order.posting_ref))
    refunds = stripe.list("refunds", payment_intent=payment.payment_intent_id) if payment.payment_intent_id else []
    return {
        "order": Order.objects.values_list("state", flat=True).get(pk=order.pk),
        "tickets": [(each.covers, each.voided_at is not None) for each in MealTicket.objects.filter(order=order)],
        "payment": (payment.state, payment.received_cents, payment.kept),
        "refunds": [each.state for each in payment.refunds.all()],
        "refunds at Stripe's": [each["amount"] for each in refunds],
        "posted": [each.kind for each in posted.filter(reverses=None)],
        "taken back": JournalEntry.objects.filter(reverses__in=posted).count(),
        "fund": cast.fund_balance(),
        "books": audit.verify(cast.entity()).what,
    }


UNPAID = {
    "order": "awaiting_payment",
    "tickets": [],
    "payment": ("open", None, False),
    "refunds": [],
    "refunds at Stripe's": [],
    "posted": [],
    "taken back": 0,
    "fund": 0,
    "books": "",
}
SOLD = UNPAID | {
    "order": "confirmed",
    "tickets": [(2, False)],
    "payment": ("paid", 400, True),
    "posted": ["meal_order"],
    "fund": 400 - 2 * 750,
}
CANCELLED = SOLD | {
    "order": "cancelled",
    "tickets": [(2, True)],
    "payment": ("refunded", 400, True),
    "refunds": ["accepted"],
    "refunds at Stripe's": [400],
    "taken back": 1,
    "fund": 0,
}
NOT_KEPT = UNPAID | {
    "order": "expired",
    "payment": ("refunded", 400, False),
    "refunds": ["accepted"],
    "refunds at Stripe's": [400],
}
