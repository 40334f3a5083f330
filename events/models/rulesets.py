"""What an owner of the ground and its town ask, and until when: rows with dates, never figures in the code (REQ-S2)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.house import public_holidays
from venue.spaces.models.places import speaks_french


class RuleSet(models.Model):
    """The rules of one town or owner: Clermont-Ferrand's streets, the campus in Aubière, a house's own rooms."""

    code = models.SlugField(_("short code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    # Whose holidays keep the desk closed where papers are filed: ISO 3166.
    country = models.CharField(_("country"), max_length=2, default="FR")
    subdivision = models.CharField(_("part of the country"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("set of rules")
        verbose_name_plural = _("sets of rules")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for field, known in (
            ("country", public_holidays.are_known(self.country)),
            ("subdivision", public_holidays.are_known(self.country, self.subdivision)),
        ):
            if getattr(self, field) and not known:
                raise ValidationError({field: _("We do not know the public holidays there.")})

    @property
    def local_name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if self.name_en and not speaks_french() else self.name


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def valid_on(self, day: date) -> DeadlineQuerySet:
        """Those in force on a day, each key once: the row that began last."""
        valid = self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))
        return valid.order_by("key", "-valid_from", "-pk").distinct("key")


class Deadline(models.Model):
    """One thing that must be done so long before an event, by whom it is asked, and where that is written.

    `days` before the event at the latest, and at the earliest `earliest_days`; clear days leave out both the day of
    filing and that of the event. When the last day is not a working day, it is the earlier one (REQ-S2).
    """

    class Unit(models.TextChoices):
        CLEAR_DAYS = "clear_days", _("clear days")
        DAYS = "days", _("days")

    class Asks(models.TextChoices):
        """Which events it concerns: all of them, or those with something in particular."""

        ALWAYS = "always", _("every event")
        PUBLIC_SPACE = "public_space", _("events on public space")
        SOUND = "sound", _("events with a sound system")
        MUSIC = "music", _("events with music")
        TENTS = "tents", _("events with tents")
        BAR = "bar", _("events with a temporary bar")
        FOOD = "food", _("events with food")
        CITY_KIT = "city_kit", _("events with kit lent by the town")
        LARGE = "large", _("large events")

    rule_set = models.ForeignKey(
        RuleSet, on_delete=models.CASCADE, related_name="deadlines", verbose_name=_("set of rules")
    )
    key = models.SlugField(_("short code"), max_length=40)
    title = models.CharField(_("what"), max_length=120, help_text=_("In French."))
    title_en = models.CharField(_("what, in English"), max_length=120, blank=True)
    advice = models.CharField(_("how"), max_length=500, blank=True, help_text=_("To whom, how, with which papers."))
    advice_en = models.CharField(_("how, in English"), max_length=500, blank=True)
    asked_of = models.CharField(_("concerns"), max_length=12, choices=Asks, default=Asks.ALWAYS)
    from_people = models.PositiveIntegerField(
        _("from so many people"), default=0, help_text=_("Of large events: from how many people on.")
    )
    days = models.PositiveSmallIntegerField(_("days before, at the latest"))
    earliest_days = models.PositiveSmallIntegerField(_("days before, at the earliest"), null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=10, choices=Unit, default=Unit.DAYS)
    working_day = models.BooleanField(
        _("on a working day"), default=True, help_text=_("Whoever takes it is closed on Saturdays, Sundays, holidays.")
    )
    mandatory = models.BooleanField(
        _("mandatory"), default=False, help_text=_("While it is overdue the event cannot be published.")
    )
    needs_file = models.BooleanField(_("a paper proves it"), default=False)
    legal_ref = models.CharField(_("where it is written"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["rule_set", "position", "-days", "key"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "key", "valid_from"], name="one_deadline_from_a_day"),
            models.CheckConstraint(
                condition=Q(earliest_days=None) | Q(earliest_days__gte=F("days")),
                name="a_deadline_opens_before_it_ends",
            ),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="valid_onwards"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set_id} {self.key}"

    @property
    def local_title(self) -> str:
        """What it is, in the language of the request."""
        return self.title_en if self.title_en and not speaks_french() else self.title
