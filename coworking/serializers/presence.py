"""What is said at a desk, and what the front desk is told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coworking.models import BookingState
from coworking.serializers.bookings import PlaceSerializer, WindowSerializer
from venue.reading import AwareDateTimeField, StrictSerializer

KEY = 22
TOKEN = 200


class CheckInSerializer(StrictSerializer):
    """What is read off the desk: the key of its QR code, or the short code printed below it. Both may be left out."""

    sticker = serializers.CharField(max_length=KEY, required=False, default="")
    short_code = serializers.CharField(max_length=20, required=False, default="")


class ExtensionSerializer(StrictSerializer):
    ends_at = AwareDateTimeField()


class ArrivalSerializer(StrictSerializer):
    """One of three: a desk's `sticker` (read by whoever sits down), or a booking's `token` or `short_code` (a host)."""

    sticker = serializers.CharField(max_length=KEY, required=False, default="")
    token = serializers.CharField(max_length=TOKEN, required=False, default="", trim_whitespace=False)
    short_code = serializers.CharField(max_length=20, required=False, default="")

    def validate(self, attrs: Any) -> Any:
        if sum(map(bool, attrs.values())) != 1:
            raise serializers.ValidationError(
                {"sticker": _("An arrival is a desk's QR code, a booking's QR code, or a short code.")},
                code="one_of_three",
            )
        return attrs


class ExpectedSerializer(serializers.Serializer[Any]):
    """For the contract; `front_desk.tell` writes it."""

    key = serializers.CharField()
    state = serializers.ChoiceField(choices=BookingState.choices)
    resource = PlaceSerializer()
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    first_name = serializers.CharField()
    people = serializers.IntegerField()
    walk_in = serializers.BooleanField()
    check_in = WindowSerializer()
    paused_until = AwareDateTimeField(allow_null=True)
    release = serializers.CharField()


class FreeSeatSerializer(serializers.Serializer[Any]):
    resource = serializers.CharField()
    name = serializers.CharField()
    until = AwareDateTimeField()


class FreeSpaceSerializer(serializers.Serializer[Any]):
    space = serializers.CharField()
    name = serializers.CharField()
    walk_in = FreeSeatSerializer(many=True)
    bookable = FreeSeatSerializer(many=True)


class DeskSerializer(serializers.Serializer[Any]):
    now = AwareDateTimeField()
    timezone = serializers.CharField()
    spaces = serializers.ListField(
        child=serializers.CharField(), help_text="The rooms that this device looks after; empty means all."
    )
    expected = ExpectedSerializer(many=True)
    late = ExpectedSerializer(many=True)
    sitting = ExpectedSerializer(many=True)
    paused = ExpectedSerializer(many=True)
    gone = ExpectedSerializer(many=True)
    free = FreeSpaceSerializer(many=True)
