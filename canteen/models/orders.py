"""An order: so many covers of a sitting, reached by its key alone. It never holds an amount (DESIGN §4 Money)."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canteen.models.sittings import Sitting

if TYPE_CHECKING:
    from canteen.models.tickets import MealTicket


def new_key() -> str:
    """128 bits of randomness, as 22 characters that fit a URL."""
    return secrets.token_urlsafe(16)


class OrderState(models.TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("awaiting payment")
    CONFIRMED = "confirmed", _("confirmed")
    EXPIRED = "expired", _("expired")
    CANCELLED = "cancelled", _("cancelled")


class OrderQuerySet(models.QuerySet["Order"]):
    def live(self, at: datetime | None = None) -> OrderQuerySet:
        """Those that hold covers at `at` (default now). A hold past its time holds nothing, job or no job."""
        return self.filter(
            Q(state=OrderState.CONFIRMED) | Q(state=OrderState.AWAITING_PAYMENT, expires_at__gt=at or timezone.now())
        )

    def overdue(self, at: datetime | None = None) -> OrderQuerySet:
        return self.filter(state=OrderState.AWAITING_PAYMENT, expires_at__lte=at or timezone.now())

    def booked(self) -> OrderQuerySet:
        return self.filter(walk_in=False)

    def nameless(self) -> OrderQuerySet:
        """Nobody could be told if something changed."""
        return self.exclude(contact__email__gt="").exclude(contact__phone__gt="")


class Order(models.Model):
    """`posting_ref` names its postings in the journal: random, so that no list can join an amount to a person."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="orders")
    covers = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=OrderState)
    # An open ticket scanned at the door makes its order there, from the walk-in reserve.
    walk_in = models.BooleanField(default=False)
    open_ticket = models.ForeignKey(
        "canteen.MealTicket", on_delete=models.PROTECT, null=True, blank=True, related_name="exchanges"
    )
    # Diets feed kitchen totals only and are erased 24 h after the sitting (REQ-K2).
    diets = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    language = models.CharField(max_length=5, default="fr")
    browser = models.CharField(max_length=64, blank=True, help_text=_("Hash of the browser that ordered."))
    posting_ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ordered_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Grows with every change that its bearer can see; the live topic's revision.
    revision = models.PositiveIntegerField(default=1)

    # Only on orders that were just made or are to be shown to their bearer.
    kept_tickets: list[MealTicket]

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["ordered_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(covers__gte=1), name="an_order_has_covers"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="an_order_has_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=OrderState.AWAITING_PAYMENT) | Q(expires_at__isnull=False),
                name="a_hold_has_an_end",
            ),
        ]
        indexes = [
            # What a sitting's count reads under its lock: the live orders only.
            models.Index(
                fields=["sitting"],
                include=["covers", "walk_in", "state", "expires_at"],
                condition=Q(state__in=[OrderState.AWAITING_PAYMENT, OrderState.CONFIRMED]),
                name="live_orders_of_a_sitting",
            ),
            models.Index(
                fields=["expires_at"], condition=Q(state=OrderState.AWAITING_PAYMENT), name="holds_by_their_end"
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"

    @property
    def cancellable(self) -> bool:
        """Until the sitting starts, with the money back; the verb looks again under its locks."""
        return (
            self.state in (OrderState.CONFIRMED, OrderState.AWAITING_PAYMENT)
            and not self.walk_in
            and timezone.now() < self.sitting.starts_at
        )


class Contact(models.Model):
    """An optional first name and one channel (REQ-P2). A row of its own, so that cutting the link is deleting it."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="contact")
    first_name = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email="") | Q(phone=""), name="one_channel_per_contact"),
        ]

    def __str__(self) -> str:
        return self.first_name or "contact"

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)


class Postcard(models.Model):
    """An address that a ticket is to be sent to once. The job that sends it takes the row away: no queue, log or list
    of jobs ever holds the address itself.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="postcards")
    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"postcard {self.pk}"
