"""The secret addresses at which calendars read along: a person's bookings, or a room's busy times."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.resources import Resource
from venue.people.models import Person


def new_token() -> str:
    """128 bits of randomness, as 22 characters that fit a URL."""
    return secrets.token_urlsafe(16)


class CalendarFeed(models.Model):
    """Whoever holds `token` may read the feed. It is kept readable, because its owner must see the address again, and
    whoever could read this table could read the bookings themselves.

    A new one for the same person or room revokes the old.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds")
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    by = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(resource__isnull=True), name="a_feed_is_a_persons_or_a_rooms"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_standing_feed_per_person"
            ),
            models.UniqueConstraint(
                fields=["resource"], condition=Q(revoked_at=None), name="one_standing_feed_per_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id or 'person'} {self.made_at:%Y-%m-%d}"
