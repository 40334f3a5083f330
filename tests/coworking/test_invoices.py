"""What an invoice for a room says, what the journal says of it, and how it is taken back."""

from __future__ import annotations

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction

from coworking import hire, invoices
from coworking.hire_prices import Item, by_rate
from coworking.models import Customer, HireRequest, Invoice
from tests.coworking import cast, hiring
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.models import JournalEntry

pytestmark = pytest.mark.django_db

BY = hiring.MANAGER


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(cast.MONDAY, tick=False):
        yield


def issued(*lines: tuple[str, int]) -> Invoice:
    return hire.invoice(hiring.approved(None, *lines).pk, by=BY)


def journal() -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    """Each entry's kind, reference and lines."""
    return [
        (entry.kind, entry.about, [(line.account, line.debit, line.credit) for line in ledger.lines_of(entry)])
        for entry in JournalEntry.objects.order_by("number")
    ]


def test_a_half_day_of_the_hall_for_an_association() -> None:
    invoice = issued()
    assert (invoice.number, invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (
        "2026-0001",
        10_000,
        2000,
        12_000,
    )
    assert journal() == [
        ("hire_invoice", "2026-0001", [("customers", 12_000, 0), ("room_hire", 0, 10_000), ("vat_collected", 0, 2000)])
    ]


@pytest.mark.parametrize(("cents", "net"), [(750, 625), (1000, 833), (1, 1), (-1000, -833)])
def test_vat_is_rounded_half_up_on_each_line(cents: int, net: int) -> None:
    assert Item("x", 100, cents, 2000).net_cents == net


def test_lines_of_one_rate_add_up_to_what_is_printed() -> None:
    assert by_rate([Item("a", 100, 1000, 2000), Item("b", 150, 1000, 2000)]) == [(2000, 833 + 1250, 167 + 250)]


def test_a_body_without_vat_charges_none() -> None:
    request = hiring.asked()
    OperatingEntity.objects.update(vat_registered=False)
    invoice = hire.invoice(hiring.approved(request).pk, by=BY)
    assert (invoice.net_cents, invoice.vat_cents, invoice.seller["vat_number"]) == (12_000, 0, "")


def test_the_journal_knows_no_name() -> None:
    invoices.receive(issued(), 12_000, means="bank", by=BY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(entry::text || line::text, ' ') FROM money_journalentry entry, money_journalline line"
        )
        told = cursor.fetchone()[0]
    assert [word for word in ("Piano", "Dora", "Port", "person:") if word in told] == []


def test_an_invoice_is_never_edited() -> None:
    issued()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Invoice.objects.update(gross_cents=1, net_cents=1, vat_cents=0)


def test_a_second_invoice_is_refused_until_the_first_is_taken_back() -> None:
    first = issued()
    with pytest.raises(invoices.AlreadyInvoiced) as refused:
        hire.invoice(first.request_id, by=BY)
    note = invoices.credit(first, reason="wrong address", by=BY)
    second = hire.invoice(first.request_id, by=BY, address="4 rue du Port, 63000 Clermont-Ferrand")
    assert refused.value.figures == {"number": "2026-0001"}
    assert [it.number for it in (first, note, second)] == ["2026-0001", "2026-0002", "2026-0003"]
    assert (note.credits, second.replaces, second.customer["address"][:1]) == (first, first, "4")
    assert ledger.balance(first.entity, "customers") == -12_000


def test_a_credit_note_is_written_once() -> None:
    first = issued()
    note = invoices.credit(first, reason="wrong", by=BY)
    for again in (first, note):
        with pytest.raises(invoices.AlreadyCredited):
            invoices.credit(again, reason="wrong", by=BY)


def test_money_comes_in_by_parts_and_never_too_much() -> None:
    invoice = issued()
    invoices.receive(invoice, 5000, means="bank", by=BY)
    invoices.receive(invoice, 4000, means="cash", by=BY)
    with pytest.raises(invoices.TooMuch) as refused:
        invoices.receive(invoice, 3001, means="bank", by=BY)
    assert refused.value.figures == {"due_cents": 3000}
    assert journal()[1:] == [
        ("hire_payment", "2026-0001:1", [("bank", 5000, 0), ("customers", 0, 5000)]),
        ("hire_payment", "2026-0001:2", [("cash", 4000, 0), ("customers", 0, 4000)]),
    ]


def test_what_was_paid_for_an_invoice_taken_back_is_given_back() -> None:
    invoice = issued()
    invoices.receive(invoice, 5000, means="bank", by=BY)
    with pytest.raises(invoices.TooMuch):
        invoices.give_back(invoice, 5000, means="bank", by=BY)
    invoices.credit(invoice, reason="cancelled", by=BY)
    assert invoices.due_cents(invoice) == -5000
    invoices.give_back(invoice, 5000, means="bank", by=BY)
    assert (invoices.due_cents(invoice), ledger.balance(invoice.entity, "bank")) == (0, 0)
    assert ledger.verify(invoice.entity)


@pytest.mark.parametrize("missing", ["siret", "address"])
def test_a_seller_who_is_not_complete_writes_no_invoice(missing: str) -> None:
    request = hiring.approved()
    OperatingEntity.objects.update(**{missing: ""})
    with pytest.raises(invoices.SellerIncomplete) as refused:
        hire.invoice(request.pk, by=BY)
    assert (refused.value.figures, Invoice.objects.count()) == ({"missing": [missing]}, 0)


def test_a_customer_without_address_is_asked_for_it() -> None:
    request = hiring.approved(hiring.asked(address=""))
    with pytest.raises(invoices.CustomerIncomplete):
        hire.invoice(request.pk, by=BY)
    assert hire.invoice(request.pk, by=BY, address="3 rue du Port").customer["address"] == "3 rue du Port"


def test_what_costs_nothing_has_no_invoice() -> None:
    free = hire.approve(hiring.asked(customer=Customer.PUBLIC).pk, by=BY)
    with pytest.raises(invoices.NothingToInvoice):
        hire.invoice(free.pk, by=BY)
    assert HireRequest.objects.get().state == "approved"
