"""What managers and cooks write, and what they read back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from canteen.models import Allergen, Answer, CostVersion, Course, Dish, Menu, PricePage, Sitting, Tag
from canteen.serializers.board import PricePartSerializer
from venue import rules
from venue.house.models import Building, OperatingEntity
from venue.reading import AwareDateTimeField, DayField, StrictSerializer
from venue.spaces.models import Space

LONGEST = timedelta(hours=12)
LARGEST_ID = 2**53 - 1


class OwnRow(serializers.SlugRelatedField[Any]):
    """A row of the building that the request is about; another building's does not exist."""

    def __init__(self, model: type[Model], slug_field: str, **options: Any) -> None:
        self.model = model
        super().__init__(slug_field=slug_field, queryset=model._default_manager.all(), **options)

    def get_queryset(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(building=self.context["building"])

    def to_internal_value(self, data: Any) -> Any:
        fits = isinstance(data, int) and 0 < data <= LARGEST_ID if self.slug_field == "id" else isinstance(data, str)
        if not fits or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class SittingForm(StrictSerializer):
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    space = OwnRow(Space, "code", default=None)
    entity: serializers.SlugRelatedField[OperatingEntity] = serializers.SlugRelatedField(
        slug_field="code", queryset=OperatingEntity.objects.all(), default=None, help_text="Default: who runs meals."
    )
    menu = OwnRow(Menu, "id", default=None, allow_null=True)
    covers = serializers.IntegerField(min_value=1, max_value=1000)
    walk_in_reserve = serializers.IntegerField(
        min_value=0, max_value=1000, default=None, help_text="Default: the rule `meal.walkin_reserve_pct`."
    )
    title_fr = serializers.CharField(max_length=60, allow_blank=True, default="")
    title_en = serializers.CharField(max_length=60, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        whole = self._whole(attrs)
        if not timedelta(0) < whole["ends_at"] - whole["starts_at"] <= LONGEST:
            raise serializers.ValidationError({"ends_at": [_("A sitting ends after it starts, within twelve hours.")]})
        if "ends_at" in attrs and whole["ends_at"] <= timezone.now():
            raise serializers.ValidationError({"ends_at": [_("This moment is already past.")]})
        if (whole["walk_in_reserve"] or 0) > whole["covers"]:
            raise serializers.ValidationError({"walk_in_reserve": [_("The reserve is part of the covers.")]})
        return attrs

    def _whole(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the sitting would be: a change names only what changes."""
        names = ("starts_at", "ends_at", "covers", "walk_in_reserve")
        kept = {name: getattr(self.instance, name) for name in names} if self.instance else {}
        return kept | attrs


class CancellationForm(StrictSerializer):
    because = serializers.CharField(max_length=200, help_text="As guests will read it.")


class ManagedSittingSerializer(serializers.ModelSerializer[Sitting]):
    space = serializers.CharField(source="space.code", read_only=True)
    entity = serializers.CharField(source="entity.code", read_only=True)
    covers_taken = serializers.IntegerField(read_only=True)
    covers_left = serializers.IntegerField(read_only=True)
    cash_counted = serializers.BooleanField(read_only=True)

    class Meta:
        model = Sitting
        fields = [
            "id",
            "space",
            "entity",
            "menu",
            "title_fr",
            "title_en",
            "starts_at",
            "ends_at",
            "covers",
            "walk_in_reserve",
            "covers_taken",
            "covers_left",
            "state",
            "equilibrium_cents",
            "cancelled_because",
            "trial",
            "cash_counted",
        ]
        read_only_fields = fields


class ManagedSittingListSerializer(serializers.Serializer[Any]):
    results = ManagedSittingSerializer(many=True)


class MenuForm(StrictSerializer):
    served_on = DayField()
    title_fr = serializers.CharField(max_length=80, allow_blank=True, default="")
    title_en = serializers.CharField(max_length=80, allow_blank=True, default="")


class DishForm(StrictSerializer):
    course = serializers.ChoiceField(choices=Course.choices)
    name_fr = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=120, allow_blank=True, default="")
    position = serializers.IntegerField(min_value=0, max_value=99, default=0)
    tags = serializers.ListField(child=serializers.ChoiceField(choices=Tag.choices), max_length=16, default=list)

    def validate_tags(self, tags: list[str]) -> list[str]:
        return [tag for tag in Tag.values if tag in tags]


class AnswersForm(StrictSerializer):
    """Some or all of the fourteen; what is left out stays as it was."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {code: serializers.ChoiceField(choices=Answer.choices, required=False) for code in Allergen.values}


class ManagedDishSerializer(serializers.ModelSerializer[Dish]):
    answers = serializers.DictField(child=serializers.ChoiceField(choices=Answer.choices), read_only=True)
    unanswered = serializers.ListField(child=serializers.ChoiceField(choices=Allergen.choices), read_only=True)
    published_by = serializers.StringRelatedField(read_only=True)  # type: ignore[var-annotated]
    changed_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="When it last changed under the eyes of guests."
    )

    class Meta:
        model = Dish
        fields = [
            "id",
            "menu",
            "course",
            "position",
            "name_fr",
            "name_en",
            "tags",
            "answers",
            "unanswered",
            "published_at",
            "published_by",
            "changed_at",
        ]
        read_only_fields = fields


class ManagedMenuSerializer(serializers.ModelSerializer[Menu]):
    dishes = ManagedDishSerializer(many=True, read_only=True)
    sittings = serializers.PrimaryKeyRelatedField(many=True, read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = Menu
        fields = ["id", "served_on", "title_fr", "title_en", "revision", "dishes", "sittings"]
        read_only_fields = fields


class ManagedMenuListSerializer(serializers.Serializer[Any]):
    results = ManagedMenuSerializer(many=True)


MOST_CENTS = 10**12


class CostsForm(StrictSerializer):
    entity: serializers.SlugRelatedField[OperatingEntity] = serializers.SlugRelatedField(
        slug_field="code", queryset=OperatingEntity.objects.all()
    )
    valid_from = DayField()
    covers = serializers.IntegerField(min_value=1, max_value=10**7)
    food_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS)
    pay_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS)
    house_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS)
    supplies_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS)
    grants_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS, default=0)
    vat_bp = serializers.IntegerField(
        min_value=0, max_value=10_000, default=None, help_text="Default: the rule `vat.meal_bp`, or 0 without VAT."
    )
    note = serializers.CharField(max_length=200, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        costs = attrs["food_cents"] + attrs["pay_cents"] + attrs["house_cents"] + attrs["supplies_cents"]
        if attrs["grants_cents"] > costs:
            raise serializers.ValidationError({"grants_cents": [_("Grants cannot carry more than the costs.")]})
        if costs > 10**6 * attrs["covers"]:
            raise serializers.ValidationError({"covers": [_("A cover would cost more than 10 000 €.")]})
        if CostVersion.objects.filter(entity=attrs["entity"], valid_from=attrs["valid_from"]).exists():
            raise serializers.ValidationError({"valid_from": [_("There are already costs from that day on.")]})
        if attrs["vat_bp"] is None:
            attrs["vat_bp"] = rules.get("vat.meal_bp") if attrs["entity"].vat_registered else 0
        return attrs


class CostsSerializer(serializers.ModelSerializer[CostVersion]):
    """The figures as entered, and what follows from them; the price as it would be shown today."""

    entity = serializers.CharField(source="entity.code", read_only=True)
    used = serializers.BooleanField(read_only=True, default=False, help_text="A sitting has its price from these.")
    equilibrium_cents = serializers.SerializerMethodField()
    breakdown = serializers.SerializerMethodField()

    class Meta:
        model = CostVersion
        fields = [
            "id",
            "entity",
            "valid_from",
            "covers",
            "food_cents",
            "pay_cents",
            "house_cents",
            "supplies_cents",
            "grants_cents",
            "vat_bp",
            "note",
            "used",
            "full_cost_cents",
            "raw_equilibrium_cents",
            "equilibrium_cents",
            "breakdown",
        ]
        read_only_fields = fields

    def get_equilibrium_cents(self, version: CostVersion) -> int:
        building: Building = self.context["building"]
        return version.equilibrium_cents(step_cents=rules.get("price.display_step_cents", building=building.pk))

    @extend_schema_field(PricePartSerializer(many=True))
    def get_breakdown(self, version: CostVersion) -> list[dict[str, Any]]:
        parts = version.breakdown(price_cents=self.get_equilibrium_cents(version))
        return [{"key": part.key, "cents": part.cents} for part in parts]


class EntitySerializer(serializers.ModelSerializer[OperatingEntity]):
    class Meta:
        model = OperatingEntity
        fields = ["code", "name"]
        read_only_fields = fields


class CostsListSerializer(serializers.Serializer[Any]):
    entities = EntitySerializer(many=True, help_text="Whose costs can be entered.")
    results = CostsSerializer(many=True)


class PricePageForm(StrictSerializer):
    sentence_fr = serializers.CharField(max_length=200)
    sentence_en = serializers.CharField(max_length=200)
    solidarity_from_cents = serializers.IntegerField(min_value=0, max_value=100_000)
    solidarity_to_cents = serializers.IntegerField(min_value=0, max_value=100_000)
    support_cents = serializers.IntegerField(min_value=0, max_value=100_000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        page = self.instance or PricePage()
        low = attrs.get("solidarity_from_cents", page.solidarity_from_cents)
        if low > attrs.get("solidarity_to_cents", page.solidarity_to_cents):
            raise serializers.ValidationError({"solidarity_to_cents": [_("The mark ends below its beginning.")]})
        return attrs


class PricePageSerializer(serializers.ModelSerializer[PricePage]):
    class Meta:
        model = PricePage
        fields = ["sentence_fr", "sentence_en", "solidarity_from_cents", "solidarity_to_cents", "support_cents"]
        read_only_fields = fields
