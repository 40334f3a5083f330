"""Who hired a room is told what we know, and forgotten when she asks; an invoice stays as long as the law says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from coworking import hire, invoices
from coworking.models import HireRequest, Invoice
from coworking.own_data import hire as hire_own_data
from tests.coworking import cast, hiring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(cast.MONDAY, tick=False):
        yield


def invoiced() -> Invoice:
    return hire.invoice(hiring.approved().pk, by=hiring.MANAGER)


def test_she_is_told_her_requests_and_invoices_by_her_proven_address() -> None:
    invoiced()
    dora, other = cast.person("Dora"), cast.person("Amina")
    [request] = hire_own_data.told_to(dora, "dora@example.org")["requests"]
    assert (request["email"], request["invoices"][0]["total_cents"]) == ("dora@example.org", 12_000)
    assert hire_own_data.told_to(other, "") == hire_own_data.told_to(other, "amina@example.org") == {"requests": []}


def test_what_waits_is_cancelled_and_her_name_is_gone_everywhere_but_on_the_invoice() -> None:
    invoice = invoiced()
    hiring.asked(cast.room("MR1"))
    hire_own_data.forget(cast.person("Dora"), "dora@example.org")
    assert sorted(HireRequest.objects.values_list("state", "name", "email", "organisation", "address")) == [
        ("approved", "", "", "", ""),
        ("cancelled", "", "", "", ""),
    ]
    invoice.refresh_from_db()
    assert invoice.customer["name"] == "Les Amis du Piano"


@pytest.mark.parametrize(("year", "kept"), [(2036, 2), (2037, 0)])
def test_invoices_go_when_the_law_no_longer_asks_for_them(year: int, kept: int) -> None:
    invoice = invoiced()
    invoices.receive(invoice, 100, means="bank", by=hiring.MANAGER)
    invoices.credit(invoice, reason="wrong", by=hiring.MANAGER)
    invoices.forget(datetime(year, 12, 31, 12, tzinfo=cast.PARIS))
    assert Invoice.objects.count() == kept


def test_a_hire_long_over_forgets_who_it_was() -> None:
    hiring.approved()
    with time_machine.travel(hiring.THURSDAY + timedelta(days=3 * 365), tick=False):
        assert hire_own_data.forget_old(hiring.THURSDAY + timedelta(days=3 * 365)) == 1
    assert HireRequest.objects.get().email == ""
