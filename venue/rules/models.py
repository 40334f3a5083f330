"""Dated overrides of the registered rules, for the whole deployment or one building."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from venue.house import public_holidays
from venue.house.models import Building
from venue.rules.reading import forget, get
from venue.rules.registry import RULES
from venue.rules.words import WORDS


def rule_choices() -> list[tuple[str, Any]]:
    """Each rule by what it is about, with what it is worth as long as nobody says otherwise."""
    return [(key, format_lazy("{} ({})", WORDS.get(key, key), rule.default)) for key, rule in RULES.items()]


class RuleOverride(models.Model):
    """`key` is worth `value` from `valid_from` to `valid_to` (both days included, None = until changed)."""

    key = models.CharField(_("rule"), max_length=60, choices=rule_choices)
    value = models.JSONField(_("value"), help_text=_("A number, true or false, or a word between quotes."))
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    building = models.ForeignKey(Building, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("building"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rule of the house")
        verbose_name_plural = _("rules of the house")
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "building", "valid_from"], nulls_distinct=False, name="one_override_per_rule_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"

    def clean(self) -> None:
        if self.key not in RULES:  # said of the key already
            return
        rule = RULES[self.key]
        if not rule.is_kind(self.value):
            raise ValidationError({"value": _("This rule takes another kind of value.")})
        if not rule.accepts(self.value):
            between = {"least": rule.least, "most": rule.most}
            raise ValidationError({"value": _("This rule takes numbers from %(least)s to %(most)s.") % between})
        if self.value and not self.has_known_holidays:
            raise ValidationError({"value": _("We do not know the public holidays there.")})

    @property
    def has_known_holidays(self) -> bool:
        if self.key == "hours.holidays_country":
            return public_holidays.are_known(self.value)
        if self.key == "hours.holidays_subdivision":
            return public_holidays.are_known(get("hours.holidays_country", building=self.building_id), self.value)
        return True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            forget()
            if self.key in settings.WHEN_RULE_CHANGES:
                import_string(settings.WHEN_RULE_CHANGES[self.key])()
