"""What a secret calendar address says of itself to whom it belongs."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from coworking import calendars
from coworking.models import CalendarFeed
from venue.reading import AwareDateTimeField, StrictSerializer


class NewFeedSerializer(StrictSerializer):
    """Without `resource`, one's own; with it, a room's, which a manager gives out."""

    resource = serializers.CharField(max_length=20, required=False)


class FeedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    address = serializers.URLField()
    resource = serializers.CharField(allow_null=True)
    made_at = AwareDateTimeField()


def tell(feed: CalendarFeed) -> dict[str, Any]:
    return {
        "id": str(feed.pk),
        "address": calendars.address(feed),
        "resource": feed.resource.code if feed.resource else None,
        "made_at": feed.made_at.isoformat(),
    }
