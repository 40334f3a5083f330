"""Sites with what was learnt there, the rules of their owners, and whom and what a plan can name."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events import site_plans
from events.models import Deadline, EventState, Lesson, RuleSet, Site
from events.serializers.planning import OrganiserSerializer
from venue.reading import PlainField, StrictSerializer
from venue.wording import in_language

WRITTEN: Final = (
    "code",
    "name",
    "name_en",
    "address",
    "postcode",
    "city",
    "is_exact",
    "capacity",
    "power",
    "water",
    "toilets",
    "access",
    "access_en",
    "lorry",
    "step_free",
    "rescue_lane",
)


class LessonSerializer(serializers.ModelSerializer[Lesson]):
    event = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True, allow_null=True)

    class Meta:
        model = Lesson
        fields = ["id", "text", "at", "event"]


class SiteDateSerializer(serializers.Serializer[object]):
    slug = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class SiteSerializer(serializers.ModelSerializer[Site]):
    """Of the list and of one, as `sites.known` reads it; `lessons` are the newest first, `coming` the soonest."""

    local_name = serializers.CharField(read_only=True)
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    rule_set = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    fallback = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)
    plan = serializers.SerializerMethodField()
    lessons = LessonSerializer(many=True, read_only=True)
    coming = SiteDateSerializer(many=True, read_only=True, source="told_dates")

    class Meta:
        model = Site
        fields = [*WRITTEN, "local_name", "latitude", "longitude", "rule_set", "fallback", "plan", "lessons", "coming"]

    @extend_schema_field({"type": ["string", "null"], "description": "A picture below /photos/, else a PDF."})
    def get_plan(self, site: Site) -> str | None:
        return site_plans.address(site)


class SiteForm(StrictSerializer):
    """Any of it."""

    name = PlainField(required=False, max_length=80)
    name_en = PlainField(required=False, max_length=80, allow_blank=True)
    address = PlainField(required=False, max_length=120, allow_blank=True)
    postcode = PlainField(required=False, max_length=10, allow_blank=True)
    city = PlainField(required=False, max_length=60)
    latitude = serializers.DecimalField(required=False, max_digits=8, decimal_places=5, min_value=-90, max_value=90)
    longitude = serializers.DecimalField(required=False, max_digits=8, decimal_places=5, min_value=-180, max_value=180)
    is_exact = serializers.BooleanField(required=False)
    rule_set = serializers.CharField(required=False, max_length=40)
    capacity = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=100_000)
    power = PlainField(required=False, max_length=200, allow_blank=True)
    water = PlainField(required=False, max_length=200, allow_blank=True)
    toilets = PlainField(required=False, max_length=200, allow_blank=True)
    access = PlainField(required=False, max_length=300, allow_blank=True)
    access_en = PlainField(required=False, max_length=300, allow_blank=True)
    lorry = PlainField(required=False, max_length=200, allow_blank=True)
    step_free = PlainField(required=False, max_length=200, allow_blank=True)
    rescue_lane = PlainField(required=False, max_length=200, allow_blank=True)
    fallback = serializers.CharField(required=False, allow_null=True, max_length=40)


class NewSiteForm(SiteForm):
    code = serializers.SlugField(max_length=40)
    name = PlainField(max_length=80)
    city = PlainField(max_length=60)
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, min_value=-90, max_value=90)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, min_value=-180, max_value=180)
    rule_set = serializers.CharField(max_length=40)


class LessonForm(StrictSerializer):
    text = PlainField(max_length=500)
    event = serializers.SlugField(required=False, allow_null=True, max_length=60)


class SitePlanForm(StrictSerializer):
    plan = serializers.FileField()


class DeadlineSerializer(serializers.ModelSerializer[Deadline]):
    title = serializers.CharField(source="local_title")
    advice = serializers.SerializerMethodField()

    class Meta:
        model = Deadline
        fields = [
            "key",
            "title",
            "advice",
            "asked_of",
            "from_people",
            "days",
            "earliest_days",
            "unit",
            "working_day",
            "mandatory",
            "needs_file",
            "legal_ref",
            "valid_from",
            "valid_to",
        ]

    def get_advice(self, deadline: Deadline) -> str:
        return in_language(deadline.advice, deadline.advice_en)


class RuleSetSerializer(serializers.ModelSerializer[RuleSet]):
    """With the deadlines in force today."""

    name = serializers.CharField(source="local_name")
    deadlines = DeadlineSerializer(source="in_force", many=True)

    class Meta:
        model = RuleSet
        fields = ["code", "name", "deadlines"]


class RuleSetListSerializer(serializers.Serializer[object]):
    results = RuleSetSerializer(many=True)


class SiteListSerializer(serializers.Serializer[object]):
    results = SiteSerializer(many=True)


class PickSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    first_name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())


class PickListSerializer(serializers.Serializer[object]):
    results = PickSerializer(many=True)


class OrganiserListSerializer(serializers.Serializer[object]):
    results = OrganiserSerializer(many=True)
