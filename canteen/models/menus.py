"""What there is to eat, and what is in it: no dish is shown before a named cook has answered for all fourteen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from venue.house.models import Building
from venue.wording import in_language


class Allergen(models.TextChoices):
    """The fourteen of EU regulation 1169/2011, annex II, in its order (DOMAIN REQ-K1)."""

    GLUTEN = "gluten", _("cereals with gluten")
    CRUSTACEANS = "crustaceans", _("crustaceans")
    EGGS = "eggs", _("eggs")
    FISH = "fish", _("fish")
    PEANUTS = "peanuts", _("peanuts")
    SOYA = "soya", _("soya")
    MILK = "milk", _("milk")
    NUTS = "nuts", _("nuts")
    CELERY = "celery", _("celery")
    MUSTARD = "mustard", _("mustard")
    SESAME = "sesame", _("sesame")
    SULPHITES = "sulphites", _("sulphites")
    LUPIN = "lupin", _("lupin")
    MOLLUSCS = "molluscs", _("molluscs")


class Answer(models.TextChoices):
    CONTAINS = "contains", pgettext_lazy("allergen", "contains")
    MAY_CONTAIN = "may_contain", pgettext_lazy("allergen", "may contain")
    NO = "no", pgettext_lazy("allergen", "no")


class Course(models.TextChoices):
    STARTER = "starter", _("starter")
    MAIN = "main", _("main course")
    DESSERT = "dessert", _("dessert")


class Tag(models.TextChoices):
    """Diets, then the official quality labels (REQ-K4), then the two ma-cantine yes/no fields."""

    VEGETARIAN = "VEGETARIAN", _("vegetarian")
    VEGAN = "VEGAN", _("vegan")
    BIO = "BIO", _("organic")
    LABEL_ROUGE = "LABEL_ROUGE", _("Label Rouge")
    AOCAOP = "AOCAOP", _("AOC / AOP")
    IGP = "IGP", _("IGP")
    STG = "STG", _("STG")
    HVE = "HVE", _("HVE")
    PECHE_DURABLE = "PECHE_DURABLE", _("sustainable fishing")
    RUP = "RUP", _("outermost regions")
    COMMERCE_EQUITABLE = "COMMERCE_EQUITABLE", _("fair trade")
    FERMIER = "FERMIER", _("farm-made")
    EXTERNALITES = "EXTERNALITES", _("chosen for its small footprint")
    PERFORMANCE = "PERFORMANCE", _("chosen for its environmental performance")
    CIRCUIT_COURT = "CIRCUIT_COURT", _("short supply chain")
    LOCAL = "LOCAL", _("local")


# What a dish that bears the word does not contain; traces are another question, and the allergen sheet answers it.
BELIED_BY: dict[Tag, tuple[Allergen, ...]] = {
    Tag.VEGETARIAN: (Allergen.CRUSTACEANS, Allergen.FISH, Allergen.MOLLUSCS),
    Tag.VEGAN: (Allergen.CRUSTACEANS, Allergen.EGGS, Allergen.FISH, Allergen.MILK, Allergen.MOLLUSCS),
}


class Menu(models.Model):
    """What is cooked for a day or one meal of it; the two sittings of a lunch serve the same menu."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="menus", verbose_name=_("building"))
    served_on = models.DateField(_("day"))
    title_fr = models.CharField(
        _("special name, in French"),
        max_length=80,
        blank=True,
        help_text=_("Empty, or what sets this menu apart: Brunch."),
    )
    title_en = models.CharField(_("special name, in English"), max_length=80, blank=True)
    # Grows with every change of the menu, its dishes or their allergens: a trigger does it, so nothing is forgotten.
    revision = models.PositiveBigIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["served_on", "pk"]

    def __str__(self) -> str:
        return f"{self.served_on} {self.title_fr}".strip()

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)


class DishQuerySet(models.QuerySet["Dish"]):
    def published(self) -> DishQuerySet:
        return self.filter(published_at__isnull=False)

    def in_order(self) -> DishQuerySet:
        """As they come to the table."""
        served = models.Case(*[models.When(course=course, then=rank) for rank, course in enumerate(Course)])
        return self.order_by("menu_id", served, "position", "pk")


class Dish(models.Model):
    menu = models.ForeignKey(Menu, on_delete=models.CASCADE, related_name="dishes", verbose_name=_("menu"))
    course = models.CharField(_("course"), max_length=10, choices=Course)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    tags = ArrayField(
        models.CharField(max_length=20, choices=Tag), default=list, blank=True, verbose_name=_("good to know")
    )
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = DishQuerySet.as_manager()

    class Meta:
        verbose_name = _("dish")
        verbose_name_plural = _("dishes")
        ordering = ["menu_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(course__in=Course.values), name="a_dish_has_a_course"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="who_published_a_dish_has_a_name",
            ),
            # And `a_published_dish_has_fourteen_answers`, a deferred trigger: it counts rows of another table.
        ]

    def __str__(self) -> str:
        return self.name_fr

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    @property
    def published(self) -> bool:
        return self.published_at is not None

    def answers(self) -> dict[str, str]:
        """What was answered so far, allergen to answer, in the order of the law."""
        given = {row.allergen: row.answer for row in self.allergens.all()}
        return {allergen: given[allergen] for allergen in Allergen.values if allergen in given}

    def unanswered(self) -> list[str]:
        """The allergens that keep this dish from being published."""
        given = self.answers()
        return [allergen for allergen in Allergen.values if allergen not in given]

    def belied(self) -> dict[str, list[str]]:
        """The diets that the dish claims and its own answers deny, each with the allergens that do."""
        contained = {allergen for allergen, answer in self.answers().items() if answer == Answer.CONTAINS}
        denied = {
            str(diet): [str(one) for one in never if one in contained]
            for diet, never in BELIED_BY.items()
            if diet in self.tags
        }
        return {diet: allergens for diet, allergens in denied.items() if allergens}

    def facts(self) -> dict[str, Any]:
        """What a guest relies on: compared and kept when a published dish changes."""
        return {"name_fr": self.name_fr, "name_en": self.name_en, "tags": self.tags, "allergens": self.answers()}


class DishAllergen(models.Model):
    """One of the fourteen answers for a dish, and the cook who gave it."""

    dish = models.ForeignKey(Dish, on_delete=models.CASCADE, related_name="allergens", verbose_name=_("dish"))
    allergen = models.CharField(_("allergen"), max_length=12, choices=Allergen)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered on"))

    class Meta:
        verbose_name = _("answer about an allergen")
        verbose_name_plural = _("answers about allergens")
        ordering = ["dish_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dish", "allergen"], name="one_answer_per_dish_and_allergen"),
            models.CheckConstraint(condition=Q(allergen__in=Allergen.values), name="allergens_are_the_fourteen"),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="an_allergen_is_answered_yes_maybe_or_no"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dish}: {self.allergen} {self.answer}"


class DishChange(models.Model):
    """What changed in a dish that guests could already see (REQ-K1): an inspection may ask who was told what."""

    append_only = True

    dish = models.ForeignKey(Dish, on_delete=models.PROTECT, related_name="changes", verbose_name=_("dish"))
    changed_at = models.DateTimeField(_("changed on"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"), null=True)  # None: withdrawn

    class Meta:
        verbose_name = _("change of a published dish")
        verbose_name_plural = _("changes of a published dish")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dish} {self.changed_at:%Y-%m-%d %H:%M}"
