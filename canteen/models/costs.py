"""What a meal costs, by period, and what the price page says about it (DOMAIN REQ-C2, REQ-C3)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from venue.house.models import Building, OperatingEntity
from venue.wording import in_language

# The four lengths of the bar that make up the full cost.
COSTS = ("food", "people", "house", "supplies")


class Part(NamedTuple):
    """One length of the price's stacked bar, in cents a cover, VAT included. What others carry is negative."""

    key: str
    cents: int


class CostVersionQuerySet(models.QuerySet["CostVersion"]):
    def in_force(self, entity: OperatingEntity, on: date) -> CostVersion | None:
        """The version that counts on a day: the latest that had begun by then."""
        return self.filter(entity=entity, valid_from__lte=on).order_by("-valid_from", "-pk").first()


class CostVersion(models.Model):
    """The costs of a period (a year, mostly) and the covers that they were spread over; cents, net of VAT.

    Never edited once a sitting has used it: better figures are a new version with its own first day.
    """

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="cost_versions", verbose_name=_("legal body")
    )
    valid_from = models.DateField(_("first day"))
    covers = models.PositiveIntegerField(_("covers in the period"), validators=[MinValueValidator(1)])
    food_cents = models.PositiveBigIntegerField(_("food"))
    pay_cents = models.PositiveBigIntegerField(_("kitchen and hosting pay"))
    house_cents = models.PositiveBigIntegerField(_("energy, rent share, insurance"))
    supplies_cents = models.PositiveBigIntegerField(_("supplies, hygiene, loss"))
    grants_cents = models.PositiveBigIntegerField(_("operating grants allocated"), default=0)
    vat_bp = models.PositiveIntegerField(
        _("VAT, in hundredths of a percent"), default=1000, validators=[MaxValueValidator(10_000)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written down on"), auto_now_add=True)

    objects = CostVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("costs of a period")
        verbose_name_plural = _("costs by period")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "valid_from"], name="one_cost_version_per_entity_and_day"),
            models.CheckConstraint(condition=Q(covers__gt=0), name="costs_are_spread_over_covers"),
            models.CheckConstraint(condition=Q(vat_bp__lte=10_000), name="vat_is_at_most_the_price"),
            models.CheckConstraint(
                condition=Q(
                    grants_cents__lte=F("food_cents") + F("pay_cents") + F("house_cents") + F("supplies_cents")
                ),
                name="grants_carry_no_more_than_the_costs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.valid_from}"

    @property
    def full_cost_cents(self) -> int:
        """What a cover really costs, VAT included, to the cent (REQ-C2)."""
        return half_up(self._per_cover(self._costs()))

    @property
    def raw_equilibrium_cents(self) -> int:
        """What a cover must bring on average once grants have done their part, to the cent."""
        return half_up(self._per_cover(self._costs() - self.grants_cents))

    def equilibrium_cents(self, *, step_cents: int) -> int:
        """The equilibrium price as it is shown, in whole steps (rule `price.display_step_cents`), half-up.

        Rounded once, from the exact figure: rounding the rounded cents could end a step too high.
        """
        return half_up(self._per_cover(self._costs() - self.grants_cents), step=step_cents)

    def breakdown(self, *, price_cents: int) -> list[Part]:
        """Parts that add up to `price_cents` exactly; the four costs add up to the full cost.

        `grants` is what subsidies carry and `rounding` what the display step adds or takes; either is left out at 0.
        """
        net = [self.food_cents, self.pay_cents, self.house_cents, self.supplies_cents]
        exact = {key: self._per_cover(cents) for key, cents in zip(COSTS, net, strict=True)}
        costs = [Part(key, cents) for key, cents in largest_remainder(exact, total=self.full_cost_cents).items()]
        grants = -half_up(self._per_cover(self.grants_cents))
        rounding = price_cents - self.full_cost_cents - grants
        return costs + [Part(key, cents) for key, cents in [("grants", grants), ("rounding", rounding)] if cents]

    def _costs(self) -> int:
        return self.food_cents + self.pay_cents + self.house_cents + self.supplies_cents

    def _per_cover(self, net_cents: int) -> Fraction:
        return Fraction(net_cents * (10_000 + self.vat_bp), self.covers * 10_000)


class PricePage(models.Model):
    """What a house says beside its price, in the team's own words; marks are the rule `price.marks_shown`."""

    building = models.OneToOneField(
        Building, on_delete=models.CASCADE, related_name="price_page", verbose_name=_("building")
    )
    sentence_fr = models.CharField(
        _("sentence in French"), max_length=200, default="Ce que vous donnez permet au suivant de s’asseoir."
    )
    sentence_en = models.CharField(
        _("sentence in English"), max_length=200, default="What you give lets the next person sit down."
    )
    solidarity_from_cents = models.PositiveIntegerField(_("solidarity mark, from (cents)"), default=100)
    solidarity_to_cents = models.PositiveIntegerField(_("solidarity mark, to (cents)"), default=400)
    support_cents = models.PositiveIntegerField(_("support mark (cents)"), default=1000)

    class Meta:
        verbose_name = _("price page")
        verbose_name_plural = _("price pages")
        constraints = [
            models.CheckConstraint(
                condition=Q(solidarity_from_cents__lte=F("solidarity_to_cents")), name="the_solidarity_mark_is_a_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building}: {self.sentence_fr}"

    @classmethod
    def of(cls, building: Building) -> PricePage:
        """The building's own page, or our words until the team writes its own."""
        return cls.objects.filter(building=building).first() or cls(building=building)

    @property
    def sentence(self) -> str:
        return in_language(self.sentence_fr, self.sentence_en)

    def marks(self, *, equilibrium_cents: int) -> list[dict[str, Any]]:
        """The three marks, for houses that show them: none of them is chosen, none is the least."""
        ranges = [
            ("solidarity", self.solidarity_from_cents, self.solidarity_to_cents),
            ("equilibrium", equilibrium_cents, equilibrium_cents),
            ("support", self.support_cents, self.support_cents),
        ]
        return [{"key": key, "from_cents": low, "to_cents": high} for key, low, high in ranges]


def half_up(exact: Fraction, *, step: int = 1) -> int:
    """The nearest multiple of `step`, halves upwards."""
    return floor(exact / step + Fraction(1, 2)) * step


def largest_remainder(exact: dict[str, Fraction], *, total: int) -> dict[str, int]:
    """Whole numbers near `exact` that add up to `total`; who lost most by cutting gets the missing cents first."""
    cut = {key: floor(value) for key, value in exact.items()}
    missing = total - sum(cut.values())
    by_loss = sorted(exact, key=lambda key: exact[key] - cut[key], reverse=True)
    return {key: cents + (key in by_loss[:missing]) for key, cents in cut.items()}
