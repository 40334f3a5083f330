"""Subscriptions: what Stripe would say no to, the stand-in does."""

from typing import Any

import pytest
import stripe

from tests.stripe_standin.standin import Standin
from tests.stripe_standin.test_checkout_refuses_what_stripe_refuses import client, order

MONTHLY = {"currency": "eur", "unit_amount": 9_500, "product_data": {"name": "Part-time"}}


def monthly(**more: Any) -> Any:
    price = MONTHLY | {"recurring": {"interval": "month"}}
    return order(mode="subscription", line_items=[{"quantity": 1, "price_data": price}]) | more


@pytest.mark.parametrize(
    ("said", "param"),
    [
        (monthly(line_items=[{"quantity": 1, "price_data": MONTHLY}]), "mode"),
        (monthly(mode="payment"), "mode"),
        (monthly(payment_intent_data={"metadata": {"a": "b"}}), "payment_intent_data"),
        (monthly(subscription_data={"coupon": "no"}), "subscription_data[coupon]"),
        (order(subscription_data={"metadata": {"a": "b"}}), "subscription_data"),
    ],
)
def test_words_of_the_wrong_mode_are_refused(standin: Standin, said: Any, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client(standin).v1.checkout.sessions.create(said)
    assert refusal.value.param == param


def test_what_is_cancelled_cannot_be_cancelled_or_changed(standin: Standin) -> None:
    session = client(standin).v1.checkout.sessions.create(monthly())
    standin.pay(session.url or "")
    known = client(standin).v1.subscriptions
    [subscription] = known.list().data
    known.cancel(subscription.id)
    with pytest.raises(stripe.InvalidRequestError) as again:
        known.cancel(subscription.id)
    with pytest.raises(stripe.InvalidRequestError, match="canceled subscription"):
        known.update(subscription.id, {"cancel_at_period_end": True})
    assert again.value.code == "resource_missing"
