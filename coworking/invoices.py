"""Invoices for rooms: issue(), credit(), and the money that comes in for them: receive(), give_back().

Each is posted to the journal of whoever runs the room. The journal knows the invoice's number, never the customer
(REQ-T4): who that is stands on the invoice alone, because the law asks for it (docs/decisions/0006).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from coworking import hire_prices, numbering
from coworking.hire_prices import Item
from coworking.models import HireRequest, Invoice, InvoicePayment, Numbering
from venue import rules
from venue.errors import Refused
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.ledger import Line
from venue.money.models import JournalEntry

INVOICED, PAID = "hire_invoice", "hire_payment"


class AlreadyInvoiced(Refused):
    """Carries the `number` of the invoice that stands."""

    code = "already_invoiced"
    status: ClassVar[int] = 409
    message = _("There is an invoice already. Take it back with a credit note before you write another.")


class NothingToInvoice(Refused):
    code = "nothing_to_invoice"
    status: ClassVar[int] = 409
    message = _("There is no accepted price to invoice.")


class SellerIncomplete(Refused):
    """Carries the `missing` fields of the legal body."""

    code = "seller_incomplete"
    message = _("An invoice needs the SIRET number and the address of the legal body. Write them down in the office.")


class CustomerIncomplete(Refused):
    """Carries the `missing` fields of the request."""

    code = "customer_incomplete"
    message = _("An invoice needs the name and the address of the customer.")


class AlreadyCredited(Refused):
    code = "already_credited"
    status: ClassVar[int] = 409
    message = _("This invoice has already been taken back.")


class TooMuch(Refused):
    """Carries what is still `due_cents`."""

    code = "too_much"
    message = _("This is more than is still to be paid.")


def issue(request: HireRequest, *, by: str) -> Invoice:
    """The invoice of a request whose price was accepted. The caller holds the request's lock, in a transaction.

    Raises NothingToInvoice, AlreadyInvoiced, SellerIncomplete, CustomerIncomplete. Locks the numbering, then the
    journal's head, both until COMMIT.
    """
    quote = request.quote
    if quote is None or quote.gross_cents == 0:
        raise NothingToInvoice
    last = request.invoices.filter(credits=None).order_by("-pk").first()
    if last and not last.is_credited:
        raise AlreadyInvoiced(number=last.number)
    entity = request.booking.resource.entity
    invoice = Invoice(
        entity=entity,
        request=request,
        replaces=last,
        served_from=request.booking.starts_at,
        served_until=request.booking.ends_at,
        seller=seller(entity),
        customer=customer(request),
        lines=quote.lines,
        by=by,
    )
    _number(invoice, hire_prices.read(quote.lines))
    ledger.record(entity, INVOICED, _sale(hire_prices.read(quote.lines)), about=invoice.number)
    return invoice


@transaction.atomic
def credit(invoice: Invoice, *, reason: str, by: str) -> Invoice:
    """Take an invoice back, whole, by a credit note with a number of its own. Raises AlreadyCredited.

    What was paid for it is not moved: `give_back` writes down that it went back.
    """
    invoice = locked(invoice)
    if invoice.is_credit_note or invoice.is_credited:
        raise AlreadyCredited
    note = Invoice(
        entity=invoice.entity,
        request=invoice.request,
        credits=invoice,
        reason=reason,
        served_from=invoice.served_from,
        served_until=invoice.served_until,
        seller=invoice.seller,
        customer=invoice.customer,
        lines=invoice.lines,
        by=by,
    )
    _number(note, hire_prices.read(invoice.lines))
    ledger.reverse(entry_of(invoice), reason=f"credit note {note.number}", kind="credit_note")
    return note


@transaction.atomic
def receive(invoice: Invoice, amount_cents: int, *, means: str, by: str) -> InvoicePayment:
    """Money came in for an invoice: part of it or all. Raises TooMuch, and AlreadyCredited when nothing is owed."""
    invoice = locked(invoice)
    if invoice.is_credit_note or invoice.is_credited:
        raise AlreadyCredited
    if amount_cents > (due := invoice.gross_cents - invoice.paid_cents):
        raise TooMuch(due_cents=due)
    return _paid(invoice, amount_cents, means, by)


@transaction.atomic
def give_back(invoice: Invoice, amount_cents: int, *, means: str, by: str) -> InvoicePayment:
    """What was paid for an invoice that was taken back went back. Raises TooMuch."""
    invoice = locked(invoice)
    if amount_cents > (paid := invoice.paid_cents if invoice.is_credited else 0):
        raise TooMuch(due_cents=paid)
    return _paid(invoice, -amount_cents, means, by)


def locked(invoice: Invoice) -> Invoice:
    """The race: a payment and a credit note, or the same payment written down twice, at once.

    An invoice's own row can never be locked (nobody may change it), so its request stands for it.
    """
    HireRequest.objects.select_for_update(no_key=True).get(pk=invoice.request_id)
    return Invoice.objects.select_related("entity", "request").get(pk=invoice.pk)


def due_cents(invoice: Invoice) -> int:
    """What is still to be paid; below zero: to be given back."""
    owed = 0 if invoice.is_credit_note or invoice.is_credited else invoice.gross_cents
    return owed - invoice.paid_cents


def seller(entity: OperatingEntity) -> dict[str, Any]:
    """Who sells, as the law wants it on the paper. Raises SellerIncomplete."""
    missing = [name for name in ("siret", "address") if not getattr(entity, name)]
    if missing:
        raise SellerIncomplete(missing=missing)
    with translation.override("fr"):  # the language of the paper
        legal_form = entity.get_legal_form_display()
    return {
        "name": entity.name,
        "legal_form": legal_form,
        "legal_mention": entity.legal_mention,
        "address": entity.address,
        "siret": entity.siret,
        "vat_number": entity.vat_number,
        "vat_registered": entity.vat_registered,
        "iban": entity.iban,
    }


def customer(request: HireRequest) -> dict[str, Any]:
    """Who is invoiced: no more than the paper says. Raises CustomerIncomplete."""
    missing = [field for field, known in (("name", request.customer_name), ("address", request.address)) if not known]
    if missing:
        raise CustomerIncomplete(missing=missing)
    return {
        "name": request.customer_name,
        "attention": request.name if request.organisation else "",
        "address": request.address,
        "siret": request.siret,
        "professional": request.customer != "person",
    }


def entry_of(invoice: Invoice) -> JournalEntry:
    """How the journal says it."""
    return JournalEntry.objects.get(entity=invoice.entity, kind=INVOICED, about=invoice.number, reverses=None)


def _number(invoice: Invoice, items: list[Item]) -> None:
    """Its totals, its dates and its number: drawn last, because others wait for it from here on."""
    shares = hire_prices.by_rate(items)
    invoice.net_cents = sum(share.net_cents for share in shares)
    invoice.vat_cents = sum(share.vat_cents for share in shares)
    invoice.gross_cents = invoice.net_cents + invoice.vat_cents
    today = timezone.localdate()
    invoice.year, invoice.issued_on = today.year, today
    invoice.due_on = today + timedelta(days=int(rules.get("invoice.due_days")))
    invoice.sequence = numbering.draw(invoice.entity, Numbering.Series.INVOICE, today.year)
    invoice.issued_at = timezone.now()
    invoice.save(force_insert=True)


def _sale(items: list[Item]) -> list[Line]:
    shares = hire_prices.by_rate(items)
    vat = [
        Line(account="vat_collected", credit=share.vat_cents, vat_bp=share.vat_bp, vat_base=share.net_cents)
        for share in shares
        if share.vat_cents
    ]
    net = sum(share.net_cents for share in shares)
    return [Line(account="customers", debit=hire_prices.gross_of(items)), Line(account="room_hire", credit=net), *vat]


def _paid(invoice: Invoice, cents: int, means: str, by: str) -> InvoicePayment:
    """Write down the payment and post it; several for one invoice are told apart by their place."""
    place = invoice.payments.count() + 1
    payment = InvoicePayment.objects.create(invoice=invoice, amount_cents=cents, means=means, by=by)
    came, went = (means, "customers") if cents > 0 else ("customers", means)
    ledger.record(
        invoice.entity,
        PAID,
        [Line(account=came, debit=abs(cents)), Line(account=went, credit=abs(cents))],
        about=f"{invoice.number}:{place}",
    )
    return payment


def forget(now: datetime) -> int:
    """Delete invoices that the law no longer asks to keep (`invoice.keep_years`); how many."""
    last_year = now.year - int(rules.get("invoice.keep_years")) - 1
    old = Invoice.objects.filter(year__lte=last_year)
    InvoicePayment.objects.filter(invoice__in=old).delete()
    return sum(Invoice.objects.filter(pk=pk).delete()[0] for pk in old.order_by("-pk").values_list("pk", flat=True))
