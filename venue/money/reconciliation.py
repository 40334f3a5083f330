"""Asking Stripe about whatever was left hanging: lost events, lost jobs, a worker killed at the wrong line.

Everything here repeats what a job should have done already, in the same functions, so that it may run at any time
beside them. Whatever is left when Stripe does not answer waits for the next round.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeVar

from django.utils import timezone

from venue import rules
from venue.money import payments, payouts, subscriptions, webhook
from venue.money.models import PaidInvoice, Payment, Refund, StripeEvent, Subscription
from venue.money.stripe_gateway import Missing, NotPossible, Unavailable
from venue.money.webhook import NotYetKnown

log = logging.getLogger(__name__)

Row = TypeVar("Row", Payment, Refund, StripeEvent, Subscription, PaidInvoice)

# Jobs get this long before anybody doubts them; and one round never takes all day.
GRACE = timedelta(minutes=5)
AT_MOST = 200


def reconcile() -> None:
    """One round. Safe to run at any time, and twice at once."""
    if not payments.available():
        return
    doubtful = timezone.now() - GRACE
    known = Payment.objects.select_related("entity")
    pending = Refund.objects.select_related("payment__entity").filter(
        state=Refund.State.PENDING, created_at__lt=doubtful
    )
    try:
        _each(webhook.apply, StripeEvent.objects.filter(applied_at=None, received_at__lt=doubtful))
        _each(payments.close_page, known.hanging())
        _each(payments.give_back, pending)
        _each(payments.record_fee, known.without_fee())
        _each(subscriptions.follow, Subscription.objects.select_related("entity").hanging())
        _each(subscriptions.record_fee, PaidInvoice.objects.select_related("subscription__entity").without_fee())
        payouts.record_all()
    except Unavailable:
        log.warning("Stripe does not answer; reconciliation goes on in the next round")
    Payment.objects.abandoned().update(state=Payment.State.EXPIRED)
    Subscription.objects.abandoned().update(state=Subscription.State.EXPIRED)


def forget_old_events() -> int:
    """Events serve to recognise their duplicates, which come for three days; how many were forgotten."""
    kept = timedelta(days=rules.get("stripe_event.keep_days"))
    count, _rows = StripeEvent.objects.filter(received_at__lt=timezone.now() - kept).delete()
    return count


def forget_addresses() -> int:
    """A payment page that nobody ever opened is never closed either: wipe its addresses; how many pages.

    They hold the key of the order that was to be paid.
    """
    over = timezone.now() - timedelta(hours=rules.get("payment_page.keep_h"))
    closed = Payment.objects.exclude(state__in=[Payment.State.CREATED, Payment.State.OPEN])
    unread = closed.filter(expires_at__lt=over).exclude(success_url="", cancel_url="", session_url="")
    return unread.update(success_url="", cancel_url="", session_url="")


def _each(act: Callable[[Row], object], rows: Iterable[Row]) -> None:
    """One row that cannot be settled must not hold up the others."""
    for row in list(rows)[:AT_MOST]:
        try:
            act(row)
        except (Missing, NotPossible, NotYetKnown) as error:
            log.warning("%s could not be reconciled: %s", row, type(error).__name__)
        except Unavailable:
            raise
        except Exception:
            log.exception("%s could not be reconciled", row)
