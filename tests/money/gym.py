"""A room that sells something by the month, since money must not know coworking: it is told what was paid and ended."""

import uuid
from datetime import timedelta

from django.utils import timezone

from tests.money.books import table
from tests.stripe_standin.standin import Standin
from venue.money import subscriptions
from venue.money.models import PaidInvoice, Subscription

heard: list[str] = []


def when_renewed(subscription: Subscription, invoice: PaidInvoice) -> None:
    del subscription
    heard.append(f"renewed until {invoice.period_end:%Y-%m}")


def when_unpaid(subscription: Subscription) -> None:
    del subscription
    heard.append("unpaid")


def when_ended(subscription: Subscription) -> None:
    del subscription
    heard.append("ended")


def a_subscription(amount_cents: int = 9_500) -> Subscription:
    """Ninety-five euros a month, its page not asked for yet."""
    return subscriptions.prepare(
        entity=table(),
        purpose="gym",
        reference=str(uuid.uuid4()),
        amount_cents=amount_cents,
        description="Salle de sport",
        language="fr",
        success_url="http://127.0.0.1:8000/moi/",
        cancel_url="http://127.0.0.1:8000/",
        expires_at=timezone.now() + timedelta(minutes=15),
    )


def begun(stripe: Standin) -> tuple[Subscription, str]:
    """One whose first month was paid, and what Stripe calls it; its news wait to be carried."""
    subscription = a_subscription()
    stripe.pay(subscriptions.checkout_url(subscription))
    [there] = stripe.list("subscriptions")
    return subscription, there["id"]


def facts(subscription: Subscription) -> tuple[str, bool, int]:
    """Its state, whether it will end, how many months were paid."""
    subscription.refresh_from_db()
    return subscription.state, subscription.ends, subscription.invoices.count()
