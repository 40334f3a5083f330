"""The shapes of what the board tells: for the schema and the browser's types; `canteen.board` fills them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from canteen.models import Allergen, Answer, Course, State, Tag

SHOWN = [*(state for state in State.choices if state[0] != State.DRAFT), ("full", "full")]
Shape = serializers.Serializer[dict[str, Any]]


class AllergensSerializer(Shape):
    contains = serializers.ListField(child=serializers.ChoiceField(choices=Allergen.choices))
    may_contain = serializers.ListField(child=serializers.ChoiceField(choices=Allergen.choices))


class ServedDishSerializer(Shape):
    id = serializers.IntegerField()
    course = serializers.ChoiceField(choices=Course.choices)
    name = serializers.CharField()
    tags = serializers.ListField(child=serializers.ChoiceField(choices=Tag.choices))
    allergens = AllergensSerializer()


class PricePartSerializer(Shape):
    key = serializers.ChoiceField(choices=["food", "people", "house", "supplies", "grants", "rounding"])
    cents = serializers.IntegerField(help_text="What subsidies carry is negative.")


class SittingSerializer(Shape):
    id = serializers.IntegerField()
    walk_in_reserve = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    space = serializers.CharField()
    space_name = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=SHOWN)
    trial = serializers.BooleanField(help_text="The demo's *Essai*, served at any hour.")
    covers = serializers.IntegerField()
    covers_left = serializers.IntegerField()
    equilibrium_cents = serializers.IntegerField(allow_null=True)
    cost_breakdown = PricePartSerializer(many=True, help_text="Adds up to equilibrium_cents.")
    cancelled_because = serializers.CharField(allow_blank=True)
    dishes = ServedDishSerializer(many=True)


class SittingListSerializer(Shape):
    results = SittingSerializer(many=True)


class AllergenNameSerializer(Shape):
    code = serializers.ChoiceField(choices=Allergen.choices)
    name = serializers.CharField()


class SheetLineSerializer(Shape):
    dish = serializers.IntegerField()
    answers = serializers.DictField(
        child=serializers.ChoiceField(choices=Answer.choices), help_text="All fourteen, by allergen."
    )
    answered_at = serializers.DateTimeField(help_text="When a cook last looked at this dish.")


class MarkSerializer(Shape):
    key = serializers.ChoiceField(choices=["solidarity", "equilibrium", "support"])
    from_cents = serializers.IntegerField()
    to_cents = serializers.IntegerField()


class PriceSerializer(Shape):
    online = serializers.BooleanField()
    sentence = serializers.CharField()
    full_cost_cents = serializers.IntegerField(allow_null=True)
    marks = MarkSerializer(many=True, required=False, help_text="Only where the team has switched them on.")


class SittingDetailSerializer(SittingSerializer):
    allergen_names = AllergenNameSerializer(many=True)
    allergen_sheet = SheetLineSerializer(many=True)
    price = PriceSerializer()
    max_covers = serializers.IntegerField()
