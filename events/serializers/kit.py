"""Kit and temporary bars: what is said, and the shapes of what is told."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from events.models import KitReservation
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer


class NewKitReservationSerializer(StrictSerializer):
    """`from` and `until` left out: from loading before the date until it is brought back."""

    item = serializers.SlugField(max_length=40)
    quantity = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    until = AwareDateTimeField(required=False)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": AwareDateTimeField(required=False)}


class KitReturnSerializer(StrictSerializer):
    missing = serializers.IntegerField(min_value=0, max_value=10_000, default=0)
    note = PlainField(max_length=200, default="", allow_blank=True)


class KitOfReservationSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    name = serializers.CharField()
    kept_at = serializers.CharField()


class KitReservationSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    item = KitOfReservationSerializer()
    quantity = serializers.IntegerField()
    until = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=KitReservation.State.choices)
    out_at = serializers.DateTimeField(allow_null=True)
    back_at = serializers.DateTimeField(allow_null=True)
    missing = serializers.IntegerField()
    note = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": serializers.DateTimeField()}


class KitReservationsSerializer(serializers.Serializer[object]):
    results = KitReservationSerializer(many=True)


class KitItemSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    name = serializers.CharField()
    quantity = serializers.IntegerField()
    missing = serializers.IntegerField(help_text="Did not come back, and is neither found nor written off.")
    kept_at = serializers.CharField()
    free = serializers.IntegerField(help_text="To be had for the whole of the period.")


class KitSerializer(serializers.Serializer[object]):
    results = KitItemSerializer(many=True)


class BarsOfBodySerializer(serializers.Serializer[object]):
    entity = serializers.CharField()
    name = serializers.CharField()
    year = serializers.IntegerField()
    used = serializers.IntegerField()
    allowed = serializers.IntegerField()
    warning = serializers.ChoiceField(choices=["", "not_an_association"])


class BarsSerializer(serializers.Serializer[object]):
    results = BarsOfBodySerializer(many=True)


class EventBarSerializer(serializers.Serializer[object]):
    bar = serializers.BooleanField(help_text="Whether the event has one, by its plan.")
    years = serializers.ListField(child=serializers.IntegerField(), help_text="For which it is claimed.")
    quota = BarsOfBodySerializer(many=True, help_text="Of the organiser, for each year of the event.")
