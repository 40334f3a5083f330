"""An invoice for a room, paid by card (DESIGN §4 *Stripe*): the customer's page asks where to pay, Stripe says when."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coworking import invoices
from coworking.models import HireRequest, Invoice
from venue.errors import NotFound
from venue.money import payments
from venue.money.models import Payment

PURPOSE = "hire_invoice"
OPEN_FOR = timedelta(hours=1)


def checkout_url(request: HireRequest, *, language: str) -> str | None:
    """The page where the standing invoice of a request is paid, for an hour; None when no card is taken just now.

    Raises NotFound when there is nothing to pay. Never inside a transaction.
    """
    with transaction.atomic():
        payment = _prepared(request, language)
    if payment is None:
        return None
    try:
        return payments.checkout_url(payment)
    except (payments.Unavailable, payments.PaymentClosed):
        return None


def _prepared(request: HireRequest, language: str) -> Payment | None:
    invoice = request.invoices.filter(credits=None, credited_by=None).first()
    if invoice is None:
        raise NotFound
    invoice = invoices.locked(invoice)  # race: two pages of the same invoice, both paid
    due = invoices.due_cents(invoice)
    if due <= 0:
        raise NotFound
    waiting = Payment.objects.waiting().filter(purpose=PURPOSE, reference=str(invoice.pk))
    for page in waiting:
        if page.amount_cents == due and page.expires_at > timezone.now():
            return page
        payments.expire(page)
    if not payments.available(invoice.entity) or not payments.payable_online(due):
        return None
    prefix = "" if language == "fr" else f"/{language}"
    back = f"{settings.PUBLIC_URL}{prefix}/travailler/demande/"
    return payments.prepare(
        entity=invoice.entity,
        purpose=PURPOSE,
        reference=str(invoice.pk),
        amount_cents=due,
        description=_("Invoice %(number)s") % {"number": invoice.number},
        language=language,
        success_url=f"{back}?retour=1#{request.key}",
        cancel_url=f"{back}#{request.key}",
        expires_at=timezone.now() + OPEN_FOR,
    )


def give_back(invoice: Invoice) -> None:
    """What was paid by card for an invoice goes back the way it came; part of the caller's transaction."""
    for payment in Payment.objects.filter(purpose=PURPOSE, reference=str(invoice.pk)):
        if payment.kept and payment.received_cents:
            payments.refund(payment, payment.received_cents, "cancelled")
        else:
            payments.expire(payment)


def when_paid(payment: Payment) -> str:
    """Stripe has the money: "kept", or "refund" when the invoice was paid or taken back meanwhile."""
    invoice = Invoice.objects.get(pk=payment.reference)
    try:
        invoices.receive(invoice, payment.amount_cents, means="card", by=f"payment:{payment.pk}")
    except (invoices.TooMuch, invoices.AlreadyCredited):
        return "refund"
    return "kept"


def when_refunded(payment: Payment, amount_cents: int) -> None:
    """What was kept and is given back from Stripe's side goes out of the books as it came in."""
    invoice = Invoice.objects.get(pk=payment.reference)
    invoices.give_back(invoice, amount_cents, means="card", by=f"payment:{payment.pk}")
