"""Cash that was counted: an amount for all of it, never for one person (DESIGN §4 *Money*)."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import models

Counted = TypeVar("Counted", bound="CountedCash")


class CashQuerySet(models.QuerySet[Counted]):
    def standing(self) -> CashQuerySet[Counted]:
        """Those that no later count corrects: at most one of each box."""
        return self.filter(corrected_by=None)


class CountedCash(models.Model):
    """A count of one box; a correction is another count. `by` is the actor who counted; the journal only knows
    `posting_ref`. Whose box it was is said by who inherits, with a constraint: one first count each.
    """

    append_only = True

    amount_cents = models.PositiveIntegerField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    posting_ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    @property
    def about(self) -> str:
        """How the journal names it."""
        return f"cash:{self.posting_ref}"
