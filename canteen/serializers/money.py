"""Cash counts and the fund's figures: amounts without persons."""

from typing import Any

from rest_framework import serializers

from canteen.models import CashCount
from venue.reading import StrictSerializer

LARGEST_ID = 2**53 - 1


class CashCountForm(StrictSerializer):
    amount_cents = serializers.IntegerField(min_value=0, max_value=1_000_000, help_text="All the cash of the sitting.")
    corrects = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, default=None, help_text="The standing count, if this one replaces it."
    )


class CashCountSerializer(serializers.ModelSerializer[CashCount]):
    standing = serializers.SerializerMethodField()

    class Meta:
        model = CashCount
        fields = ["id", "sitting", "amount_cents", "at", "corrects", "standing"]
        read_only_fields = fields

    def get_standing(self, count: CashCount) -> bool:
        return not hasattr(count, "corrected_by")


class CashCountListSerializer(serializers.Serializer[Any]):
    results = CashCountSerializer(many=True)


class PeriodSerializer(serializers.Serializer[Any]):
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    received_cents = serializers.IntegerField()
    given_cents = serializers.IntegerField()
    balance_cents = serializers.IntegerField()


class FundSerializer(serializers.Serializer[Any]):
    entity = serializers.CharField()
    balance_cents = serializers.IntegerField(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    balance_now_cents = serializers.IntegerField(allow_null=True, help_text="For accountants and auditors only.")
    periods = PeriodSerializer(many=True)
