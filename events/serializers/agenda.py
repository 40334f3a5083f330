"""How the agenda is told: shapes for the browser's types; `events.agenda` makes them by hand."""

from __future__ import annotations

from rest_framework import serializers

from events.agenda import Status
from events.models import Event, EventState


class EventPlaceSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    name = serializers.CharField()
    address = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    is_exact = serializers.BooleanField(help_text="No: within some hundred metres, not for a pin that people walk to.")
    access = serializers.CharField()


class EventBeforeSerializer(serializers.Serializer[object]):
    """What was last announced before it moved; null where that has not changed."""

    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField()


class EventDateSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=[(status.value, status.value) for status in Status])
    place = EventPlaceSerializer()
    was = EventBeforeSerializer(allow_null=True)
    places_left = serializers.IntegerField(allow_null=True, help_text="Null: as many as come.")
    waiting_list = serializers.BooleanField()


class EventNewsSerializer(serializers.Serializer[object]):
    what = serializers.ChoiceField(choices=["moved", "postponed", "cancelled"])
    words = serializers.CharField()
    at = serializers.DateTimeField()


class EventSerializer(serializers.Serializer[object]):
    """An event that the street was told of, in the language of the request."""

    slug = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    conditional = serializers.BooleanField(help_text="Announced before its authorisation: the public must read it.")
    title = serializers.CharField()
    summary = serializers.CharField()
    description = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    organiser = serializers.CharField()
    photo = serializers.CharField(allow_null=True)
    photo_alt = serializers.CharField()
    accessible = serializers.BooleanField()
    accessibility = serializers.CharField()
    price = serializers.ChoiceField(choices=Event.Price.choices)
    price_cents = serializers.IntegerField()
    registers = serializers.BooleanField()
    news = EventNewsSerializer(allow_null=True)
    dates = EventDateSerializer(many=True)
    revision = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    url = serializers.CharField()


class EventInFullSerializer(EventSerializer):
    """With what its form asks first."""

    max_places = serializers.IntegerField(help_text="Places in one registration, by the rules of the house.")
