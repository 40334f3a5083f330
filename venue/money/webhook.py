"""Hearing Stripe: check the signature, write the event down, answer. A job does the rest."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from venue.money import incidents, payments, stripe_gateway, subscriptions
from venue.money.models import Payment, Refund, StripeEvent, Subscription
from venue.money.stripe_gateway import BadSignature

__all__ = ["BadSignature", "NotYetKnown", "apply", "hear"]

LISTENED = (
    "checkout.session.",
    "refund.updated",
    "refund.failed",
    "invoice.paid",
    "invoice.payment_failed",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    incidents.REFUNDED,
    incidents.DISPUTED,
)
# How long an event may be about a payment that we have not written down: our own commit cannot take longer.
PATIENCE = timedelta(minutes=10)


class NotYetKnown(Exception):
    """An event names a payment or a subscription that is not there yet; the job tries again."""


def hear(body: bytes, signature: str) -> None:
    """Keep an event for later, once however often it comes. Raises BadSignature."""
    event = stripe_gateway.read_event(body, signature)
    if not event.kind.startswith(LISTENED):
        return
    facts = {
        "kind": event.kind,
        "about": event.about,
        "payment_id": _uuid(event.payment),
        "subscription_id": _uuid(event.subscription),
        "payment_intent_id": event.payment_intent_id,
        "happened_at": event.happened_at,
    }
    with transaction.atomic():
        _row, first_time = StripeEvent.objects.get_or_create(id=event.id, defaults=facts)
        if first_time:
            app.configure_task("money.apply_event").defer(event=event.id)


def apply(event: StripeEvent) -> None:
    """Do what an event asks for: look how things stand at Stripe's. Raises NotYetKnown, for ten minutes at most."""
    if event.applied_at:
        return
    if event.subscription_id:
        _apply_to_subscription(event, event.subscription_id)
        return
    payment = _payment(event)
    if payment is None:
        _be_patient(event, event.payment_id)
    elif event.kind.startswith("checkout.session."):
        _name_page(payment, event)
        payments.follow(payment)
    elif event.kind in {incidents.REFUNDED, incidents.DISPUTED}:
        incidents.look(payment, event)
    else:
        for refund in payment.refunds.filter(state=Refund.State.ACCEPTED).select_related("payment__entity"):
            payments.check_refund(refund)
    _applied(event, ours=payment is not None)


def _apply_to_subscription(event: StripeEvent, named: uuid.UUID) -> None:
    subscription = Subscription.objects.select_related("entity").filter(pk=named).first()
    if subscription is None:
        _be_patient(event, named)
    else:
        if event.kind.startswith("checkout.session.") and not subscription.session_id:
            subscription.session_id = event.about
            Subscription.objects.filter(pk=subscription.pk, session_id=None).update(session_id=event.about)
        subscriptions.follow(subscription)
    _applied(event, ours=subscription is not None)


def _be_patient(event: StripeEvent, named: uuid.UUID | None) -> None:
    if named and timezone.now() < event.received_at + PATIENCE:
        raise NotYetKnown(event.id)


def _applied(event: StripeEvent, *, ours: bool) -> None:
    StripeEvent.objects.filter(pk=event.pk).update(applied_at=timezone.now(), ours=ours)


def _payment(event: StripeEvent) -> Payment | None:
    """By our own mark first: Stripe may be faster than our note of its session's name."""
    known = Payment.objects.select_related("entity")
    if event.payment_id:
        return known.filter(pk=event.payment_id).first()
    if event.payment_intent_id:
        return known.filter(payment_intent_id=event.payment_intent_id).first()
    return known.filter(session_id=event.about).first()


def _name_page(payment: Payment, event: StripeEvent) -> None:
    """We may have died after Stripe made the page and before we wrote its name down."""
    if not payment.session_id:
        payment.session_id = event.about
        Payment.objects.filter(pk=payment.pk, session_id=None).update(session_id=event.about)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
