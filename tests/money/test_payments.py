"""Asking to be paid: written down first, asked of Stripe afterwards, the same page however often it is asked for."""

import logging
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from tests.jobs import run_jobs_here
from tests.money.books import table
from tests.money.soup import a_payment, facts
from tests.stripe_standin.standin import Standin
from venue.money import payments, stripe_gateway
from venue.money.models import Payment

pytestmark = pytest.mark.django_db

SESSIONS = "/v1/checkout/sessions"


def test_preparing_asks_nothing_of_stripe(soup: Standin) -> None:
    assert facts(a_payment()) == {"state": "created", "received": None, "kept": False, "refunds": []}
    assert soup.requests("/v1/") == []


def test_the_page_asks_for_what_the_row_says(soup: Standin) -> None:
    payment = a_payment(amount_cents=400)
    url = payments.checkout_url(payment)
    [session] = soup.list("checkout/sessions")
    payment.refresh_from_db()
    assert (payment.state, payment.session_id, payment.session_url) == ("open", session["id"], url)
    assert {name: session[name] for name in ("amount_total", "currency", "locale", "client_reference_id")} == {
        "amount_total": 400,
        "currency": "eur",
        "locale": "fr",
        "client_reference_id": str(payment.pk),
    }
    assert session["expires_at"] == int((payment.expires_at + timedelta(minutes=31)).timestamp())


def test_asking_again_leads_to_the_same_page(soup: Standin) -> None:
    payment = a_payment()
    assert payments.checkout_url(payment) == payments.checkout_url(payment)
    assert len(soup.requests(SESSIONS)) == 1


def test_dying_after_stripes_answer_leads_to_the_same_page(soup: Standin) -> None:
    payment = a_payment()
    url = payments.checkout_url(payment)
    # As if the process had died before it could write anything down.
    Payment.objects.filter(pk=payment.pk).update(state="created", session_id=None, session_url="")
    assert payments.checkout_url(payment) == url
    assert len(soup.list("checkout/sessions")) == 1


def test_an_answer_lost_on_the_way_is_asked_for_again(soup: Standin) -> None:
    soup.trouble(lose_answer=True)
    payment = a_payment()
    payments.checkout_url(payment)
    keys = {request["idempotency_key"] for request in soup.requests(SESSIONS)}
    assert keys == {f"payment-{payment.pk}"}
    assert len(soup.list("checkout/sessions")) == 1


def test_stripe_in_trouble_is_a_clear_not_now_and_the_hold_stands(soup: Standin) -> None:
    soup.trouble(times=2, status=500)
    payment = a_payment()
    with pytest.raises(payments.Unavailable) as refusal:
        payments.checkout_url(payment)
    assert (refusal.value.code, refusal.value.status) == ("payments_unavailable", 503)
    assert facts(payment)["state"] == "created"
    assert payments.checkout_url(payment) == soup.list("checkout/sessions")[0]["url"]


def test_a_stripe_that_is_not_there_at_all(soup: Standin, settings: Settings) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(payments.Unavailable):
        payments.checkout_url(a_payment())


def test_a_key_that_stripe_does_not_know(soup: Standin, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = "wrong"
    with pytest.raises(payments.Unavailable):
        payments.checkout_url(a_payment())


def test_without_a_key_the_house_takes_no_cards(soup: Standin, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert payments.available() is False
    with pytest.raises(payments.Unavailable):
        a_payment()


def test_an_entity_with_an_account_of_its_own_uses_its_own_key(soup: Standin, settings: Settings) -> None:
    coop = table(code="coop")
    coop.stripe_account = "coop"
    assert payments.available(coop) is False
    settings.STRIPE_SECRET_KEYS = {"COOP": "sk_test_coop"}
    assert payments.available(coop) is True


@pytest.mark.parametrize("cents", [0, 1, 49, 100_000_000])
def test_what_stripe_would_refuse_is_never_asked(soup: Standin, cents: int) -> None:
    with pytest.raises(payments.NotPayableOnline) as refusal:
        a_payment(amount_cents=cents)
    assert (refusal.value.code, refusal.value.status) == ("use_the_box", 422)
    assert not any(character.isdigit() for character in str(refusal.value.sentence).replace("0", ""))


def test_fifty_cents_can_be_paid(soup: Standin) -> None:
    assert payments.checkout_url(a_payment(amount_cents=50)).startswith(soup.base)


@pytest.mark.parametrize("minutes", [1, 15, 23 * 60 - 1])
def test_stripe_accepts_the_page_however_long_the_hold(soup: Standin, minutes: int) -> None:
    payment = a_payment(expires_at=timezone.now() + timedelta(minutes=minutes))
    assert payments.checkout_url(payment).startswith(soup.base)


def test_one_thing_is_awaited_once(soup: Standin) -> None:
    a_payment(reference="bowl 1")
    with pytest.raises(IntegrityError, match="one_payment_is_awaited_for_one_thing"), transaction.atomic():
        a_payment(reference="bowl 1")


def test_nobody_is_sent_to_a_page_after_the_hold(soup: Standin) -> None:
    payment = a_payment(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(payments.PaymentClosed):
        payments.checkout_url(payment)
    assert soup.requests(SESSIONS) == []


def test_the_end_of_a_hold_closes_the_page(soup: Standin) -> None:
    payment = a_payment()
    url = payments.checkout_url(payment)
    payments.expire(payment)
    assert run_jobs_here() == ["money.close_page"]
    assert facts(payment)["state"] == "expired"
    assert "plus valable" in soup.pay(url).text


def test_a_hold_that_ends_before_stripe_was_asked_needs_no_stripe(soup: Standin) -> None:
    payment = a_payment()
    payments.expire(payment)
    assert run_jobs_here() == ["money.close_page"]
    assert soup.requests("/v1/") == []


def test_a_hold_that_ends_while_stripe_thinks_closes_the_page(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    payment, ask = a_payment(), stripe_gateway.create_session

    def slowly(payment: Payment) -> stripe_gateway.Session:
        session = ask(payment)
        payments.expire(payment)
        return session

    monkeypatch.setattr(stripe_gateway, "create_session", slowly)
    with pytest.raises(payments.PaymentClosed):
        payments.checkout_url(payment)
    run_jobs_here()
    assert [session["status"] for session in soup.list("checkout/sessions")] == ["expired"]


def test_addresses_with_keys_in_them_are_wiped_when_the_page_has_served(soup: Standin) -> None:
    payment = a_payment()
    payments.checkout_url(payment)
    payments.expire(payment)
    run_jobs_here()
    payment.refresh_from_db()
    assert (payment.success_url, payment.cancel_url, payment.session_url) == ("", "", "")


def test_the_log_holds_no_amount(soup: Standin, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    payments.checkout_url(a_payment(amount_cents=1234))
    assert [record.getMessage() for record in caplog.records if "1234" in record.getMessage()] == []


@pytest.mark.django_db(transaction=True)
def test_stripe_is_never_asked_inside_a_transaction(soup: Standin) -> None:
    payment = a_payment()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        payments.checkout_url(payment)
    assert soup.requests("/v1/") == []
