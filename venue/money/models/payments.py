"""What is paid by card: the payment, what was given back of it, and the news that Stripe sent about it.

None of these rows holds a name, an address or a number of anybody: who paid is between a guest and their bank.
"""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PaymentQuerySet(models.QuerySet["Payment"]):
    def waiting(self) -> "PaymentQuerySet":
        """Nobody has paid yet, and nothing forbids it."""
        return self.filter(state__in=[Payment.State.CREATED, Payment.State.OPEN])

    def hanging(self) -> "PaymentQuerySet":
        """Their time is over, and we have not heard how it ended at Stripe's: paid after all, or never."""
        over = Now() - timedelta(minutes=2)
        return self.filter(session_id__isnull=False, session_closed_at=None, expires_at__lt=over)

    def abandoned(self) -> "PaymentQuerySet":
        """Their time is over, and nobody was ever sent to a payment page."""
        return self.filter(state=Payment.State.CREATED, expires_at__lt=Now() - timedelta(hours=1))

    def without_fee(self) -> "PaymentQuerySet":
        """Money came in this week, and what Stripe kept of it is not in the books yet."""
        return self.filter(paid_at__isnull=False, fee_cents=None, paid_at__gt=Now() - timedelta(days=7))


class Payment(models.Model):
    """A sum asked for one thing: `purpose` names the kind of thing, `reference` which one (`meal_order`, its key)."""

    class State(models.TextChoices):
        CREATED = "created", _("Created")
        OPEN = "open", _("Waiting for payment")
        PAID = "paid", _("Paid")
        EXPIRED = "expired", _("Expired")
        REFUNDING = "refunding", _("Being refunded")
        REFUNDED = "refunded", _("Refunded")
        FAILED = "failed", _("Refund failed: somebody must look")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entity = models.ForeignKey("house.OperatingEntity", models.PROTECT, related_name="payments")
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=64)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="eur")
    state = models.CharField(max_length=10, choices=State, default=State.CREATED)

    # What the payment page needs, word for word the same each time it is asked for. The addresses may hold the key of
    # an order: they are wiped when the page has served.
    description = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    success_url = models.URLField(max_length=500, blank=True)
    cancel_url = models.URLField(max_length=500, blank=True)

    # Stripe's names for it. One payment, one page: a session belongs to one payment only.
    session_id = models.CharField(max_length=255, null=True, blank=True, unique=True)
    session_url = models.TextField(blank=True)
    payment_intent_id = models.CharField(max_length=255, blank=True, db_index=True)

    # What came in, which is not always what was asked. `kept`: the house gave something for it.
    received_cents = models.PositiveIntegerField(null=True, blank=True)
    received_currency = models.CharField(max_length=3, blank=True)
    kept = models.BooleanField(default=False)
    fee_cents = models.IntegerField(null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(help_text=_("When our hold ends; Stripe's page lives a little longer."))
    opened_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    session_closed_at = models.DateTimeField(null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="a_payment_asks_for_something"),
            models.CheckConstraint(
                condition=Q(paid_at=None, received_cents=None) | Q(paid_at__isnull=False, received_cents__isnull=False),
                name="what_was_received_is_known_once_paid",
            ),
            models.UniqueConstraint(
                fields=["purpose", "reference"],
                condition=Q(state__in=["created", "open"]),
                name="one_payment_is_awaited_for_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(session_closed_at=None), name="payment_hanging"),
            models.Index(fields=["paid_at"], condition=Q(fee_cents=None), name="payment_without_fee"),
        ]

    def __str__(self) -> str:
        return f"payment {self.pk}"

    @property
    def page_closes_at(self) -> datetime:
        """When Stripe's page ends: it must live 30 minutes at least, so a little longer than our hold.

        Derived from the row alone: asked a second time after a crash, the page must be asked for in the same words.
        """
        return self.expires_at + timedelta(minutes=31)


class Refund(models.Model):
    """Money on its way back. The row is there before Stripe is asked; its id is what makes asking twice harmless."""

    class State(models.TextChoices):
        PENDING = "pending", _("To be asked of Stripe")
        ACCEPTED = "accepted", _("Accepted by Stripe")
        FAILED = "failed", _("Failed: somebody must look")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount_cents = models.PositiveIntegerField()
    reason = models.CharField(max_length=30)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    stripe_id = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="a_refund_gives_something_back")]
        indexes = [models.Index(fields=["created_at"], condition=Q(state="pending"), name="refund_pending")]

    def __str__(self) -> str:
        return f"refund {self.pk}"


class StripeEvent(models.Model):
    """News from Stripe, once: that something happened, not what. What is true is asked of Stripe when it is applied.

    The body is not kept: Stripe puts the payer's name and address in it.
    """

    id = models.CharField(primary_key=True, max_length=255)
    kind = models.CharField(max_length=80)
    about = models.CharField(max_length=255, help_text=_("Stripe's name of what it happened to."))
    payment_id = models.UUIDField(null=True, blank=True, help_text=_("The payment that it names, if it does."))
    subscription_id = models.UUIDField(null=True, blank=True, help_text=_("The subscription that it names."))
    payment_intent_id = models.CharField(max_length=255, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    ours = models.BooleanField(null=True, blank=True, help_text=_("Whether it was about a payment of this house."))

    class Meta:
        indexes = [models.Index(fields=["received_at"], condition=Q(applied_at=None), name="stripe_event_unapplied")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
