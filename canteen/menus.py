"""Dishes: their fourteen answers, their publication, and what changes once guests can see them (REQ-K1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canteen.models import Allergen, Dish, DishAllergen, DishChange, Menu
from canteen.refusals import DietBelied
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.people.models import Person


class AllergensUnanswered(Refused):
    """Carries `allergens`, those that nobody has answered yet."""

    code = "allergens_unanswered"
    message = _("Each of the fourteen allergens needs an answer before this dish can be shown.")


class DishIsPublished(Refused):
    code = "dish_published"
    status = 409
    message = _("Guests can see this dish. Withdraw it first.")


class MenuIsServed(Refused):
    code = "menu_served"
    status = 409
    message = _("A sitting serves this menu. Give the sitting another one first.")


class NamedCookNeeded(Refused):
    code = "named_cook_needed"
    status = 403
    message = _(
        "Allergens are answered by somebody with a name: please sign in as yourself, and write your first name."
    )


@transaction.atomic
def answer(dish: Dish, answers: Mapping[str, str], *, by: Person) -> Dish:
    """A named cook says for some allergens (key) whether the dish contains them (Answer); the last word counts.

    A diet of a public dish that the answers deny goes at once: guests must not wait for somebody to notice.
    """
    dish = _locked(dish)
    before = dish.facts()
    now = timezone.now()
    DishAllergen.objects.bulk_create(
        [
            DishAllergen(dish=dish, allergen=allergen, answer=answers[allergen], answered_by=by, answered_at=now)
            for allergen in Allergen.values
            if allergen in answers
        ],
        update_conflicts=True,
        unique_fields=["dish", "allergen"],
        update_fields=["answer", "answered_by", "answered_at"],
    )
    if dish.published and (belied := dish.belied()):
        dish.tags = [tag for tag in dish.tags if tag not in belied]
        dish.save(update_fields=["tags"])
    return _changed(dish, before, by=by)


@transaction.atomic
def change(dish: Dish, facts: Mapping[str, Any], *, by: Person) -> Dish:
    """Another name, course, place or other tags; kept with who did it once public (then it may raise DietBelied)."""
    dish = _locked(dish)
    before = dish.facts()
    for name, value in facts.items():
        setattr(dish, name, value)
    if dish.published and (belied := dish.belied()):
        raise DietBelied(diets=belied)
    dish.save(update_fields=list(facts))
    return _changed(dish, before, by=by)


@transaction.atomic
def publish(dish: Dish, *, by: Person) -> Dish:
    """Show the dish to guests. Raises AllergensUnanswered, DietBelied; publishing twice changes nothing."""
    dish = _locked(dish)
    if dish.published:
        return dish
    if unanswered := dish.unanswered():
        raise AllergensUnanswered(allergens=unanswered)
    if belied := dish.belied():
        raise DietBelied(diets=belied)
    dish.published_at, dish.published_by = timezone.now(), by
    dish.save(update_fields=["published_at", "published_by"])
    _announce(dish)
    return dish


@transaction.atomic
def withdraw(dish: Dish, *, by: Person) -> Dish:
    """Take the dish off the menu that guests see; what they could read until now is kept."""
    dish = _locked(dish)
    if dish.published:
        facts = dish.facts()
        dish.published_at = dish.published_by = None
        dish.save(update_fields=["published_at", "published_by"])
        DishChange.objects.create(dish=dish, changed_at=timezone.now(), changed_by=by, before=facts, after=None)
        _announce(dish)
    return dish


@transaction.atomic
def throw_away(dish: Dish) -> None:
    """Forget a dish that no guest has ever been shown. Raises DishIsPublished for one that somebody may have read."""
    dish = _locked(dish)
    if dish.published or dish.changes.exists():
        raise DishIsPublished
    dish.delete()


@transaction.atomic
def throw_menu_away(menu: Menu) -> None:
    """Forget a menu that no sitting serves, with its dishes. Raises MenuIsServed or DishIsPublished."""
    if menu.sittings.exists():
        raise MenuIsServed
    for dish in menu.dishes.order_by("pk"):
        throw_away(dish)
    menu.delete()


def _locked(dish: Dish) -> Dish:
    # Against the cook who changes an answer in the moment when another publishes: the second sees the first's words.
    return Dish.objects.select_for_update().get(pk=dish.pk)


def _changed(dish: Dish, before: dict[str, Any], *, by: Person) -> Dish:
    after = dish.facts()
    if dish.published and after != before:
        DishChange.objects.create(dish=dish, changed_at=timezone.now(), changed_by=by, before=before, after=after)
        _announce(dish)
    return dish


def _announce(dish: Dish) -> None:
    served = dish.menu.sittings.values_list("pk", flat=True)
    announce_on_commit(*[f"sitting:{pk}" for pk in served])
