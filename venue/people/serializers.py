"""People, roles, phones and codes as the API says and reads them."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from venue.house.models import Building
from venue.people.models import Device, PairingCode, Person, Role, Scope
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer

BuildingField = serializers.SlugRelatedField[Building]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class RoleSerializer(serializers.ModelSerializer[Role]):
    role = serializers.ChoiceField(choices=Role.Name.choices, source="name")
    building: BuildingField = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

    class Meta:
        model = Role
        fields = ["role", "building", "given_at"]


class PersonSerializer(serializers.ModelSerializer[Person]):
    roles = RoleSerializer(many=True, read_only=True)

    class Meta:
        model = Person
        fields = ["id", "first_name", "email", "phone", "language", "is_active", "last_login", "roles"]
        read_only_fields = fields


class PhoneField(serializers.CharField):
    """A number with its country: spaces, dots and brackets are forgiven, `06…` is read as French."""

    default_error_messages = {"phone": _("A phone number looks like 06 12 34 56 78 or +33 6 12 34 56 78.")}

    def to_internal_value(self, data: Any) -> str:
        digits = "".join(sign for sign in super().to_internal_value(data) if sign not in " .-()\u00a0\u202f")
        if digits.startswith("0") and len(digits) == 10:
            digits = "+33" + digits[1:]
        if not (digits.startswith("+") and digits[1:].isascii() and digits[1:].isdigit() and 8 <= len(digits) <= 16):
            self.fail("phone")
        return digits


class AboutPerson(StrictSerializer):
    first_name = PlainField(max_length=40)
    email = serializers.EmailField(max_length=254, allow_null=True, default=None)
    phone = PhoneField(max_length=30, allow_null=True, default=None)
    language = serializers.ChoiceField(choices=LANGUAGES, default="fr")


class NewPerson(AboutPerson):
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.Name.choices), default=list, max_length=7)


class NewRole(StrictSerializer):
    role = serializers.ChoiceField(choices=Role.Name.choices)
    building = serializers.SlugRelatedField(
        "code", queryset=Building.objects.all(), allow_null=True, default=None, help_text="None: in every building."
    )


class AboutMe(StrictSerializer):
    first_name = PlainField(max_length=40, required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)


class Me(serializers.Serializer[Any]):
    """Who the house thinks that you are."""

    kind = serializers.ChoiceField(choices=["person", "device", "guest"])
    id = serializers.UUIDField(allow_null=True)
    first_name = serializers.CharField(allow_null=True)
    device_name = serializers.CharField(allow_null=True)
    roles = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    spaces = serializers.ListField(child=serializers.CharField(), help_text="A phone's limit; empty: everywhere.")
    sittings = serializers.ListField(child=serializers.IntegerField(), help_text="A phone's limit; empty: all.")
    lease_until = serializers.DateTimeField(allow_null=True)
    stays = serializers.BooleanField(help_text="Whether this browser stays connected after it is closed.")
    demo = serializers.BooleanField()


class ScopeSerializer(StrictSerializer):
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=[(name.value, name.label) for name in Scope.ROLES]),
        min_length=1,
        max_length=3,
    )
    building = serializers.SlugRelatedField(
        "code", queryset=Building.objects.all(), allow_null=True, default=None, help_text="None: in every building."
    )
    spaces = serializers.ListField(child=serializers.CharField(max_length=20), default=list, max_length=50)
    sittings = serializers.ListField(child=serializers.IntegerField(min_value=1), default=list, max_length=50)


class NewPairingCode(ScopeSerializer):
    valid_until = AwareDateTimeField(required=False)


class PairingCodeSerializer(serializers.ModelSerializer[PairingCode]):
    building: BuildingField = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    link = serializers.SerializerMethodField(help_text="The code stands after #: it never reaches a log.")

    class Meta:
        model = PairingCode
        fields = ["id", "code", "link", "roles", "building", "spaces", "sittings", "made_at", "valid_until"]

    def get_link(self, code: PairingCode) -> str:
        return f"{settings.PUBLIC_URL}/appairer/#{code.code}"


class NewDevice(StrictSerializer):
    code = serializers.CharField(max_length=20)
    name = serializers.CharField(max_length=40)


class DeviceSerializer(serializers.ModelSerializer[Device]):
    building: BuildingField = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    state = serializers.SerializerMethodField()

    class Meta:
        model = Device
        fields = [
            "id", "name", "roles", "building", "spaces", "sittings", "state", "paired_at", "seen_at", "lease_until",
            "revoked_at",
        ]  # fmt: skip

    def get_state(self, device: Device) -> str:
        """active, away (its lease is over) or revoked"""
        if device.revoked_at:
            return "revoked"
        return "active" if device.lease_until > timezone.now() else "away"


class PairedDevice(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="Kept by the phone; said here once and never again.")
    lease_until = serializers.DateTimeField()
    device = DeviceSerializer()
