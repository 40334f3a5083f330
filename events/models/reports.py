"""What remains of an event when it is over: complete, or saying what is missing (issue 4 §9)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import EventDate


class EventReport(models.Model):
    """What only people can tell of a date; attendance, kit and incidents are counted from their own rows."""

    class PhotoConsent(models.TextChoices):
        NONE = "none", _("no photos")
        ASKED = "asked", _("everybody recognisable was asked")
        PAPER = "paper", _("signed papers are kept")

    date = models.OneToOneField(EventDate, on_delete=models.CASCADE, related_name="report", verbose_name=_("date"))
    weather = models.CharField(_("weather"), max_length=80, blank=True)
    temperature_c = models.SmallIntegerField(_("temperature (°C)"), null=True, blank=True)
    peak = models.PositiveIntegerField(
        _("people at once"), null=True, blank=True, help_text=_("Said by the team, where nobody counted.")
    )
    total = models.PositiveIntegerField(_("people in all"), null=True, blank=True)
    went_well = models.TextField(_("what went well"), max_length=2000, blank=True)
    went_wrong = models.TextField(_("what did not"), max_length=2000, blank=True)
    photo_consent = models.CharField(_("photos"), max_length=5, choices=PhotoConsent, blank=True)
    no_incident = models.BooleanField(_("there was no incident"), default=False)
    spent_cents = models.PositiveIntegerField(_("spent (cents)"), null=True, blank=True)
    by = models.CharField(_("by"), max_length=60)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    class Meta:
        verbose_name = _("report of an event")
        verbose_name_plural = _("reports of events")

    def __str__(self) -> str:
        return f"{self.date_id}"
