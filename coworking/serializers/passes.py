"""What the price list says to everybody, and a pass to whoever holds it: never what somebody paid."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coworking import buying, passes
from coworking.models import Offer, Pass
from venue import rules
from venue.money import payments
from venue.reading import StrictSerializer


class OfferSerializer(serializers.ModelSerializer[Offer]):
    """A line of the price list. `price_cents` null: everybody chooses; `online`: whether it can be paid by card now."""

    name = serializers.CharField(source="local_name")
    opens = serializers.ListField(source="resource_kinds", child=serializers.CharField())
    by_the_stretch = serializers.SerializerMethodField()
    online = serializers.SerializerMethodField()

    class Meta:
        model = Offer
        fields: ClassVar[list[str]] = [
            "code",
            "name",
            "kind",
            "price_cents",
            "units",
            "unit",
            "days_per_month",
            "months",
            "opens",
            "renews",
            "by_the_stretch",
            "online",
        ]

    def get_by_the_stretch(self, offer: Offer) -> bool:
        return offer.kind in Offer.STRETCHES

    def get_online(self, offer: Offer) -> bool:
        return payments.available(offer.entity)


class NewPassSerializer(StrictSerializer):
    """`contribution_cents` only where everybody chooses; 0 is as ordinary an answer as any."""

    offer = serializers.CharField(max_length=20)
    contribution_cents = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def validate_contribution_cents(self, value: int) -> int:
        if value > rules.get("order.max_contribution_cents"):
            raise serializers.ValidationError(
                _("That looks like a typing mistake. To give more, please talk to the team."), code="too_much"
            )
        return value


class SaleSerializer(StrictSerializer):
    person = serializers.UUIDField()
    offer = serializers.CharField(max_length=20)


class CashCountSerializer(StrictSerializer):
    """What lay in the box at the coworking, in cents."""

    amount_cents = serializers.IntegerField(min_value=1, max_value=10_000_000)


class PassSerializer(serializers.ModelSerializer[Pass]):
    """For its holder. `valid_until` is the last paid day; `days_left` of this month; `renews`: charged again then, by
    `monthly_cents`. It opens desks to the end of `open_until`, also while a payment that failed is tried again.
    """

    offer = serializers.CharField(source="offer.code")
    name = serializers.CharField(source="offer.local_name")
    kind = serializers.CharField(source="offer.kind")
    days_left = serializers.SerializerMethodField()
    open_until = serializers.DateField(source="last_day")
    monthly_cents = serializers.SerializerMethodField()
    checkout_url = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField()

    class Meta:
        model = Pass
        fields: ClassVar[list[str]] = [
            "id",
            "offer",
            "name",
            "kind",
            "state",
            "valid_from",
            "valid_until",
            "open_until",
            "units",
            "units_left",
            "unit",
            "days_per_month",
            "days_left",
            "renews",
            "monthly_cents",
            "checkout_url",
            "can",
        ]

    def get_days_left(self, held: Pass) -> int | None:
        if held.days_per_month is None:
            return None
        return max(0, held.days_per_month - passes.days_used(held, buying.today()))

    def get_monthly_cents(self, held: Pass) -> int | None:
        return buying.monthly_cents(held)

    def get_checkout_url(self, held: Pass) -> str | None:
        return buying.checkout_url(held)

    def get_can(self, held: Pass) -> list[str]:
        return ["cancellation"] if buying.can_cancel(held) else []


class SoldSerializer(serializers.Serializer[Any]):
    """For the manager who sold it at the desk: that it is hers, and until when."""

    id = serializers.UUIDField()
    valid_until = serializers.DateField()
