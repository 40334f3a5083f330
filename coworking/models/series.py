"""Bookings that come again by a rule (RFC 5545): each of them is a booking like any other, the series ties them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.resources import Resource
from venue.people.models import Person


class Series(models.Model):
    """The same hour of the clock on the wall, on each day of a rule, whatever the clock changes do.

    `rule` always holds a COUNT, which needs no zone; `minutes` are the wall's too. `sequence` counts the changes of the
    whole (RFC 5545); those of one occurrence are its booking's. One that was moved from some day on is cut there, and
    another, which `follows` it, goes on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="series")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="series")
    rule = models.CharField(max_length=120)
    first_day = models.DateField()
    start_time = models.TimeField()
    time_zone = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    by = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)  # cancelled, or cut: nothing more comes of it
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["first_day", "start_time", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1), name="an_occurrence_lasts"),
            models.CheckConstraint(condition=Q(rule__contains="COUNT="), name="a_series_has_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.rule} {self.first_day} {self.start_time:%H:%M}"

    @property
    def first_start(self) -> datetime:
        """As the clock on the wall shows it: naive."""
        return datetime.combine(self.first_day, self.start_time)
