"""Money goes back once: not twice when a job runs twice, not never when it dies between Stripe and our commit."""

import logging
from collections.abc import Callable

import pytest

from tests.jobs import run_jobs_here
from tests.money import soup as soup_room
from tests.money.post import carry
from tests.money.soup import a_payment, facts
from tests.stripe_standin.standin import Standin
from venue.money import payments, stripe_gateway
from venue.money.models import Payment, Refund

pytestmark = pytest.mark.django_db


def a_sale(stripe: Standin, cents: int = 400) -> Payment:
    payment = a_payment(amount_cents=cents)
    stripe.pay(payments.checkout_url(payment))
    payments.follow(payment)
    payment.refresh_from_db()
    return payment


def given_back(stripe: Standin) -> list[int]:
    return [refund["amount"] for refund in stripe.list("refunds")]


def test_a_refund_belongs_to_the_transaction_and_stripe_is_asked_by_a_job(soup: Standin) -> None:
    payment = a_sale(soup)
    payments.refund(payment, 400, "cancelled")
    assert (facts(payment)["refunds"], given_back(soup)) == ([(400, "pending")], [])
    assert run_jobs_here() == ["money.send_refund"]
    assert facts(payment) == {"state": "refunded", "received": 400, "kept": True, "refunds": [(400, "accepted")]}
    assert given_back(soup) == [400]
    assert soup_room.given_back == [(payment.reference, 400)]


def test_a_part_may_go_back_and_then_the_rest(soup: Standin) -> None:
    payment = a_sale(soup)
    payments.refund(payment, 100, "one_cover_less")
    run_jobs_here()
    assert facts(payment)["state"] == "paid"
    payments.refund(payment, 300, "cancelled")
    run_jobs_here()
    assert (facts(payment)["state"], sorted(given_back(soup))) == ("refunded", [100, 300])


@pytest.mark.parametrize("cents", [401, 100_000])
def test_more_than_came_in_never_goes_back(soup: Standin, cents: int) -> None:
    payment = a_sale(soup)
    with pytest.raises(payments.NotRefundable):
        payments.refund(payment, cents, "cancelled")


def test_two_refunds_that_only_fit_alone(soup: Standin) -> None:
    payment = a_sale(soup)
    payments.refund(payment, 300, "cancelled")
    with pytest.raises(payments.NotRefundable):
        payments.refund(payment, 300, "cancelled")


def test_what_was_not_paid_cannot_go_back(soup: Standin) -> None:
    with pytest.raises(payments.NotRefundable):
        payments.refund(a_payment(), 1, "cancelled")


def test_a_job_that_runs_twice_gives_back_once(soup: Standin) -> None:
    payment = a_sale(soup)
    refund = payments.refund(payment, 400, "cancelled")
    run_jobs_here()
    payments.give_back(refund)  # a stale copy of the row, as a job run again would hold
    assert (given_back(soup), soup_room.given_back) == ([400], [(payment.reference, 400)])


@pytest.mark.parametrize("forgets_keys", [False, True])
def test_a_job_that_dies_between_stripe_and_our_commit_gives_back_once(
    soup: Standin, monkeypatch: pytest.MonkeyPatch, forgets_keys: bool
) -> None:
    """Stripe forgets idempotency keys within a day: then the refund is found by the id that it carries."""
    payment = a_sale(soup)
    refund = payments.refund(payment, 400, "cancelled")

    def die(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(payments, "_conclude_refund", die)
        with pytest.raises(SystemExit):
            payments.give_back(refund)
    assert (facts(payment)["refunds"], given_back(soup)) == ([(400, "pending")], [400])

    if forgets_keys:
        monkeypatch.setattr(stripe_gateway, "refund", die)
    payments.give_back(Refund.objects.get())
    assert (facts(payment)["state"], given_back(soup)) == ("refunded", [400])
    assert soup_room.given_back == [(payment.reference, 400)]


def test_an_answer_lost_three_times_gives_back_once(soup: Standin) -> None:
    payment = a_sale(soup)
    refund = payments.refund(payment, 400, "cancelled")
    soup.trouble(times=3, path="/v1/refunds", lose_answer=True)
    with pytest.raises(payments.Unavailable):
        payments.give_back(refund)
    soup.trouble(times=0)
    run_jobs_here()
    assert (facts(payment)["state"], given_back(soup)) == ("refunded", [400])


def test_what_somebody_gave_back_from_stripes_own_pages_counts(soup: Standin) -> None:
    payment = a_sale(soup)
    soup.browser.post(
        "/v1/refunds", data={"payment_intent": payment.payment_intent_id}, auth=(soup.key, "")
    ).raise_for_status()
    payments.refund(payment, 400, "cancelled")
    run_jobs_here()
    assert (facts(payment)["state"], given_back(soup)) == ("refunded", [400])


@pytest.mark.parametrize(("code", "state"), [("charge_disputed", "failed"), ("balance_insufficient", "refunding")])
def test_a_refund_that_stripe_refuses(
    soup: Standin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, code: str, state: str
) -> None:
    caplog.set_level(logging.ERROR)
    payment = a_sale(soup)
    refund = payments.refund(payment, 400, "cancelled")
    monkeypatch.setattr(stripe_gateway, "refund", refuse(stripe_gateway.NotPossible(code)))
    try:
        payments.give_back(refund)
    except payments.Unavailable:
        assert state == "refunding"
    assert (facts(payment)["state"], soup_room.given_back) == (state, [])
    assert bool(caplog.records) is (state == "failed")


def refuse(error: Exception) -> Callable[[object], None]:
    def raise_it(*args: object) -> None:
        raise error

    return raise_it


def test_a_refund_that_fails_days_later_calls_somebody(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = a_sale(soup)
    payments.refund(payment, 400, "cancelled")
    run_jobs_here()
    carry(soup.events())
    [refund] = Refund.objects.all()
    failed = stripe_gateway.GivenBack(refund.stripe_id, "failed")
    monkeypatch.setattr(stripe_gateway, "find_refund", lambda refund: failed)
    payments.check_refund(refund)
    assert facts(payment)["state"] == "failed"
