"""How the dates around today are told to whoever has one in hand; `events.days` makes them."""

from __future__ import annotations

from rest_framework import serializers

from events.agenda import Status
from events.models import EventState


class DayInHandSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=[(status.value, status.value) for status in Status])
    place = serializers.CharField()
    leads = serializers.BooleanField(help_text="May open its sheet; else only let people in.")
    registers = serializers.BooleanField()
    capacity = serializers.IntegerField(allow_null=True, help_text="Null: as many as come.")
    registered = serializers.IntegerField(help_text="People with a place.")
    admitted = serializers.IntegerField(help_text="Of those, let in.")


class DaysInHandSerializer(serializers.Serializer[object]):
    timezone = serializers.CharField()
    results = DayInHandSerializer(many=True)
