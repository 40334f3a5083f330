"""What a scanner says at the entrance, and what it hears."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from venue.reading import AwareDateTimeField, StrictSerializer


class AdmissionSerializer(StrictSerializer):
    """Either the QR's text or the spoken code. `scanned_at` only for whom a phone without network has let in."""

    token = serializers.CharField(max_length=200, required=False, default="")
    short_code = serializers.CharField(max_length=20, required=False, default="")
    people = serializers.IntegerField(min_value=1, max_value=255, required=False, allow_null=True, default=None)
    request_id = serializers.UUIDField()
    scanned_at = AwareDateTimeField(required=False, allow_null=True, default=None)
    date = serializers.IntegerField(min_value=1, max_value=2**53 - 1, required=False, allow_null=True, default=None)

    def validate_scanned_at(self, value: Any) -> Any:
        now = timezone.now()
        if value and not now - timedelta(days=3) <= value <= now + timedelta(minutes=2):
            raise serializers.ValidationError(_("This device's clock is off."), code="clock")
        return value

    def validate(self, attrs: Any) -> Any:
        if bool(attrs["token"]) == bool(attrs["short_code"]):
            raise serializers.ValidationError(
                {"token": _("A scan is either a QR code or a short code.")}, code="one_of_two"
            )
        return attrs


class AdmittedSerializer(serializers.Serializer[Any]):
    result = serializers.CharField()
    date = serializers.IntegerField()
    title = serializers.CharField()
    people = serializers.IntegerField()
    people_left = serializers.IntegerField()
    admitted_at = serializers.DateTimeField()
    excess = serializers.BooleanField(help_text="More came in than had places: a phone without network could not know.")


class AdmissionReversalSerializer(StrictSerializer):
    request_id = serializers.UUIDField()
