"""Cash that was counted after a sitting: an amount for all of it, never for an order (DESIGN §4 Money)."""

import uuid

from django.db import models
from django.db.models import Q

from canteen.models.sittings import Sitting


class CashCountQuerySet(models.QuerySet["CashCount"]):
    def standing(self) -> "CashCountQuerySet":
        """Those that no later count corrects: at most one per sitting."""
        return self.filter(corrected_by=None)


class CashCount(models.Model):
    """A correction is another count. `by` is the actor who counted; the journal only knows `posting_ref`."""

    append_only = True

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="cash_counts")
    amount_cents = models.PositiveIntegerField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    posting_ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CashCountQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(corrects=None), name="one_first_cash_count_per_sitting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.amount_cents}"

    @property
    def about(self) -> str:
        """How the journal names it."""
        return f"cash:{self.posting_ref}"
