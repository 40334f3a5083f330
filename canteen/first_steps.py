"""The costs, the first menu and the first sitting, among the first steps of a new house."""

from __future__ import annotations

from canteen.models import CostVersion, Dish, Sitting, State
from venue.house.first_steps import Step, on_a_page
from venue.house.models import Building


def steps(building: Building | None) -> list[Step]:
    """A published dish has its fourteen answers; a sitting that was opened can be ordered."""
    opened = Sitting.objects.filter(space__building=building, trial=False).exclude(state=State.DRAFT)
    return [
        on_a_page("costs", CostVersion.objects.all(), "/maison/couts/"),
        on_a_page("menu", Dish.objects.published().filter(menu__building=building), "/maison/menus/"),
        on_a_page("sitting", opened, "/maison/repas/"),
    ]
