"""Where a street event can be: a square, a park, a street, with all that its team must know of it (DOMAIN §6.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.rulesets import RuleSet
from venue.spaces.models.places import speaks_french


class Site(models.Model):
    """A place outside, used again and again. `rule_set` is what its owner and its town ask of whoever uses it."""

    code = models.SlugField(_("short code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    address = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=60)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    # An approximate point is good for a list by distance, not for a pin that people walk to.
    is_exact = models.BooleanField(_("the point is exact"), default=False)
    rule_set = models.ForeignKey(
        RuleSet, on_delete=models.PROTECT, related_name="sites", verbose_name=_("whose rules apply")
    )
    capacity = models.PositiveIntegerField(
        _("most people at once"), null=True, blank=True, help_text=_("Empty: nobody has set a limit.")
    )
    # A picture, shown as photos are, or a PDF, kept as papers are (`events.site_plans`).
    plan = models.FileField(_("plan"), upload_to="sites/", blank=True)
    power = models.CharField(_("power"), max_length=200, blank=True)
    water = models.CharField(_("water"), max_length=200, blank=True)
    toilets = models.CharField(_("toilets"), max_length=200, blank=True)
    access = models.CharField(_("how to come"), max_length=300, blank=True)
    access_en = models.CharField(_("how to come, in English"), max_length=300, blank=True)
    lorry = models.CharField(_("where a lorry can unload"), max_length=200, blank=True)
    step_free = models.CharField(_("way in a wheelchair"), max_length=200, blank=True)
    rescue_lane = models.CharField(_("lane for rescue"), max_length=200, blank=True)
    fallback = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("usual plan B")
    )
    openagenda_uid = models.PositiveBigIntegerField(
        _("number of the place at OpenAgenda"),
        null=True,
        blank=True,
        help_text=_("Empty: OpenAgenda finds it by name."),
    )
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)
    retired_at = models.DateTimeField(_("no longer used since"), null=True, blank=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(latitude__range=(-90, 90)), name="a_site_has_a_latitude"),
            models.CheckConstraint(condition=Q(longitude__range=(-180, 180)), name="a_site_has_a_longitude"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if self.name_en and not speaks_french() else self.name


class Lesson(models.Model):
    """What the last event there taught, for whoever plans the next one (REQ-S6)."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("site"))
    event = models.ForeignKey(
        "events.Event",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("event"),
    )
    text = models.CharField(_("lesson"), max_length=500)
    by = models.CharField(_("made by"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
