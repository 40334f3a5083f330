"""The shape of a day's availability, for the contract; `availability.tell` writes it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from coworking.models import Kind
from venue.reading import AwareDateTimeField


class StretchSerializer(serializers.Serializer[Any]):
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()


class BusySerializer(StretchSerializer):
    state = serializers.ChoiceField(choices=["taken", "blocked"])
    title = serializers.CharField(required=False, help_text="What a blocked stretch is needed for.")


class RoomRulesSerializer(serializers.Serializer[Any]):
    last_day = serializers.DateField(help_text="The last day that can be booked today.")
    max_hours = serializers.IntegerField(help_text="Of one booking that begins on the day asked for.")


class SeatRulesSerializer(RoomRulesSerializer):
    default_hours = serializers.IntegerField(help_text="What to propose.")
    open = serializers.IntegerField(help_text="Bookings that a person may have before her at once.")
    week_hours = serializers.IntegerField(help_text="Of study seats, of a person, Monday to Sunday.")
    period = serializers.CharField(help_text="The name of a period with its own rules; empty: the usual ones.")


class DeskRulesSerializer(serializers.Serializer[Any]):
    max_hours = serializers.IntegerField(help_text="Of one booking of a desk; the rest is as of seats.")


class SpaceSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    floor = serializers.IntegerField()
    open = StretchSerializer(many=True)
    reason = serializers.CharField(allow_null=True)
    seat = SeatRulesSerializer()
    desk = DeskRulesSerializer()
    room = RoomRulesSerializer()


class ResourceSerializer(serializers.Serializer[Any]):
    resource = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    space = serializers.CharField()
    seats = serializers.IntegerField()
    plug = serializers.BooleanField()
    accessible = serializers.BooleanField()
    quiet = serializers.BooleanField()
    equipment = serializers.ListField(child=serializers.CharField())
    photo = serializers.CharField(allow_null=True)
    spot = serializers.ListField(child=serializers.FloatField())
    bookable = serializers.BooleanField()
    resident = serializers.BooleanField()
    on_approval = serializers.BooleanField()
    free = StretchSerializer(many=True)
    busy = BusySerializer(many=True)


class AvailabilitySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    timezone = serializers.CharField()
    grid_min = serializers.IntegerField()
    now = AwareDateTimeField()
    spaces = SpaceSerializer(many=True)
    results = ResourceSerializer(many=True)
