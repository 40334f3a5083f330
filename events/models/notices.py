"""Who is told of a change, by which way, each exactly once (REQ-S3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.crew import CrewPlace
from events.models.events import EventChange
from events.models.registrations import Registration


class Notice(models.Model):
    """One change told to one registration or to one of the crew. The address is read when it is sent, never kept."""

    change = models.ForeignKey(EventChange, on_delete=models.PROTECT, related_name="notices")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    crew_place = models.ForeignKey(CrewPlace, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False, crew_place=None)
                | Q(registration=None, crew_place__isnull=False),
                name="a_notice_is_to_somebody",
            ),
            models.UniqueConstraint(fields=["change", "registration"], name="one_notice_per_registration"),
            models.UniqueConstraint(fields=["change", "crew_place"], name="one_notice_per_crew_place"),
        ]
        indexes = [models.Index(fields=["change"], condition=Q(sent_at=None), name="notices_to_send")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.sent_at or '…'}"
