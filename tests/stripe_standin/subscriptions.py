"""Subscriptions and their invoices as Stripe shows them in API version 2026-10-28.

localstripe has both, in the shapes of years ago and with a clock that never reaches the next month. Here a test turns
the page of the calendar itself: `end_period`.
"""

import time
from datetime import UTC, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from localstripe.resources import Customer, List, PaymentIntent, StripeObject, random_id

from tests.stripe_standin.cards import CardPayment
from tests.stripe_standin.deliveries import announce
from tests.stripe_standin.errors import StripeError, refuse_unknown
from tests.stripe_standin.fees import keep_fee
from tests.stripe_standin.parameters import metadata
from tests.stripe_standin.prices import Price


class PeriodInvoice(StripeObject):
    """What one month costs: open until a card pays it, void when nobody will."""

    object = "invoice"
    _id_prefix = "in_"

    def __init__(self, subscription: "CardSubscription", start: int, end: int, reason: str) -> None:
        super().__init__()
        self.amount_due = self.total = subscription._amount
        self.amount_paid = 0
        self.attempt_count = 0
        self.billing_reason = reason
        self.currency = subscription._price.currency
        self.customer = subscription.customer
        self.lines = {"object": "list", "has_more": False, "data": [_line(subscription, start, end)]}
        self.metadata: dict[str, str] = {}
        self.parent = {
            "type": "subscription_details",
            "subscription_details": {"subscription": subscription.id, "metadata": dict(subscription.metadata)},
        }
        # As at Stripe's: the invoice's own period is that in which its items were gathered, the month before.
        self.period_start = self.period_end = start
        self.status = "open"
        self._subscription = subscription
        self._intent: PaymentIntent | None = None

    def _charge(self) -> bool:
        """Ask the card that the subscription knows; whether it paid."""
        self.attempt_count += 1
        self._intent = PaymentIntent(
            amount=self.amount_due,
            currency=self.currency,
            payment_method=CardPayment(self._subscription._card).id,
            payment_method_types=["card"],
        )
        self._intent._confirm(on_failure_now=lambda: None)
        if self._intent.status != "succeeded":
            return False
        keep_fee(self._intent.latest_charge)
        self._settle()
        return True

    def _settle(self) -> None:
        self.status, self.amount_paid = "paid", self.amount_due

    @classmethod
    def _api_list_all(cls, url: str, limit: Any = None, starting_after: Any = None, **given: Any) -> List:
        refuse_unknown(given, {"subscription", "status", "customer"})
        found = super()._api_list_all(url, limit=limit, starting_after=starting_after)
        wanted = given.get("subscription")
        found._list = [
            invoice
            for invoice in reversed(found._list)
            if wanted in {None, invoice._subscription.id} and given.get("status") in {None, invoice.status}
        ]
        return found


class InvoicePayment(StripeObject):
    """How an invoice was paid; made on the fly from the invoice."""

    object = "invoice_payment"
    _id_prefix = "inpay_"

    def __init__(self, invoice: PeriodInvoice) -> None:
        super().__init__()
        assert invoice._intent is not None
        self.invoice = invoice.id
        self.amount_paid = invoice.amount_paid
        self.payment = {"type": "payment_intent", "payment_intent": invoice._intent.id}
        self.status = "paid" if invoice.status == "paid" else "open"

    @classmethod
    def _api_list_all(cls, url: str, limit: Any = None, starting_after: Any = None, **given: Any) -> List:
        refuse_unknown(given, {"invoice", "status"})
        invoice: PeriodInvoice = PeriodInvoice._api_retrieve(given["invoice"])
        found = List(url, limit=limit, starting_after=starting_after)
        if invoice._intent is not None and given.get("status") in {
            None,
            "paid" if invoice.status == "paid" else "open",
        }:
            found._list = [cls(invoice)]
        return found


class CardSubscription(StripeObject):
    """One price, charged to one card each month, until it is cancelled or given up."""

    object = "subscription"
    _id_prefix = "sub_"

    def __init__(self, price: Price, quantity: int, marks: dict[str, str], card: str, customer: Customer) -> None:
        super().__init__()
        self.cancel_at = None
        self.cancel_at_period_end = False
        self.canceled_at: int | None = None
        self.collection_method = "charge_automatically"
        self.currency = price.currency
        self.customer = customer.id
        self.ended_at: int | None = None
        self.latest_invoice: str | None = None
        self.metadata = marks
        self.status = "incomplete"
        self._price, self._quantity, self._card = price, quantity, card
        self._amount = price.unit_amount * quantity
        self._item = "si_" + random_id(14)
        self._start = self._end = int(time.time())

    @property
    def items(self) -> dict[str, Any]:
        item = {
            "id": self._item,
            "object": "subscription_item",
            "current_period_start": self._start,
            "current_period_end": self._end,
            "price": self._price._export(),
            "quantity": self._quantity,
            "subscription": self.id,
        }
        return {
            "object": "list",
            "has_more": False,
            "url": f"/v1/subscription_items?subscription={self.id}",
            "data": [item],
        }

    def _begin(self, invoice: PeriodInvoice) -> None:
        """Its first invoice was paid on the payment page."""
        self.status, self.latest_invoice = "active", invoice.id
        self._start, self._end = invoice.lines["data"][0]["period"].values()
        announce("customer.subscription.created", self)
        announce("invoice.paid", invoice)

    def _end_period(self) -> None:
        """The month is over: the next is charged, or it ends as was asked."""
        if self.status in {"canceled", "incomplete_expired"}:
            raise StripeError("This subscription is over.")
        if self.cancel_at_period_end:
            self._over()
            return
        self._start, self._end = self._end, month_after(self._end)
        invoice = PeriodInvoice(self, self._start, self._end, "subscription_cycle")
        self.latest_invoice = invoice.id
        self._collect(invoice)

    def _retry(self) -> None:
        """Stripe tries the card again after some days, and the whole open bill with it."""
        for invoice in PeriodInvoice._api_list_all("", subscription=self.id, status="open", limit=100)._list:
            self._collect(invoice)

    def _collect(self, invoice: PeriodInvoice) -> None:
        if invoice._charge():
            self.status = "active"
            announce("invoice.paid", invoice)
        else:
            self.status = "past_due"
            announce("invoice.payment_failed", invoice)
        announce("customer.subscription.updated", self)

    def _over(self) -> None:
        self.status, self.ended_at = "canceled", int(time.time())
        self.canceled_at = self.canceled_at or self.ended_at
        announce("customer.subscription.deleted", self)

    @classmethod
    def _api_update(cls, id: str, **given: Any) -> "CardSubscription":
        refuse_unknown(given, {"cancel_at_period_end", "metadata"})
        subscription: CardSubscription = cls._api_retrieve(id)
        if subscription.status == "canceled" and set(given) - {"metadata"}:
            raise StripeError("A canceled subscription can only update its cancellation_details and metadata.")
        if "cancel_at_period_end" in given:
            subscription.cancel_at_period_end = str(given["cancel_at_period_end"]).lower() == "true"
            subscription.canceled_at = int(time.time()) if subscription.cancel_at_period_end else None
        subscription.metadata = {**subscription.metadata, **metadata(given.get("metadata"))}
        announce("customer.subscription.updated", subscription)
        return subscription

    @classmethod
    def _api_cancel(cls, id: str, **given: Any) -> "CardSubscription":
        refuse_unknown(given, {"invoice_now", "prorate"})
        subscription: CardSubscription = cls._api_retrieve(id)
        if subscription.status == "canceled":
            raise StripeError(f"No such subscription: '{id}'", code="resource_missing", param="id", status=404)
        subscription._over()
        return subscription


def month_after(at: int) -> int:
    return int((datetime.fromtimestamp(at, UTC) + relativedelta(months=1)).timestamp())


def _line(subscription: CardSubscription, start: int, end: int) -> dict[str, Any]:
    return {
        "id": "il_" + random_id(14),
        "object": "line_item",
        "amount": subscription._amount,
        "currency": subscription._price.currency,
        "description": subscription._price._name,
        "period": {"start": start, "end": end},
        "quantity": subscription._quantity,
    }
