"""Crew slots and the people in them: what is said, and the shapes that `events.sheet` tells."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.models import CrewPlace
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer

ENDS_BEFORE = _("It ends before it begins.")


class NewSlotSerializer(StrictSerializer):
    title = PlainField(max_length=80)
    title_en = PlainField(max_length=80, required=False, allow_blank=True)
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    minimum = serializers.IntegerField(min_value=0, max_value=200, required=False)
    most = serializers.IntegerField(min_value=1, max_value=200, required=False)

    def validate(self, attrs: Any) -> Any:
        if "starts_at" in attrs and "ends_at" in attrs and attrs["ends_at"] <= attrs["starts_at"]:
            raise serializers.ValidationError({"ends_at": ENDS_BEFORE}, code="ends_before_start")
        return attrs


class SlotChangeSerializer(NewSlotSerializer):
    """Only what is to be other."""

    title = PlainField(max_length=80, required=False)
    starts_at = AwareDateTimeField(required=False)
    ends_at = AwareDateTimeField(required=False)


class InvitationSerializer(StrictSerializer):
    person = serializers.UUIDField()


class CrewPersonSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    first_name = serializers.CharField()


class CrewPlaceSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    person = CrewPersonSerializer()
    state = serializers.ChoiceField(choices=CrewPlace.State.choices)


class OpenSlotSerializer(serializers.Serializer[object]):
    """A slot without anybody's name."""

    id = serializers.IntegerField()
    date = serializers.IntegerField()
    title = serializers.CharField(help_text="In French.")
    title_en = serializers.CharField()
    name = serializers.CharField(help_text="The title in the language of the request.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    minimum = serializers.IntegerField()
    most = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    red = serializers.BooleanField(help_text="Too few, three days before or later.")


class CrewSlotSerializer(OpenSlotSerializer):
    places = CrewPlaceSerializer(many=True, help_text="Applied, asked or confirmed.")
    gone = CrewPlaceSerializer(many=True, help_text="Who declined, left, or is no longer needed.")


class CrewSlotsSerializer(serializers.Serializer[object]):
    results = CrewSlotSerializer(many=True)


class ShiftEventSerializer(serializers.Serializer[object]):
    """Where one helps: of what, when and where."""

    slug = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField(allow_null=True, help_text="Its page; null while the street does not know of it.")
    place = serializers.CharField()
    address = serializers.CharField()
    city = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.CharField()


class OpenShiftSerializer(OpenSlotSerializer):
    event = ShiftEventSerializer()


class MyShiftSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField(help_text="Of the place: for confirmation, refusal, departure.")
    state = serializers.ChoiceField(choices=CrewPlace.State.choices)
    slot = OpenShiftSerializer()


class MyShiftsSerializer(serializers.Serializer[object]):
    mine = MyShiftSerializer(many=True)
    open = OpenShiftSerializer(many=True)
