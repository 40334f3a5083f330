"""What no program can put right about a card payment is shown to somebody, once, and never posted silently."""

from __future__ import annotations

import json
from typing import Any

import pytest
import stripe
from django.test import Client
from django.urls import reverse

from tests.jobs import run_jobs_here
from tests.money.post import carry
from tests.money.soup import a_payment, facts
from tests.money.test_ledger_in_the_office import signed_in
from tests.race import race
from tests.stripe_standin.standin import Standin
from venue.money import incidents, payments, stripe_gateway
from venue.money.models import Incident, JournalEntry, Payment, Refund

pytestmark = pytest.mark.django_db

OFFICE = "admin:money_incident_changelist"
FAILED = stripe_gateway.GivenBack("re_failed", "failed")


def sale(soup: Standin) -> Payment:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    payments.follow(Payment.objects.get(pk=payment.pk))
    return Payment.objects.get(pk=payment.pk)


def failed_refund(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> Payment:
    payment = sale(soup)
    with monkeypatch.context() as stripe_refuses:
        stripe_refuses.setattr(stripe_gateway, "refund", lambda refund: FAILED)
        payments.refund(payment, 400, "cancelled")
        run_jobs_here()
    return payment


def on_stripes_own_pages(soup: Standin, payment: Payment, cents: int) -> None:
    said = {"payment_intent": payment.payment_intent_id, "amount": cents}
    soup.browser.post("/v1/refunds", data=said, auth=(soup.key, "")).raise_for_status()


def noted() -> list[tuple[str, bool]]:
    """Each incident, and whether somebody has dealt with it."""
    return [(each.kind, each.settled_at is not None) for each in Incident.objects.order_by("pk")]


def test_a_refund_that_failed_is_listed_once(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    failed_refund(soup, monkeypatch)
    [refund] = Refund.objects.all()
    payments._fail(refund)
    assert noted() == [("refund_failed", False)]


def test_it_can_be_asked_for_again(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = failed_refund(soup, monkeypatch)
    incidents.try_again(Incident.objects.get(), by="person:chidi")
    run_jobs_here()
    assert facts(payment)["refunds"] == [(400, "accepted"), (400, "failed")]
    assert (facts(payment)["state"], [refund["amount"] for refund in soup.list("refunds")]) == ("refunded", [400])
    assert noted() == [("refund_failed", True)]


@pytest.mark.django_db(transaction=True)
def test_four_who_ask_again_at_once_ask_once(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    failed_refund(soup, monkeypatch)
    incident = Incident.objects.get()
    answers = race(4, lambda: incidents.try_again(Incident.objects.get(pk=incident.pk), by="person:chidi"))
    assert sorted(type(each).__name__ for each in answers) == ["NothingToTry"] * 3 + ["Refund"]


def test_what_was_given_back_on_stripes_own_pages_is_shown_and_not_posted(soup: Standin) -> None:
    payment = sale(soup)
    before = JournalEntry.objects.count()
    on_stripes_own_pages(soup, payment, 100)
    on_stripes_own_pages(soup, payment, 50)
    assert carry(soup.events("charge.refunded"), copies=5) == {200}
    run_jobs_here()
    assert noted() == [("refunded_elsewhere", False)] * 2
    assert (facts(payment)["state"], JournalEntry.objects.count()) == ("paid", before)


def test_our_own_refund_is_no_incident(soup: Standin) -> None:
    payment = sale(soup)
    payments.refund(payment, 400, "cancelled")
    run_jobs_here()
    carry(soup.events("charge.refunded"))
    run_jobs_here()
    assert noted() == []


def disputed(payment: Payment, name: str = "dp_1") -> dict[str, str]:
    thing: dict[str, Any] = {"id": name, "object": "dispute", "payment_intent": payment.payment_intent_id}
    event = {"id": f"evt_{name}", "type": "charge.dispute.created", "created": 1, "data": {"object": thing}}
    body = json.dumps(event)
    return {"payload": body, "signature": stripe.WebhookSignature.generate_signature_header(body, Standin.secret)}


def test_a_dispute_is_shown_once(soup: Standin) -> None:
    payment = sale(soup)
    carry([disputed(payment)], copies=5)
    run_jobs_here()
    assert (noted(), Incident.objects.get().payment_id) == ([("disputed", False)], payment.pk)


def test_news_of_a_charge_that_is_not_ours_are_let_go(soup: Standin) -> None:
    carry([disputed(Payment(payment_intent_id="pi_of_another_shop"))])
    run_jobs_here()
    assert noted() == []


def test_a_manager_sees_it_without_an_amount_and_asks_again(
    client: Client, soup: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed_refund(soup, monkeypatch)
    signed_in(client, "manager")
    page = client.get(reverse(OFFICE)).content.decode()
    assert ("failed" in page or "échoué" in page, "4,00" in page or "4.00" in page) == (True, False)
    answer = client.post(reverse(OFFICE), {"action": "ask_again", "_selected_action": [Incident.objects.get().pk]})
    assert (answer.status_code, run_jobs_here()) == (302, ["money.send_refund"])
    assert noted() == [("refund_failed", True)]


def test_an_auditor_only_reads(client: Client, soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    failed_refund(soup, monkeypatch)
    signed_in(client, "auditor")
    assert client.get(reverse(OFFICE)).status_code == 200
    client.post(reverse(OFFICE), {"action": "settle", "_selected_action": [Incident.objects.get().pk]})
    assert noted() == [("refund_failed", False)]
