"""A room that sells soup, since money must not know the canteen: it is told what was paid and given back."""

import time
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.money.books import table
from venue.money import payments
from venue.money.models import Payment
from venue.money.payments import Verdict

sold: list[str] = []
given_back: list[tuple[str, int]] = []
verdict: list[Verdict] = ["kept"]


def when_paid(payment: Payment) -> Verdict:
    sold.append(payment.reference)
    time.sleep(0.05)  # long enough for another job to come in between, if nothing kept it out
    return verdict[0]


def when_refunded(payment: Payment, amount_cents: int) -> None:
    given_back.append((payment.reference, amount_cents))


def forget() -> None:
    sold.clear()
    given_back.clear()
    verdict[:] = ["kept"]


def a_payment(*, amount_cents: int = 400, expires_at: datetime | None = None, **more: Any) -> Payment:
    """A bowl of soup at four euros, held for a quarter of an hour."""
    return payments.prepare(
        entity=more.pop("entity", None) or table(),
        purpose="soup",
        reference=more.pop("reference", "") or str(uuid.uuid4()),
        amount_cents=amount_cents,
        description="Soupe du jour",
        language=more.pop("language", "fr"),
        success_url="http://127.0.0.1:8000/tickets/?paid={CHECKOUT_SESSION_ID}#key",
        cancel_url="http://127.0.0.1:8000/manger/",
        expires_at=expires_at or timezone.now() + timedelta(minutes=15),
    )


def facts(payment: Payment) -> dict[str, Any]:
    """What a payment's row says, freshly read: its state, what came in, whether it was kept, what was given back."""
    payment = Payment.objects.get(pk=payment.pk)
    return {
        "state": payment.state,
        "received": payment.received_cents,
        "kept": payment.kept,
        "refunds": sorted(payment.refunds.values_list("amount_cents", "state")),
    }
