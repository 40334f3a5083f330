"""An invoice for a room, paid by card: once, never too much, and given back when the hire is cancelled."""

from __future__ import annotations

import pytest
import time_machine
from pytest_django import Settings

from coworking import hire, hire_payments, invoices
from coworking.models import HireRequest, Invoice, InvoicePayment
from tests.coworking import cast, hiring
from venue.money import ledger, payments
from venue.money.models import Payment, Refund
from venue.money.stripe_gateway import Session

pytestmark = pytest.mark.django_db

BY = hiring.MANAGER


@pytest.fixture(autouse=True)
def monday(settings: Settings) -> object:
    settings.STRIPE_SECRET_KEY = "sk_test"  # enough to prepare a payment; nothing here calls Stripe
    with time_machine.travel(cast.MONDAY, tick=False):
        yield


def invoiced() -> Invoice:
    return hire.invoice(hiring.approved().pk, by=BY)


def prepared(request: HireRequest) -> Payment:
    payment = hire_payments._prepared(request, "fr")
    assert payment is not None
    return payment


def paid(payment: Payment) -> Payment:
    """Stripe says that the money is there."""
    told = Session(
        id="cs_1", url="", status="complete", paid=True, amount_cents=payment.amount_cents, currency="eur",
        payment_intent_id="pi_1",
    )  # fmt: skip
    return payments.settle(payment, told)


def test_a_card_settles_the_invoice_once() -> None:
    invoice = invoiced()
    payment = prepared(invoice.request)
    assert prepared(invoice.request) == payment
    for _ in range(2):
        paid(payment)
    assert InvoicePayment.objects.values_list("amount_cents", "means").get() == (12_000, "card")
    assert (invoices.due_cents(invoice), ledger.balance(invoice.entity, "card")) == (0, -12_000)


def test_a_card_after_a_bank_transfer_is_given_back() -> None:
    invoice = invoiced()
    payment = prepared(invoice.request)
    invoices.receive(invoice, 12_000, means="bank", by=BY)
    assert paid(payment).kept is False
    assert (Refund.objects.get().amount_cents, invoice.paid_cents) == (12_000, 12_000)


def test_the_page_asks_for_what_is_still_due() -> None:
    invoice = invoiced()
    first = prepared(invoice.request)
    invoices.receive(invoice, 5000, means="bank", by=BY)
    second = prepared(invoice.request)
    first.refresh_from_db()
    assert (first.state, second.amount_cents) == (Payment.State.EXPIRED, 7000)


def test_cancelling_gives_a_card_back() -> None:
    invoice = invoiced()
    payment = paid(prepared(invoice.request))
    hire.cancel(invoice.request.key, by="guest")
    assert Refund.objects.get().amount_cents == 12_000
    hire_payments.when_refunded(payment, 12_000)
    invoice = Invoice.objects.get(pk=invoice.pk)
    assert (invoices.due_cents(invoice), ledger.balance(invoice.entity, "card")) == (0, 0)
    assert ledger.balance(invoice.entity, "customers") == 0
