"""What the team may know of the solidarity fund: sums of many, never what one guest gave (DESIGN §1.1, REQ-C8).

A manager knows who ordered. If she saw the balance now and again after the next order, she would know an amount. So she
is shown closed days only, put together until at least `stats.min_cell` contributions are in them; what is left over
waits. Accountants, who see no persons, see the balance of this moment too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from canteen import fund
from canteen.costs import NoCosts, who_runs_meals
from venue import rules
from venue.house.models import OperatingEntity
from venue.money.models import Closing

SHOWN = 12  # periods


@dataclass(frozen=True)
class Period:
    """Closed days put together: what the fund received and gave, and what it then held, in cents."""

    first_day: date
    last_day: date
    received_cents: int
    given_cents: int
    balance_cents: int


@dataclass(frozen=True)
class FundFigures:
    """`balance_cents` is that of `as_of` (None: nothing can be shown yet); newest period first."""

    entity: str
    balance_cents: int | None
    as_of: date | None
    balance_now_cents: int | None = None
    periods: list[Period] = field(default_factory=list)


def of_the_meals(*, with_now: bool = False) -> FundFigures:
    """The fund of whoever runs the meals; nothing to show in a house where nobody has entered costs yet."""
    try:
        return of_fund(who_runs_meals(), with_now=with_now)
    except NoCosts:
        return FundFigures(entity="", balance_cents=None, as_of=None)


def of_fund(entity: OperatingEntity, *, with_now: bool = False) -> FundFigures:
    """The fund of `entity` as the team may see it; `with_now` for those who see no persons."""
    periods = list(_periods(entity))
    newest = periods[-1] if periods else None
    return FundFigures(
        entity=entity.code,
        balance_cents=newest.balance_cents if newest else None,
        as_of=newest.last_day if newest else None,
        balance_now_cents=fund.balance(entity) if with_now else None,
        periods=periods[: -SHOWN - 1 : -1],
    )


def _periods(entity: OperatingEntity) -> Iterator[Period]:
    """From the first day on, so that a period never changes once it has been shown."""
    fewest = rules.get("stats.min_cell")
    first: date | None = None
    contributions = received = given = 0
    for closing in entity.closings.filter(period=Closing.Period.DAY).order_by("number"):
        first = first or closing.first_day
        debit, credit = closing.totals["accounts"].get(fund.FUND, [0, 0])
        received, given = received + credit, given + debit
        contributions += closing.totals["received"].get("meal_order", 0)
        if contributions >= fewest:
            balance = closing.totals["balances"].get(fund.FUND, 0)
            yield Period(first, closing.last_day, received, given, balance)
            first, contributions, received, given = closing.last_day + timedelta(days=1), 0, 0, 0
