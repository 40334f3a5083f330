"""The cash of a date: typed by who holds the box, read by managers and who keeps the books."""

from __future__ import annotations

from rest_framework import serializers

from events.models import EventCash
from venue.reading import StrictSerializer


class NewEventCashSerializer(StrictSerializer):
    amount_cents = serializers.IntegerField(min_value=0, max_value=10_000_000, help_text="All the cash of the date.")
    corrects = serializers.IntegerField(
        min_value=1, max_value=2**53 - 1, default=None, allow_null=True, help_text="The standing count, if it is wrong."
    )


class EventCashSerializer(serializers.ModelSerializer[EventCash]):
    """For who has counted: that it is counted, not how much."""

    standing = serializers.SerializerMethodField()

    class Meta:
        model = EventCash
        fields = ["id", "date", "at", "corrects", "standing"]
        read_only_fields = fields

    def get_standing(self, count: EventCash) -> bool:
        return not hasattr(count, "corrected_by")


class EventCashAmountSerializer(EventCashSerializer):
    class Meta(EventCashSerializer.Meta):
        fields = [*EventCashSerializer.Meta.fields, "amount_cents"]
        read_only_fields = fields


class EventCashListSerializer(serializers.Serializer[object]):
    results = EventCashAmountSerializer(many=True)
