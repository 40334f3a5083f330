"""What a new house needs before its first evening; each room names its own (`settings.FIRST_STEPS`)."""

from typing import Any, NamedTuple

from django.db.models import CharField, Model, QuerySet, Value
from django.urls import reverse
from django.utils.translation import get_language

from venue.house.models import Building, OperatingEntity

# In the address of a form: who opened it from the first steps goes back to them.
FIRST_STEP = "first-step"


class Step(NamedTuple):
    """`rows`: it is done when there is one. `begin` is where it is done, `look` where it can be seen afterwards."""

    key: str
    rows: QuerySet[Any]
    begin: str
    look: str


def maison() -> str:
    """The managers' first page, in the language of the request."""
    return "/en/maison/" if (get_language() or "").startswith("en") else "/maison/"


def in_the_office(key: str, rows: QuerySet[Any]) -> Step:
    """A step that is done in Django's admin: its empty form, then its list."""
    model: type[Model] = rows.model
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return Step(key, rows, f"{reverse(f'{name}_add')}?{FIRST_STEP}=1", reverse(f"{name}_changelist"))


def on_a_page(key: str, rows: QuerySet[Any], path: str) -> Step:
    """A step that is done on a page of the house."""
    return Step(key, rows, path, path)


def steps(building: Building | None) -> list[Step]:
    del building
    return [
        in_the_office("building", Building.objects.all()),
        in_the_office("legal_body", OperatingEntity.objects.all()),
    ]


def done(steps: list[Step]) -> set[str]:
    """The keys of the steps that are done. One statement."""
    key = CharField()
    first, *others = (
        step.rows.order_by().annotate(step=Value(step.key, key)).values_list("step", flat=True)[:1] for step in steps
    )
    return set(first.union(*others, all=True))
