"""Money written down by several at once is written down once; approving and cancelling at once do not both win."""

from __future__ import annotations

import itertools
import threading
from typing import Any

import pytest
import time_machine

from coworking import hire, invoices
from coworking.models import HireRequest, Invoice, InvoicePayment
from tests.coworking import cast, hiring
from tests.race import race
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db(transaction=True)

BY = hiring.MANAGER


def four_clerks(invoice: Invoice) -> list[str]:
    """What each of four hears who write down the whole amount at once."""
    heard = race(4, lambda: invoices.receive(invoice, 12_000, means="bank", by=BY))
    return sorted(type(each).__name__ for each in heard)


@pytest.fixture
def invoice() -> Invoice:
    with time_machine.travel(cast.MONDAY, tick=False):
        return hire.invoice(hiring.approved().pk, by=BY)


def test_four_clerks_write_down_one_payment(invoice: Invoice) -> None:
    assert four_clerks(invoice) == ["InvoicePayment", "TooMuch", "TooMuch", "TooMuch"]
    assert InvoicePayment.objects.count() == 1


def test_without_the_lock_all_would_believe_that_it_is_still_owed(
    invoice: Invoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: nobody hears that it is paid."""
    gate = threading.Barrier(4)

    def unlocked(one: Invoice) -> Invoice:
        read = Invoice.objects.select_related("entity", "request").prefetch_related("payments").get(pk=one.pk)
        gate.wait(timeout=10)
        return read

    monkeypatch.setattr(invoices, "locked", unlocked)
    assert "TooMuch" not in four_clerks(invoice)


def test_one_of_approval_and_cancellation_comes_first_and_the_other_sees_it() -> None:
    with time_machine.travel(cast.MONDAY, tick=False):
        request = hiring.accepted()
        deeds: Any = itertools.cycle(
            [lambda: hire.approve(request.pk, by=BY), lambda: hire.cancel(request.key, by="x")]
        )
        turn = threading.Lock()

        def act() -> str:
            with turn:
                deed = next(deeds)
            return str(deed().state)

        race(6, act)
    asked = HireRequest.objects.select_related("booking").get()
    assert (asked.state, asked.booking.state) == ("cancelled", "cancelled")
    assert CapacityClaim.objects.filter(released_at=None).count() == 0
