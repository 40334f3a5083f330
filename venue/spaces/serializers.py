"""What phones say about rooms, and what they are told (the answers are made by hand; these describe them)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from venue import rules
from venue.reading import AwareDateTimeField, StrictSerializer
from venue.spaces.models import Space

# Phones' clocks differ a little; beyond that a movement of the future is a mistake.
AHEAD = timedelta(minutes=2)
LEVELS = ["calm", "lively", "almost_full", "full", "unknown"]


class SpaceField(serializers.CharField):
    """A space by its code; the error for an unknown one says no more than that."""

    default_error_messages = {"unknown_space": _("There is no such room.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        code = super().run_validation(data)
        space = Space.objects.filter(code=code).first()
        if space is None:
            self.fail("unknown_space")
        return space


class MovementSerializer(StrictSerializer):
    space = SpaceField(help_text="Code of the room.")
    step = serializers.IntegerField(min_value=-50, max_value=50, help_text="People in (+) or out (−); not 0.")
    request_id = serializers.UUIDField(help_text="Made by the phone; the same one is heard once.")
    at = AwareDateTimeField(required=False, help_text="When it happened, if not now.")

    default_error_messages = {
        "zero": _("Nobody moved."),
        "future": _("This has not happened yet."),
        "too_old": _("This is too long ago to be counted."),
    }

    def validate_step(self, step: int) -> int:
        if step == 0:
            self.fail("zero")
        return step

    def validate_at(self, at: datetime) -> datetime:
        now = timezone.now()
        if at > now + AHEAD:
            self.fail("future")
        if at < now - timedelta(hours=rules.get("occupancy.late_upload_h")):
            self.fail("too_old")
        return at


class RecountSerializer(StrictSerializer):
    space = SpaceField(help_text="Code of the room.")
    present = serializers.IntegerField(min_value=0, max_value=10_000, help_text="People counted in it, now.")
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class HeartbeatSerializer(StrictSerializer):
    space = SpaceField(help_text="Code of the room whose page is open.")


class MovementAnswer(serializers.Serializer[Any]):
    space = serializers.CharField()
    step = serializers.IntegerField()
    request_id = serializers.UUIDField()
    at = serializers.DateTimeField()


class RecountAnswer(serializers.Serializer[Any]):
    space = serializers.CharField()
    present = serializers.IntegerField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()


class Figures(serializers.Serializer[Any]):
    """Only for the crew."""

    present = serializers.IntegerField(required=False)
    capacity = serializers.IntegerField(required=False)
    warn = serializers.BooleanField(required=False, help_text="90 % or more.")
    full = serializers.BooleanField(required=False, help_text="“Complet, merci d’attendre.”")


class BuildingOccupancy(Figures):
    code = serializers.CharField()
    level = serializers.ChoiceField(LEVELS)
    updated_at = serializers.DateTimeField(allow_null=True)
    revision = serializers.IntegerField()


class SpaceOccupancy(Figures):
    space = serializers.CharField()
    level = serializers.ChoiceField(LEVELS)
    free = serializers.JSONField(allow_null=True, help_text='Free bookable seats, exact to 10, then "10+".')
    revision = serializers.IntegerField()
    updated_at = serializers.DateTimeField(allow_null=True)


class OccupancyAnswer(serializers.Serializer[Any]):
    building = BuildingOccupancy()
    spaces = SpaceOccupancy(many=True)


class StretchAnswer(serializers.Serializer[Any]):
    opens = serializers.DateTimeField()
    closes = serializers.DateTimeField()


class WeekdayAnswer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 = Monday.")
    hours = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class OpeningAnswer(serializers.Serializer[Any]):
    open_now = serializers.BooleanField()
    closes_at = serializers.DateTimeField(allow_null=True)
    opens_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    today = StretchAnswer(many=True)
    week = WeekdayAnswer(many=True)


class SpaceAnswer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    kind = serializers.ChoiceField(Space.Kind.choices)
    level_of_floor = serializers.IntegerField()
    shape = serializers.JSONField()
    has_bookable_seats = serializers.BooleanField()


class VenueAnswer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    timezone = serializers.CharField()
    address = serializers.CharField()
    directions = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    opening = OpeningAnswer()
    spaces = SpaceAnswer(many=True)
