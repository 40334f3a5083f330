"""What may be said when registering, and what a registration says of itself to the bearer of its key. No amount."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.agenda import Status
from events.models import Event, EventState, RegistrationState
from events.serializers.agenda import EventBeforeSerializer, EventPlaceSerializer
from venue import rules
from venue.reading import PlainField, StrictSerializer


class RegistrationContactSerializer(StrictSerializer):
    """An optional first name and one channel (REQ-P2)."""

    first_name = PlainField(max_length=40, required=False, default="", allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, default="", allow_blank=True)
    phone = serializers.RegexField(
        r"^\+?[0-9 .()-]{6,20}$", max_length=20, required=False, default="", allow_blank=True
    )
    language = serializers.ChoiceField(choices=["fr", "en"], required=False)

    def validate(self, attrs: Any) -> Any:
        if attrs.get("email") and attrs.get("phone"):
            raise serializers.ValidationError(
                {"phone": _("One way to reach you is enough: an e-mail or a phone number.")}, code="one_channel"
            )
        return attrs


class RegistrationPaymentSerializer(StrictSerializer):
    """How a place is paid: `contribution_cents` for a free price alone."""

    contribution_cents = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    payment = serializers.ChoiceField(choices=["online", "on_site"], default="online")

    def validate_contribution_cents(self, value: int) -> int:
        if value > rules.get("order.max_contribution_cents"):
            raise serializers.ValidationError(
                _("That looks like a typing mistake. To give more, please talk to the team."), code="too_much"
            )
        return value


class NewRegistrationSerializer(RegistrationPaymentSerializer):
    places = serializers.IntegerField(min_value=1, max_value=1000)
    # Left out: the next date that is still to come.
    date = serializers.IntegerField(min_value=1, max_value=2**53 - 1, required=False, allow_null=True, default=None)
    contact = RegistrationContactSerializer(required=False)


class RegisteredEventSerializer(serializers.Serializer[object]):
    slug = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    price = serializers.ChoiceField(choices=Event.Price.choices, help_text="As the event's page tells it to anybody.")


class RegisteredDateSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=[(status.value, status.value) for status in Status])
    place = EventPlaceSerializer()
    was = EventBeforeSerializer(allow_null=True)


class RegistrationSerializer(serializers.Serializer[object]):
    """For whoever holds the key. `events.told.tell` makes it by hand."""

    key = serializers.CharField()
    state = serializers.ChoiceField(choices=RegistrationState.choices)
    places = serializers.IntegerField()
    admitted = serializers.IntegerField()
    ahead = serializers.IntegerField(allow_null=True, help_text="Registrations before this one; null unless it waits.")
    token = serializers.CharField(allow_null=True, help_text="The QR's text; null unless it is registered.")
    short_code = serializers.CharField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True, help_text="Until when a place is held or offered.")
    checkout_url = serializers.CharField(allow_null=True)
    refund_until = serializers.DateTimeField(
        allow_null=True, help_text="Until when giving it back returns what was paid; null: nothing was, or any time."
    )
    event = RegisteredEventSerializer()
    date = RegisteredDateSerializer()
    can = serializers.ListField(child=serializers.ChoiceField(choices=["acceptance", "payment", "cancellation"]))
    revision = serializers.IntegerField()


class RegistrationByTeamSerializer(StrictSerializer):
    """For somebody without a phone: nothing is paid here, and a group may be as large as the team says."""

    places = serializers.IntegerField(min_value=1, max_value=1000)
    contact = RegistrationContactSerializer(required=False)


class RegistrationOnListSerializer(serializers.Serializer[object]):
    """What the team sees of a registration: who comes, by first name or code. No address, nothing about money."""

    rank = serializers.IntegerField()
    state = serializers.ChoiceField(choices=RegistrationState.choices, source="said")
    places = serializers.IntegerField()
    admitted = serializers.IntegerField()
    first_name = serializers.CharField(source="name", allow_blank=True)
    short_code = serializers.CharField()
    made_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(source="until", allow_null=True)
