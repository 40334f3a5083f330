"""Hiring a room over HTTP. Amounts are read by the customer, by managers who make the price, and by accountants."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coworking import hire_prices, invoices
from coworking.hire_prices import Item
from coworking.models import Customer, HireRequest, HireState, Invoice, InvoicePayment, Quote, Resource, RoomPrice
from coworking.models.invoices import PAPERS
from coworking.slots import zone_of
from venue.reading import AwareDateTimeField, DayField, PlainField, StrictSerializer
from venue.spaces.models import Layout

siret = RegexValidator(r"^\d{14}$", _("A SIRET number has fourteen digits."))
phone = RegexValidator(r"^\+?[0-9 .-]{6,20}$", _("A phone number has digits and spaces only."))
MOST_CENTS = 1_000_000


def words(most: int, **facts: Any) -> Any:
    return serializers.CharField(max_length=most, required=False, default="", allow_blank=True, **facts)


def plain(most: int) -> Any:
    return PlainField(max_length=most, required=False, default="", allow_blank=True)


class NewHireRequestSerializer(StrictSerializer):
    resource = serializers.CharField(max_length=20)
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    customer = serializers.ChoiceField(choices=Customer.choices)
    people = serializers.IntegerField(min_value=1, max_value=1000)
    layout = serializers.ChoiceField(choices=Layout.Name.choices, required=False, default="", allow_blank=True)
    organisation = plain(120)
    siret = words(14, validators=[siret])
    name = plain(80)
    email = serializers.EmailField(max_length=254, required=False, default="", allow_blank=True)
    phone = words(20, validators=[phone])
    address = words(200)
    wishes = words(200)
    message = words(2000)


class LineForm(StrictSerializer):
    label = serializers.CharField(max_length=160)  # type: ignore[assignment]  # the word of the paper
    quantity = serializers.IntegerField(min_value=1, max_value=100_000, help_text="Hundredths: 150 is one and a half.")
    unit_cents = serializers.IntegerField(
        min_value=-MOST_CENTS, max_value=MOST_CENTS, help_text="VAT included. Below zero: a discount."
    )


class QuoteForm(StrictSerializer):
    """Without `items` the price list decides."""

    items = serializers.ListField(child=LineForm(), required=False, min_length=1, max_length=20)
    valid_until = DayField(required=False)

    def validate_items(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if sum(Item(**line, vat_bp=0).gross_cents for line in lines) < 0:
            raise serializers.ValidationError(_("A quote cannot be less than nothing."))
        return lines


class ArrangementForm(StrictSerializer):
    people = serializers.IntegerField(min_value=1, max_value=1000)
    layout = serializers.ChoiceField(choices=Layout.Name.choices, required=False, default="", allow_blank=True)


class RefusalForm(StrictSerializer):
    answer = words(1000)


class InvoiceForm(StrictSerializer):
    """What completes the customer's address on the paper."""

    organisation = words(120)
    address = words(200)
    siret = words(14, validators=[siret])


class CreditForm(StrictSerializer):
    reason = serializers.CharField(max_length=150)


class PaymentForm(StrictSerializer):
    amount_cents = serializers.IntegerField(min_value=1, max_value=2_000_000_000)
    means = serializers.ChoiceField(choices=["bank", "cash"])


class RoomPriceSerializer(serializers.ModelSerializer[RoomPrice]):
    class Meta:
        model = RoomPrice
        fields = ["customer", "unit", "amount_cents"]


class RoomLayoutSerializer(serializers.ModelSerializer[Layout]):
    people = serializers.IntegerField(source="capacity")

    class Meta:
        model = Layout
        fields = ["name", "people", "is_default"]


class HireRoomSerializer(serializers.ModelSerializer[Resource]):
    """A room that can be hired, with what it costs (VAT included)."""

    resource = serializers.CharField(source="code")
    name = serializers.CharField(source="local_name")
    space = serializers.CharField(source="space.code")
    floor = serializers.IntegerField(source="space.floor")
    area_m2 = serializers.IntegerField(source="space.area_m2")
    equipment = serializers.SerializerMethodField()
    layouts = RoomLayoutSerializer(source="space.layouts", many=True)
    prices = serializers.SerializerMethodField()

    class Meta:
        model = Resource
        fields = ["resource", "name", "space", "floor", "area_m2", "kind", "seats", "equipment", "layouts", "prices"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_equipment(self, resource: Resource) -> list[str]:
        english = resource.local_name != resource.name and resource.equipment_en
        return resource.equipment_en if english else resource.equipment

    @extend_schema_field(RoomPriceSerializer(many=True))
    def get_prices(self, resource: Resource) -> Any:
        return RoomPriceSerializer(self.context["prices"][resource.pk], many=True).data


class HireRoomListSerializer(serializers.Serializer[Any]):
    half_day_h = serializers.IntegerField()
    cancel_hours = serializers.IntegerField()
    results = HireRoomSerializer(many=True)


class QuoteItemSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    quantity = serializers.IntegerField()
    unit_cents = serializers.IntegerField()
    vat_bp = serializers.IntegerField()
    gross_cents = serializers.IntegerField()


class QuoteSerializer(serializers.ModelSerializer[Quote]):
    items = serializers.SerializerMethodField()

    class Meta:
        model = Quote
        fields = ["number", "issued_on", "valid_until", "items", "gross_cents"]

    @extend_schema_field(QuoteItemSerializer(many=True))
    def get_items(self, quote: Quote) -> Any:
        return QuoteItemSerializer(hire_prices.read(quote.lines), many=True).data


class InvoiceSerializer(serializers.ModelSerializer[Invoice]):
    """An invoice without its customer: what accountants keep, and what the customer knows anyway."""

    kind = serializers.SerializerMethodField()
    credits = serializers.CharField(source="credits.number", allow_null=True, default=None)
    paid_cents = serializers.IntegerField()
    due_cents = serializers.SerializerMethodField()

    class Meta:
        model = Invoice
        fields = [
            "id", "number", "kind", "credits", "issued_on", "due_on", "net_cents", "vat_cents", "gross_cents",
            "paid_cents", "due_cents",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(choices=PAPERS))
    def get_kind(self, invoice: Invoice) -> str:
        return "credit_note" if invoice.is_credit_note else "invoice"

    @extend_schema_field(serializers.IntegerField())
    def get_due_cents(self, invoice: Invoice) -> int:
        return invoices.due_cents(invoice)


class InvoicePaymentSerializer(serializers.ModelSerializer[InvoicePayment]):
    number = serializers.CharField(source="invoice.number")
    due_cents = serializers.SerializerMethodField()

    class Meta:
        model = InvoicePayment
        fields = ["number", "amount_cents", "means", "at", "due_cents"]

    @extend_schema_field(serializers.IntegerField())
    def get_due_cents(self, payment: InvoicePayment) -> int:
        return invoices.due_cents(payment.invoice)


class RoomNameSerializer(serializers.ModelSerializer[Resource]):
    name = serializers.CharField(source="local_name")
    space = serializers.CharField(source="space.code")

    class Meta:
        model = Resource
        fields = ["code", "name", "space"]


class HireRequestSerializer(serializers.ModelSerializer[HireRequest]):
    """The request as its bearer reads it; `can` names what is possible now."""

    resource = RoomNameSerializer(source="booking.resource")
    starts_at = serializers.SerializerMethodField()
    ends_at = serializers.SerializerMethodField()
    held_until = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=HireState.choices)
    people = serializers.IntegerField(source="booking.people")
    quote = QuoteSerializer(allow_null=True)
    invoices = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField()

    class Meta:
        model = HireRequest
        fields = [
            "key", "state", "resource", "starts_at", "ends_at", "held_until", "customer", "people", "layout",
            "organisation", "siret", "name", "email", "phone", "address", "wishes", "message", "answer", "made_at",
            "quote", "invoices", "can",
        ]  # fmt: skip

    @extend_schema_field(AwareDateTimeField)
    def get_starts_at(self, asked: HireRequest) -> str:
        return local(asked, asked.booking.starts_at)

    @extend_schema_field(AwareDateTimeField)
    def get_ends_at(self, asked: HireRequest) -> str:
        return local(asked, asked.booking.ends_at)

    @extend_schema_field(AwareDateTimeField(allow_null=True))
    def get_held_until(self, asked: HireRequest) -> str | None:
        return local(asked, asked.booking.expires_at) if asked.booking.expires_at else None

    @extend_schema_field(InvoiceSerializer(many=True))
    def get_invoices(self, asked: HireRequest) -> Any:
        return InvoiceSerializer(sorted(asked.invoices.all(), key=lambda it: it.pk), many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_can(self, asked: HireRequest) -> list[str]:
        return possible(asked)


class ManagedHireRequestSerializer(HireRequestSerializer):
    """For the manager who answers: without the bearer's key; with what the price list would say."""

    suggested = serializers.SerializerMethodField()
    layouts = RoomLayoutSerializer(source="booking.resource.space.layouts", many=True)

    class Meta(HireRequestSerializer.Meta):
        fields = ["id", *HireRequestSerializer.Meta.fields[1:], "suggested", "layouts"]

    @extend_schema_field(QuoteItemSerializer(many=True, allow_null=True))
    def get_suggested(self, asked: HireRequest) -> Any:
        try:
            items = hire_prices.from_the_list(asked.booking, asked.customer)
        except hire_prices.NoPrice:
            return None
        return QuoteItemSerializer(items, many=True).data

    def get_can(self, asked: HireRequest) -> list[str]:
        return possible_for_us(asked)


class CheckoutSerializer(serializers.Serializer[Any]):
    checkout_url = serializers.CharField(allow_null=True)


def possible(asked: HireRequest) -> list[str]:
    """What the bearer may do."""
    state = HireState
    can = {
        state.REQUESTED: ["cancellation"],
        state.QUOTED: ["acceptance", "cancellation"],
        state.ACCEPTED: ["cancellation"],
        state.APPROVED: ["cancellation"],
    }
    return can.get(state(asked.state), [])


def possible_for_us(asked: HireRequest) -> list[str]:
    """What a manager may do."""
    state = HireState
    can = {
        state.REQUESTED: ["quote", "approval", "refusal", "arrangement"],
        state.QUOTED: ["quote", "refusal", "arrangement"],
        state.ACCEPTED: ["approval", "refusal", "arrangement"],
        state.APPROVED: ["arrangement"],
    }
    if asked.state == state.APPROVED and asked.quote and not standing_invoice(asked):
        return ["invoice", "arrangement"]
    return can.get(state(asked.state), [])


def standing_invoice(asked: HireRequest) -> Invoice | None:
    """The invoice that is to be paid, if there is one."""
    return next((it for it in asked.invoices.all() if not it.is_credit_note and not it.is_credited), None)


def local(asked: HireRequest, at: Any) -> str:
    text: str = at.astimezone(zone_of(asked.booking.resource.space.building_id)).isoformat()
    return text
