"""Asking Stripe about what was left hanging: every event lost, every job lost, and still the same rows."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from tests.jobs import run_jobs_here
from tests.money import soup as soup_room
from tests.money.books import table, written
from tests.money.post import carry
from tests.money.soup import a_payment, facts
from tests.stripe_standin.standin import Standin
from venue.money import payments, reconciliation
from venue.money.models import JournalEntry, Payment, Refund, StripeEvent

pytestmark = pytest.mark.django_db

PAID = {"state": "paid", "received": 400, "kept": True, "refunds": []}


def later(minutes: int = 30) -> None:
    """Time passes: all that was written down is so much older."""
    past = timedelta(minutes=minutes)
    Payment.objects.update(expires_at=F("expires_at") - past, created_at=F("created_at") - past)
    Refund.objects.update(created_at=F("created_at") - past)
    StripeEvent.objects.update(received_at=F("received_at") - past)


def test_a_payment_whose_events_were_all_lost_is_found(soup: Standin) -> None:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    later()
    reconciliation.reconcile()
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


def test_a_page_nobody_used_is_closed(soup: Standin) -> None:
    payment = a_payment()
    payments.checkout_url(payment)
    later()
    reconciliation.reconcile()
    assert facts(payment)["state"] == "expired"
    assert [session["status"] for session in soup.list("checkout/sessions")] == ["expired"]


def test_a_payment_that_expired_here_and_was_paid_there_is_found(soup: Standin) -> None:
    """The job that should have closed the page was lost, and somebody paid."""
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    Payment.objects.update(state="expired")
    later()
    reconciliation.reconcile()
    assert facts(payment) == PAID


def test_what_is_still_within_its_time_is_left_alone(soup: Standin) -> None:
    payment = a_payment()
    payments.checkout_url(payment)
    reconciliation.reconcile()
    assert facts(payment)["state"] == "open"


def test_a_payment_nobody_was_sent_to_pay_is_let_go(soup: Standin) -> None:
    payment = a_payment()
    later(minutes=120)
    reconciliation.reconcile()
    assert facts(payment)["state"] == "expired"


def test_a_refund_whose_job_was_lost_is_sent(soup: Standin) -> None:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    payments.follow(Payment.objects.get())
    payments.refund(payment, 400, "cancelled")
    later()
    reconciliation.reconcile()
    assert facts(payment)["state"] == "refunded"
    run_jobs_here()
    assert [refund["amount"] for refund in soup.list("refunds")] == [400]


def test_an_event_whose_job_was_lost_is_applied(soup: Standin) -> None:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    carry(soup.events())
    StripeEvent.objects.update(received_at=timezone.now() - timedelta(minutes=6))
    reconciliation.reconcile()
    assert facts(payment) == PAID


def test_stripes_fee_is_posted_once(soup: Standin) -> None:
    entity = table()
    payment = a_payment(entity=entity)
    soup.pay(payments.checkout_url(payment))
    payments.follow(Payment.objects.get())
    reconciliation.reconcile()
    payments.record_fee(Payment.objects.get())
    reconciliation.reconcile()
    [entry] = JournalEntry.objects.filter(entity=entity, kind="stripe_fees")
    assert written(entry) == [("stripe_fees", 31, 0), ("card", 0, 31)]
    assert (entry.about, Payment.objects.get().fee_cents) == (f"payment:{payment.pk}", 31)


def test_the_fee_of_a_payment_that_went_back_is_still_ours_to_pay(soup: Standin) -> None:
    soup_room.verdict[:] = ["refund"]
    soup.pay(payments.checkout_url(a_payment()))
    payments.follow(Payment.objects.get())
    reconciliation.reconcile()
    assert JournalEntry.objects.filter(kind="stripe_fees").count() == 1


def test_one_that_cannot_be_settled_does_not_hold_up_the_others(soup: Standin) -> None:
    lost, found = a_payment(), a_payment()
    soup.pay(payments.checkout_url(lost))
    soup.pay(payments.checkout_url(found))
    Payment.objects.filter(pk=lost.pk).update(session_id="cs_test_of_another_life")
    later()
    reconciliation.reconcile()
    assert (facts(lost)["state"], facts(found)) == ("expired", PAID)


def test_a_stripe_in_trouble_waits_for_the_next_round(soup: Standin) -> None:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    later()
    soup.trouble(times=50)
    reconciliation.reconcile()
    assert facts(payment)["state"] == "open"
    soup.trouble(times=0)
    reconciliation.reconcile()
    assert facts(payment) == PAID


def test_old_events_are_forgotten(soup: Standin) -> None:
    soup.pay(payments.checkout_url(a_payment()))
    carry(soup.events())
    assert reconciliation.forget_old_events() == 0
    later(minutes=60 * 24 * 91)
    assert reconciliation.forget_old_events() == 1
