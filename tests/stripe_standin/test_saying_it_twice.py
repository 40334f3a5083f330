"""Idempotency keys: the same words get the same answer, other words are refused, a running request is not joined."""

import threading
from typing import Any

import pytest
import stripe

from tests.stripe_standin.standin import Standin
from tests.stripe_standin.test_checkout_refuses_what_stripe_refuses import client, order


def create(standin: Standin, said: Any, key: str = "payment-1") -> stripe.checkout.Session:
    return client(standin).v1.checkout.sessions.create(said, {"idempotency_key": key})


def test_the_same_words_get_the_same_session(standin: Standin) -> None:
    assert create(standin, order()).id == create(standin, order()).id
    assert len(standin.list("checkout/sessions")) == 1


def test_other_words_under_the_same_key_are_refused(standin: Standin) -> None:
    create(standin, order(400))
    with pytest.raises(stripe.IdempotencyError):
        create(standin, order(500))
    assert len(standin.list("checkout/sessions")) == 1


def test_refused_words_may_be_corrected(standin: Standin) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        create(standin, order(10))
    assert create(standin, order(400)).amount_total == 400


def test_a_request_still_running_is_not_joined(standin: Standin) -> None:
    standin.trouble(delay_seconds=0.5)
    first = threading.Thread(target=create, args=(standin, order()))
    first.start()
    while not standin.requests("/v1/checkout/sessions"):
        pass
    with pytest.raises(stripe.APIError) as refusal:
        create(standin, order())
    first.join()
    said = refusal.value.json_body["error"]  # type: ignore[index]
    assert (refusal.value.http_status, said["code"]) == (409, "idempotency_key_in_use")
    assert len(standin.list("checkout/sessions")) == 1


def test_an_answer_lost_on_the_way_is_given_again(standin: Standin) -> None:
    standin.trouble(lose_answer=True)
    with pytest.raises(stripe.APIConnectionError):
        create(standin, order())
    session = create(standin, order())
    assert [found["id"] for found in standin.list("checkout/sessions")] == [session.id]
