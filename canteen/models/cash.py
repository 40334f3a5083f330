"""Cash that was counted after a sitting (DESIGN §4 Money)."""

from django.db import models
from django.db.models import Q

from canteen.models.sittings import Sitting
from venue.money.models.cash import CashQuerySet, CountedCash


class CashCount(CountedCash):
    """The box, the envelopes and the drawer of a sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="cash_counts")

    objects = CashQuerySet["CashCount"].as_manager()

    class Meta(CountedCash.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(corrects=None), name="one_first_cash_count_per_sitting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.amount_cents}"
