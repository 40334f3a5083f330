"""Carrying Stripe's events by hand, as the post would: once, five times, in any order."""

import functools
from collections.abc import Iterable

from django.test import Client

WEBHOOK = "/api/v1/payments/stripe/webhook/"


def post(event: dict[str, str], *, signature: str | None = None, payload: str | None = None) -> int:
    """Deliver one event; the status that the house answers."""
    answer = postman().post(
        WEBHOOK,
        payload or event["payload"],
        content_type="application/json",
        headers={"Stripe-Signature": event["signature"] if signature is None else signature},
    )
    return answer.status_code


@functools.cache
def postman() -> Client:
    """One for all: each new client builds the whole row of middleware."""
    return Client()


def carry(events: Iterable[dict[str, str]], *, copies: int = 1) -> set[int]:
    return {post(event) for event in events for _ in range(copies)}
