"""What is paid by card each month: the subscription, and each invoice of it that was paid.

Whose it is stands in the room that sells. Card, address and name of who pays are Stripe's alone.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def hanging(self) -> SubscriptionQuerySet:
        """Those that we should have heard of: a page whose time is over, a month that is over and no news of the next.

        Stripe makes the invoice at the end of the month, and charges it an hour or so later.
        """
        pages = Q(state=Subscription.State.OPEN, expires_at__lt=Now() - timedelta(minutes=2))
        months = Q(state=Subscription.State.ACTIVE, paid_until__lt=Now() - timedelta(hours=3))
        failing = Q(state=Subscription.State.PAST_DUE)
        return self.filter(pages | months | failing)

    def abandoned(self) -> SubscriptionQuerySet:
        """Their time is over, and nobody was ever sent to a payment page."""
        return self.filter(state=Subscription.State.CREATED, expires_at__lt=Now() - timedelta(hours=1))


class Subscription(models.Model):
    """A sum asked for every month: `purpose` names the kind of thing, `reference` which one, as of a Payment."""

    class State(models.TextChoices):
        CREATED = "created", _("Created")
        OPEN = "open", _("Waiting for payment")
        ACTIVE = "active", _("Active")
        PAST_DUE = "past_due", _("Payment failed")
        ENDED = "ended", _("Ended")
        EXPIRED = "expired", _("Expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entity = models.ForeignKey("house.OperatingEntity", models.PROTECT, related_name="subscriptions")
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=64)
    amount_cents = models.PositiveIntegerField(help_text=_("A month, VAT included."))
    currency = models.CharField(max_length=3, default="eur")
    state = models.CharField(max_length=8, choices=State, default=State.CREATED)

    # What the payment page needs, word for word the same each time it is asked for.
    description = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    success_url = models.URLField(max_length=500, blank=True)
    cancel_url = models.URLField(max_length=500, blank=True)

    # Stripe's names for it.
    session_id = models.CharField(max_length=255, null=True, blank=True, unique=True)
    session_url = models.TextField(blank=True)
    stripe_id = models.CharField(max_length=255, null=True, blank=True, unique=True)

    paid_until = models.DateTimeField(null=True, blank=True)
    ends = models.BooleanField(default=False, help_text=_("It will not be charged again."))
    # When the look began whose answer stands here: of two that overtake each other, the later one is right.
    looked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(help_text=_("When its payment page ends."))
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="a_subscription_asks_for_something"),
            models.UniqueConstraint(
                fields=["purpose", "reference"],
                condition=Q(state__in=["created", "open", "active", "past_due"]),
                name="one_subscription_stands_for_one_thing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"],
                condition=Q(state__in=["created", "open", "active", "past_due"]),
                name="standing_subscriptions",
            )
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def page_closes_at(self) -> datetime:
        """When Stripe's page ends; derived from the row alone, to be asked for twice in the same words."""
        return self.expires_at + timedelta(minutes=31)


class PaidInvoiceQuerySet(models.QuerySet["PaidInvoice"]):
    def without_fee(self) -> PaidInvoiceQuerySet:
        """Paid this week, and what Stripe kept of them is not in the books yet."""
        return self.filter(fee_cents=None, paid_at__gt=Now() - timedelta(days=7))


class PaidInvoice(models.Model):
    """A month that was paid: Stripe's invoice, counted once however often we hear of it."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="invoices")
    stripe_id = models.CharField(max_length=255, unique=True)
    amount_cents = models.PositiveIntegerField()
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    paid_at = models.DateTimeField(auto_now_add=True)
    fee_cents = models.IntegerField(null=True, blank=True)
    posting_ref = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    objects = PaidInvoiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["paid_at"], condition=Q(fee_cents=None), name="invoice_without_fee")]

    def __str__(self) -> str:
        return f"invoice {self.pk}"
