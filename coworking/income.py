"""What desks, seats and rooms brought in, week by week: sums of many, never what one person paid (DESIGN §1.1).

A manager knows who has booked. If she saw this week's income now and again after the next sale, she would know an
amount. So she is shown weeks whose books are closed and that hold at least `stats.min_cell` sales. Accountants, who see
no persons, see every week.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek

from venue import rules
from venue.house.models import Building, OperatingEntity
from venue.money.models import JournalHead, JournalLine

# Roles of the chart of accounts (venue.money.chart) that are credited when a pass or the hire of a room is sold.
ACCOUNTS: Final = ("coworking", "room_hire")


def of_weeks(building: Building, mondays: list[date], *, with_now: bool = False) -> dict[date, int]:
    """Income in cents, without VAT, less what was given back, by Monday; weeks that may not be shown are left out."""
    if not mondays:
        return {}
    entities = OperatingEntity.objects.filter(resources__space__building=building).distinct()
    found = {
        row["monday"]: (row["cents"], row["sales"])
        for row in JournalLine.objects.filter(
            account__role__in=ACCOUNTS,
            entry__entity__in=entities,
            entry__day__gte=mondays[0],
            entry__day__lt=mondays[-1] + timedelta(days=7),
        )
        .values(monday=TruncWeek("entry__day"))
        .annotate(
            cents=Sum(F("credit_cents") - F("debit_cents")),
            sales=Count("entry", distinct=True, filter=Q(credit_cents__gt=0, entry__reverses=None)),
        )
    }
    if with_now:
        return {monday: found.get(monday, (0, 0))[0] for monday in mondays}
    fewest = rules.get("stats.min_cell")
    closed = _closed_through(entities)
    return {
        monday: cents
        for monday, (cents, sales) in found.items()
        if sales >= fewest and closed is not None and monday + timedelta(days=6) <= closed
    }


def _closed_through(entities: QuerySet[OperatingEntity]) -> date | None:
    """The last day of which nothing more can be written in any of these books."""
    days = list(JournalHead.objects.filter(entity__in=entities).values_list("closed_through", flat=True))
    return None if not days or None in days else min(day for day in days if day)
