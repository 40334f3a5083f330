"""Which costs count on a day, and what a meal then has to bring."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from canteen.models.costs import CostVersion
from venue import rules
from venue.errors import Refused
from venue.house.models import OperatingEntity


class NoCosts(Refused):
    code = "no_costs"
    message = _("A sitting needs a price: enter the costs of the period first.")


class CostsAreUsed(Refused):
    code = "costs_used"
    status = 409
    message = _("Meals were opened with these costs. Enter a new version instead.")


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


def who_runs_meals() -> OperatingEntity:
    """The legal body of the latest costs; raises NoCosts where nobody has entered any."""
    latest = CostVersion.objects.select_related("entity").first()
    if latest is None:
        raise NoCosts
    return latest.entity


def throw_away(version: CostVersion) -> None:
    """Forget figures that nothing was priced with. Raises CostsAreUsed."""
    try:
        version.delete()
    except ProtectedError:
        raise CostsAreUsed from None
