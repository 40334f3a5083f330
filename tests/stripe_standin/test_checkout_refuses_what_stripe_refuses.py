"""The stand-in says no where Stripe says no, in Stripe's words, to the real client."""

import time
from typing import Any

import pytest
import stripe

from tests.stripe_standin.standin import Standin

MINUTE = 60


def client(standin: Standin, key: str = Standin.key) -> stripe.StripeClient:
    return stripe.StripeClient(key, base_addresses={"api": standin.base}, max_network_retries=0)


def order(amount: int = 400, money: str = "eur", **more: Any) -> Any:
    price = {"currency": money, "unit_amount": amount, "product_data": {"name": "Repas"}}
    return {
        "mode": "payment",
        "success_url": "http://127.0.0.1/fait",
        "line_items": [{"quantity": 1, "price_data": price}],
        **more,
    }


@pytest.mark.parametrize(
    ("said", "code", "param"),
    [
        (order(49), "amount_too_small", None),
        (order(0), "amount_too_small", None),
        (order(100_000_000), "amount_too_large", None),
        (order(money="xyz"), None, "line_items[0][price_data][currency]"),
        (order(amount=-1), None, "line_items[0][price_data][unit_amount]"),
        (order(expires_at=int(time.time()) + 29 * MINUTE), None, "expires_at"),
        (order(expires_at=int(time.time()) + 25 * 60 * MINUTE), None, "expires_at"),
        (order(colour="red"), "parameter_unknown", "colour"),
        (order(payment_method_types=["card"]), "parameter_unknown", "payment_method_types"),
        (order(payment_intent_data={"colour": "red"}), "parameter_unknown", "payment_intent_data[colour]"),
        (order(line_items=[{"quantity": 1}]), "parameter_missing", "line_items[0][price_data]"),
        (order(success_url="nowhere"), "url_invalid", "success_url"),
        (order(locale="klingon"), None, "locale"),
        (order(metadata={"note": "x" * 501}), None, "metadata"),
        ({"mode": "payment"}, "parameter_missing", "success_url"),
    ],
)
def test_a_session_that_stripe_would_refuse(standin: Standin, said: Any, code: str | None, param: str | None) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client(standin).v1.checkout.sessions.create(said)
    assert (refusal.value.http_status, refusal.value.code, refusal.value.param) == (400, code, param)
    assert standin.list("checkout/sessions") == []


def test_half_an_hour_and_fifty_cents_are_enough(standin: Standin) -> None:
    said = order(50, expires_at=int(time.time()) + 30 * MINUTE + 2)
    assert client(standin).v1.checkout.sessions.create(said).amount_total == 50


@pytest.mark.parametrize("key", ["pk_test_public", "nonsense"])
def test_a_wrong_key_is_not_let_in(standin: Standin, key: str) -> None:
    with pytest.raises(stripe.AuthenticationError):
        client(standin, key).v1.checkout.sessions.create(order())


def test_what_does_not_exist_is_missing(standin: Standin) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client(standin).v1.checkout.sessions.retrieve("cs_test_nothing")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


def test_a_closed_session_cannot_be_expired_again(standin: Standin) -> None:
    sessions = client(standin).v1.checkout.sessions
    session = sessions.create(order())
    assert sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        sessions.expire(session.id)


def test_no_more_is_given_back_than_was_paid(standin: Standin) -> None:
    stripe_client = client(standin)
    session = stripe_client.v1.checkout.sessions.create(order(400))
    standin.pay(session.url or "")
    intent = stripe_client.v1.checkout.sessions.retrieve(session.id).payment_intent
    refunds = stripe_client.v1.refunds

    refunds.create({"payment_intent": str(intent), "amount": 300})
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        refunds.create({"payment_intent": str(intent), "amount": 101})
    refunds.create({"payment_intent": str(intent)})
    with pytest.raises(stripe.InvalidRequestError) as nothing_left:
        refunds.create({"payment_intent": str(intent)})

    assert (too_much.value.code, nothing_left.value.code) == ("amount_too_large", "charge_already_refunded")
    assert sorted(refund["amount"] for refund in standin.list("refunds")) == [100, 300]
