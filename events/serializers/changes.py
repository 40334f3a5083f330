"""What is asked of a change, and how it is told to the team: before and after, what is in the way, who hears of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.models import EventChange, EventState
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer
from venue.spaces.models import Layout

WHAT = EventChange.What
CHANGES = [WHAT.CANCELLED, WHAT.POSTPONED, WHAT.MOVED]
MOVES = ("plan_b", "starts_at", "ends_at", "site", "space", "layout")


class ChangePreviewRequestSerializer(StrictSerializer):
    """`date` left out: all that are to come; `following`: also those that its rule made after it. Of several,
    `starts_at` is the first one's; the others move as far.
    """

    what = serializers.ChoiceField(choices=[(it.value, it.label) for it in CHANGES])
    date = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    following = serializers.BooleanField(required=False, default=False)
    plan_b = serializers.BooleanField(required=False, default=False)
    starts_at = AwareDateTimeField(required=False, allow_null=True)
    ends_at = AwareDateTimeField(required=False, allow_null=True)
    site = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    space = serializers.CharField(required=False, default="", allow_blank=True, max_length=12)
    layout = serializers.ChoiceField(choices=Layout.Name.choices, required=False, default="", allow_blank=True)
    words = PlainField(required=False, default="", allow_blank=True, max_length=300)
    words_en = PlainField(required=False, default="", allow_blank=True, max_length=300)

    def validate(self, attrs: Any) -> Any:
        """Raises when it does not say where to, or says two things at once."""
        said = [name for name in MOVES if attrs.get(name)]
        if attrs["what"] == WHAT.MOVED:
            if not said:
                fault = serializers.Field.default_error_messages["required"]
                raise serializers.ValidationError({"starts_at": [fault]}, code="required")
            if (attrs["plan_b"] and len(said) > 1) or (attrs["site"] and attrs["space"]):
                fault = _("Either plan B, or one other place, another time, or both.")
                raise serializers.ValidationError({said[-1]: [fault]}, code="one_place")
        elif said:
            fault = _("Only what moves has another place or time.")
            raise serializers.ValidationError({name: [fault] for name in said}, code="moves_only")
        return attrs


class ChangeRequestSerializer(ChangePreviewRequestSerializer):
    """As the preview, with the words that everybody reads (in French at least)."""

    words = PlainField(max_length=300)


class ChangeStandSerializer(serializers.Serializer[object]):
    """A date as it stands."""

    state = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField()
    place_en = serializers.CharField()


class ChangeConflictSerializer(serializers.Serializer[object]):
    """One thing in the way; while there is one, the change is refused with that `code`."""

    kind = serializers.ChoiceField(choices=["site", "crew", "kit", "cap", "bar", "permit", "place"])
    code = serializers.CharField()
    detail = serializers.CharField()

    # "with" is a word of Python.
    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"with": serializers.CharField()}


class ChangedDateSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    before = ChangeStandSerializer()
    after = ChangeStandSerializer()


class PreviewedDateSerializer(ChangedDateSerializer):
    conflicts = ChangeConflictSerializer(many=True)


class ChangeReachSerializer(serializers.Serializer[object]):
    registrations = serializers.IntegerField()
    crew = serializers.IntegerField()
    email = serializers.IntegerField()
    sms = serializers.IntegerField()
    unreachable = serializers.IntegerField(help_text="They left no address, or a number in a house without a gateway.")


class ChangedTaskSerializer(serializers.Serializer[object]):
    task = serializers.IntegerField(allow_null=True, help_text="Null: the change brings it.")
    title = serializers.CharField()
    due_on = serializers.DateField()
    was_due_on = serializers.DateField(allow_null=True)


class LateTaskSerializer(serializers.Serializer[object]):
    task = serializers.IntegerField()
    title = serializers.CharField()
    due_on = serializers.DateField()


class ChangePreviewSerializer(serializers.Serializer[object]):
    what = serializers.ChoiceField(choices=[(it.value, it.label) for it in CHANGES])
    state = serializers.ChoiceField(choices=EventState.choices, help_text="Of the event, afterwards.")
    dates = PreviewedDateSerializer(many=True)
    notices = ChangeReachSerializer()
    refunds = serializers.IntegerField()
    conditional = serializers.BooleanField(help_text="It is announced subject to authorisation afterwards.")
    tasks = ChangedTaskSerializer(many=True)
    again = LateTaskSerializer(many=True, help_text="Done for the place and hour that were: to do again.")
    late_tasks = LateTaskSerializer(many=True, help_text="With those too late to do again, which stay done.")


class ChangeNoticesSerializer(ChangeReachSerializer):
    sent = serializers.IntegerField()
    total = serializers.IntegerField()


class EventChangeSerializer(serializers.Serializer[object]):
    """One change that the street was told of."""

    id = serializers.UUIDField()
    what = serializers.ChoiceField(choices=[(it.value, it.label) for it in CHANGES])
    at = serializers.DateTimeField()
    words = serializers.CharField()
    words_en = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices, help_text="Of the event, now.")
    dates = ChangedDateSerializer(many=True)
    plan_b = serializers.BooleanField()
    notices = ChangeNoticesSerializer()
