"""Invoices in the office: amounts for who keeps the books, and no customer."""

from __future__ import annotations

import pytest
import time_machine

from coworking import hire
from tests.coworking import cast, hiring
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db


def test_the_auditor_reads_amounts_and_nobodys_name() -> None:
    with time_machine.travel(cast.MONDAY, tick=False):
        invoice = hire.invoice(hiring.approved().pk, by=hiring.MANAGER)
    auditor = browser(make_person("Theo", "auditor"))
    pages = [auditor.get(f"/admin/coworking/invoice/{path}") for path in ("", f"{invoice.pk}/change/")]
    told = " ".join(page.content.decode() for page in pages)
    assert ([page.status_code for page in pages], "2026-0001" in told) == ([200, 200], True)
    assert [word for word in ("Piano", "Dora", "rue du Port") if word in told] == []
