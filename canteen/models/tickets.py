"""Meal tickets, what was tried with them at the door, and what was served."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from canteen.models.orders import Order
from canteen.models.sittings import Sitting
from venue.codes import short


def new_serial() -> str:
    """What a ticket is called in lists and on paper: says nothing, guesses nothing."""
    return secrets.token_hex(5).upper()


class MealTicket(models.Model):
    """A bearer ticket for `covers` of one sitting, or, without a sitting, *open*: any sitting until `valid_until`.

    `covers_redeemed` stands beside the redemptions and is changed only by a guarded UPDATE.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    serial = models.CharField(max_length=10, unique=True, default=new_serial, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets")
    valid_until = models.DateField(null=True, blank=True)
    covers = models.PositiveSmallIntegerField()
    covers_redeemed = models.PositiveSmallIntegerField(default=0)
    covers_exchanged = models.PositiveSmallIntegerField(default=0)
    short_code = models.CharField(max_length=8, default=short.make, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(covers__gte=1) & Q(covers__gte=F("covers_redeemed") + F("covers_exchanged")),
                name="no_cover_served_twice",
            ),
            models.CheckConstraint(
                condition=Q(sitting__isnull=False, order__isnull=False, valid_until=None)
                | Q(sitting=None, order=None, valid_until__isnull=False),
                name="a_ticket_is_for_a_sitting_or_open",
            ),
            models.UniqueConstraint(fields=["short_code"], name="one_ticket_per_short_code"),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def is_open(self) -> bool:
        return self.sitting_id is None

    @property
    def covers_left(self) -> int:
        return self.covers - self.covers_redeemed - self.covers_exchanged


class Scan(models.Model):
    """One attempt at the door, failures too, with the answer that it got: the same `request_id` gets it again.

    Forgotten after `scan.keep_days`: who of the crew scanned what and when is nobody's business for longer.
    """

    append_only = True
    forgettable = True

    actor = models.CharField(max_length=60)
    request_id = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    ticket = models.ForeignKey(MealTicket, on_delete=models.PROTECT, null=True, related_name="scans")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="scans")
    result = models.CharField(max_length=24)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    scanned_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "request_id"], name="one_scan_per_request_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.at:%H:%M:%S}"


class Redemption(models.Model):
    """So many covers of a ticket, served at a sitting. Never edited: undoing is a row of −n that names the first."""

    append_only = True

    ticket = models.ForeignKey(MealTicket, on_delete=models.PROTECT, related_name="redemptions")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="redemptions")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="redemptions")
    covers = models.SmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    request_id = models.UUIDField()
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")
    excess = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["sitting"], include=["covers"], name="served_at_a_sitting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(covers__gt=0, undoes=None) | Q(covers__lt=0, undoes__isnull=False),
                name="only_an_undo_takes_covers_back",
            ),
            models.UniqueConstraint(fields=["by", "request_id"], name="one_redemption_per_request_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.covers:+d} {self.ticket_id}"
