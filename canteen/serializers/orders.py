"""What an order says of itself to the bearer of its key, and what may be said when ordering. Never an amount back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from canteen import door_paper
from canteen.models import MealTicket, Order, Sitting
from canteen.models.orders import OrderState
from venue import rules
from venue.reading import StrictSerializer, tell

DIETS = ("vegetarian", "vegan", "no_pork", "no_gluten", "no_milk", "no_nuts", "no_egg", "no_fish")


class ContactSerializer(StrictSerializer):
    """An optional first name and one channel (REQ-P2)."""

    first_name = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
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


class NewOrderSerializer(StrictSerializer):
    sitting = serializers.IntegerField(min_value=1, max_value=2**53 - 1)
    covers = serializers.IntegerField(min_value=1, max_value=1000)
    contribution_cents = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    payment = serializers.ChoiceField(choices=["online", "on_site"], default="online")
    open_ticket = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    diets = serializers.ListField(
        child=serializers.ChoiceField(choices=DIETS), max_length=len(DIETS), required=False, default=list
    )
    contact = ContactSerializer(required=False)

    def validate_contribution_cents(self, value: int) -> int:
        if value > rules.get("order.max_contribution_cents"):
            raise serializers.ValidationError(
                _("That looks like a typing mistake. To give more, please talk to the team."), code="too_much"
            )
        return value

    def validate_diets(self, value: list[str]) -> list[str]:
        return sorted(set(value))


class KeptTicketSerializer(serializers.ModelSerializer[MealTicket]):
    token = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()

    class Meta:
        model = MealTicket
        fields: ClassVar[list[str]] = ["serial", "token", "short_code", "covers", "covers_redeemed", "state"]

    def get_token(self, ticket: MealTicket) -> str:
        return door_paper.token(ticket)

    def get_state(self, ticket: MealTicket) -> str:
        if ticket.voided_at:
            return "void"
        return "redeemed" if ticket.covers_left == 0 else "valid"


class OrderedSittingSerializer(serializers.ModelSerializer[Sitting]):
    title = serializers.CharField()
    space_name = serializers.CharField(source="space.local_name")

    class Meta:
        model = Sitting
        fields: ClassVar[list[str]] = ["id", "title", "starts_at", "ends_at", "space_name", "state"]


class OrderSerializer(serializers.ModelSerializer[Order]):
    """For whoever holds the key. `checkout_url` is where to pay while the order awaits it, else null."""

    checkout_url = serializers.CharField(allow_null=True, read_only=True)
    sitting = OrderedSittingSerializer()
    building = serializers.SerializerMethodField()
    tickets = serializers.SerializerMethodField()
    cancellable = serializers.BooleanField(read_only=True)

    class Meta:
        model = Order
        fields: ClassVar[list[str]] = [
            "key",
            "state",
            "covers",
            "checkout_url",
            "expires_at",
            "cancellable",
            "sitting",
            "building",
            "tickets",
            "revision",
        ]

    def get_building(self, order: Order) -> dict[str, str]:
        building = order.sitting.space.building
        return {"name": building.name, "address": f"{building.address}, {building.postcode} {building.city}"}

    def get_tickets(self, order: Order) -> list[dict[str, Any]]:
        if order.state not in (OrderState.CONFIRMED, OrderState.CANCELLED):
            return []
        return [tell(KeptTicketSerializer, ticket) for ticket in order.kept_tickets]
