"""Which costs count on a day, and what a meal then has to bring."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from canteen.models.costs import CostVersion
from venue import rules
from venue.house.models import OperatingEntity


class Price(NamedTuple):
    """The equilibrium price of a day, in cents, VAT included, and the version that it comes from."""

    version: CostVersion
    cents: int


def price_on(entity: OperatingEntity, on: date, *, building: int | None = None) -> Price | None:
    """What counts on a day, or None when the entity has no costs yet."""
    version = CostVersion.objects.in_force(entity, on)
    if version is None:
        return None
    step = rules.get("price.display_step_cents", building=building)
    return Price(version, version.equilibrium_cents(step_cents=step))
