"""Cash that was counted at a date of an event (DESIGN §4 *Money*)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from events.models.events import EventDate
from venue.money.models.cash import CashQuerySet, CountedCash


class EventCash(CountedCash):
    """The box of a date, given on site."""

    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, related_name="cash_counts")

    objects = CashQuerySet["EventCash"].as_manager()

    class Meta(CountedCash.Meta):
        constraints = [
            models.UniqueConstraint(fields=["date"], condition=Q(corrects=None), name="one_first_cash_count_per_date"),
        ]

    def __str__(self) -> str:
        return f"{self.date_id}: {self.amount_cents}"
