"""Being paid every month: prepare(), checkout_url(), follow(), stop().

As with payments (docs/decisions/0001), Stripe's news only make us *look*: `follow` asks how the subscription stands and
draws its conclusions, so that doubled, late and disordered news end in the same rows. Each paid invoice is one row and
is told to the room that sells once (`settings.WHEN_RENEWED`), in the transaction that writes it.

Two looks may overtake each other, so each remembers when it began: an older one adds the invoices that it saw, which
are facts, and says nothing about how things stand. Whatever changes at Stripe's is followed by news of it, and hence by
a look that began later.
"""

from __future__ import annotations

import logging
import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from venue.house.models import OperatingEntity
from venue.money import ledger, stripe_gateway
from venue.money.models import PaidInvoice, Subscription
from venue.money.payments import NotPayableOnline, PaymentClosed, available, payable_online
from venue.money.stripe_gateway import Invoice, Missing, NotPossible, Page, Standing, Unavailable

__all__ = ["checkout_url", "close_page", "expire", "follow", "give_back", "prepare", "record_fee", "stop"]

log = logging.getLogger(__name__)

State = Subscription.State

# Stripe's words, in ours. `incomplete`: the first payment is still being made on the page.
STANDS = {
    "active": State.ACTIVE,
    "trialing": State.ACTIVE,
    "past_due": State.PAST_DUE,
    "unpaid": State.PAST_DUE,
    "paused": State.PAST_DUE,
    "canceled": State.ENDED,
    "incomplete_expired": State.ENDED,
}


def prepare(
    *,
    entity: OperatingEntity,
    purpose: str,
    reference: str,
    amount_cents: int,
    description: str,
    language: str,
    success_url: str,
    cancel_url: str,
    expires_at: datetime,
) -> Subscription:
    """Write down what is to be paid each month, in the transaction that writes what it is for.

    As `payments.prepare`. `purpose` must be known to WHEN_RENEWED, WHEN_UNPAID and WHEN_ENDED. Raises Unavailable and
    NotPayableOnline.
    """
    if not available(entity):
        raise Unavailable
    if not payable_online(amount_cents):
        raise NotPayableOnline
    if any(purpose not in told for told in (settings.WHEN_RENEWED, settings.WHEN_UNPAID, settings.WHEN_ENDED)):
        raise LookupError(f"settings do not say who hears of a {purpose} that is renewed, unpaid and ended")
    return Subscription.objects.create(
        entity=entity,
        purpose=purpose,
        reference=reference,
        amount_cents=amount_cents,
        description=description,
        language=language,
        success_url=success_url,
        cancel_url=cancel_url,
        expires_at=expires_at,
    )


def checkout_url(subscription: Subscription) -> str:
    """The address of the page where it is begun. Never inside a transaction; safe to repeat.

    Raises Unavailable (Stripe does not answer: ask again) and PaymentClosed.
    """
    with transaction.atomic(durable=True):  # no lock may be held while Stripe thinks
        subscription.refresh_from_db()
    if subscription.state == State.OPEN:
        return subscription.session_url
    if subscription.state != State.CREATED or subscription.expires_at <= timezone.now():
        raise PaymentClosed
    try:
        page = stripe_gateway.create_subscription_page(subscription)
    except (NotPossible, Missing) as error:
        raise Unavailable from error
    return _open(subscription, page)


def expire(subscription: Subscription) -> None:
    """Nobody may begin it any more. Part of the caller's transaction; a job closes the page at Stripe's.

    Somebody may be paying at this very moment; then she has it after all, and is told.
    """
    waiting = Subscription.objects.filter(pk=subscription.pk, state__in=[State.CREATED, State.OPEN])
    if waiting.update(state=State.EXPIRED):
        _defer("close_subscription_page", subscription)


def stop(subscription: Subscription, *, at_once: bool = False) -> None:
    """Charge it no more, from the end of the month that is paid or at once: a job of the caller's transaction."""
    Subscription.objects.filter(pk=subscription.pk).update(ends=True)
    subscription.ends = True  # whoever tells us may write it after us
    _defer("end_subscription", subscription, at_once=at_once)


def give_back(invoice: PaidInvoice) -> None:
    """A month that the room did not keep goes back whole: a job of the caller's transaction."""
    app.configure_task("money.give_back_invoice").defer(invoice=invoice.pk)


# --- what jobs do; each is safe to run again, and to die in at any line ----------------------------------------------


def follow(subscription: Subscription) -> None:
    """Look how it stands at Stripe's, and do what follows from it."""
    began = timezone.now()
    if not subscription.stripe_id and not _begun(subscription):
        return
    try:
        standing = stripe_gateway.look_at_subscription(subscription)
    except Missing:
        log.warning("Stripe does not know %s", subscription)
        return
    _draw_conclusions(subscription, standing, began)


def close_page(subscription: Subscription) -> None:
    """Close the page at Stripe's, if it is still open; if somebody was faster, follow."""
    if not subscription.session_id:
        return
    with suppress(NotPossible, Missing):
        stripe_gateway.close_subscription_page(subscription)
    follow(subscription)


def end(subscription: Subscription, *, at_once: bool) -> None:
    """Ask Stripe to charge no more, and look what became of it."""
    if not subscription.stripe_id and not _begun(subscription):
        return
    refused: NotPossible | None = None
    try:
        stripe_gateway.end_subscription(subscription, at_once=at_once)
    except Missing:
        pass  # Stripe says so of one that is over: it is what we wanted
    except NotPossible as error:
        refused = error
    follow(subscription)
    subscription.refresh_from_db()
    if refused and subscription.state != State.ENDED:
        raise refused


def send_back(invoice: PaidInvoice) -> None:
    """Ask Stripe to give a month back; that it went back already, by us or by somebody else, is what we wanted."""
    try:
        stripe_gateway.refund_invoice(invoice)
    except NotPossible as error:
        if error.code != "charge_already_refunded":
            raise


def record_fee(invoice: PaidInvoice) -> bool:
    """Post what Stripe kept of a month, once. False while Stripe does not know yet."""
    fee = stripe_gateway.invoice_fee_cents(invoice)
    if fee is None:
        return False
    with transaction.atomic():
        if PaidInvoice.objects.filter(pk=invoice.pk, fee_cents=None).update(fee_cents=fee) and fee > 0:
            lines = [ledger.Line(account="stripe_fees", debit=fee), ledger.Line(account="card", credit=fee)]
            ledger.record(invoice.subscription.entity, "stripe_fees", lines, about=f"invoice:{invoice.posting_ref}")
    return True


# --- the steps -------------------------------------------------------------------------------------------------------


def _open(subscription: Subscription, page: Page) -> str:
    """Write down the page that Stripe made; it may have been given up, or paid, while Stripe was thinking."""
    known = {"session_id": page.id, "session_url": page.url}
    with transaction.atomic():
        if not Subscription.objects.filter(pk=subscription.pk, state=State.CREATED).update(state=State.OPEN, **known):
            Subscription.objects.filter(pk=subscription.pk, session_id=None).update(**known)
        subscription.refresh_from_db()
        if subscription.state == State.EXPIRED:
            _defer("close_subscription_page", subscription)
    if subscription.state == State.EXPIRED:
        raise PaymentClosed
    return page.url


def _begun(subscription: Subscription) -> bool:
    """Whether somebody has paid on the page; then Stripe's name of the subscription is known from now on."""
    if not subscription.session_id:
        return False
    try:
        page = stripe_gateway.look_at_subscription_page(subscription)
    except Missing:
        page = Page(id="", url="", status="expired", subscription="")
    if page.status == "complete" and page.subscription:
        Subscription.objects.filter(pk=subscription.pk, stripe_id=None).update(stripe_id=page.subscription)
        subscription.stripe_id = page.subscription
        return True
    if page.status == "expired":
        waiting = Subscription.objects.filter(pk=subscription.pk, state__in=[State.CREATED, State.OPEN])
        waiting.update(state=State.EXPIRED)
        _forget_addresses(subscription)
    return False


def _draw_conclusions(subscription: Subscription, standing: Standing, began: datetime) -> None:
    with transaction.atomic():
        _one_job_at_a_time(subscription.pk)
        subscription = Subscription.objects.select_related("entity").get(pk=subscription.pk)
        for invoice in standing.invoices:
            _renew(subscription, invoice)
        if subscription.looked_at is None or subscription.looked_at < began:
            _restate(subscription, standing, began)


def _renew(subscription: Subscription, invoice: Invoice) -> None:
    """A month was paid: tell the room that sells, once."""
    if invoice.amount_cents == 0 or PaidInvoice.objects.filter(stripe_id=invoice.id).exists():
        return
    if (invoice.amount_cents, invoice.currency) != (subscription.amount_cents, subscription.currency):
        log.error("incident: what Stripe received for %s is not what was asked; somebody must look", subscription)
    paid = PaidInvoice.objects.create(
        subscription=subscription,
        stripe_id=invoice.id,
        amount_cents=invoice.amount_cents,
        period_start=invoice.period_start,
        period_end=invoice.period_end,
    )
    subscription.paid_until = max(subscription.paid_until or invoice.period_end, invoice.period_end)
    subscription.save(update_fields=["paid_until"])
    _tell(settings.WHEN_RENEWED, subscription, paid)


def _restate(subscription: Subscription, standing: Standing, began: datetime) -> None:
    before = subscription.state
    subscription.state = STANDS.get(standing.status, before)
    subscription.ends = subscription.ends or standing.ends or subscription.state == State.ENDED
    subscription.looked_at = began
    if subscription.state == State.ENDED and not subscription.ended_at:
        subscription.ended_at = timezone.now()
    subscription.save(update_fields=["state", "ends", "looked_at", "ended_at"])
    if subscription.state in (State.ACTIVE, State.PAST_DUE, State.ENDED):
        _forget_addresses(subscription)
    if subscription.state == before:
        return
    if subscription.state == State.PAST_DUE:
        _tell(settings.WHEN_UNPAID, subscription)
    elif subscription.state == State.ENDED:
        _tell(settings.WHEN_ENDED, subscription)


def _tell(told: dict[str, str], subscription: Subscription, *more: PaidInvoice) -> None:
    hear: Any = import_string(told[subscription.purpose])
    hear(subscription, *more)


def _forget_addresses(subscription: Subscription) -> None:
    Subscription.objects.filter(pk=subscription.pk).update(session_url="", success_url="", cancel_url="")


def _one_job_at_a_time(subscription_id: uuid.UUID) -> None:
    """The race: two jobs have both read that an invoice is new, and the room would renew twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"subscription:{subscription_id}"])


def _defer(task: str, subscription: Subscription, **more: Any) -> None:
    """A job that exists if, and only if, the transaction around it commits."""
    app.configure_task(f"money.{task}").defer(subscription=str(subscription.pk), **more)
