"""Tasks, papers and photos, as the team hands them over."""

from __future__ import annotations

from rest_framework import serializers

from events.models import Task
from venue.reading import DayField, PlainField, StrictSerializer


class NewEventTaskForm(StrictSerializer):
    title = PlainField(max_length=120)
    title_en = PlainField(required=False, max_length=120, allow_blank=True)
    due_on = DayField()
    owner = serializers.UUIDField(required=False, allow_null=True)
    mandatory = serializers.BooleanField(required=False)


class EventTaskForm(StrictSerializer):
    """`title`, `due_on` and `mandatory` only of the team's own tasks; those of a rule have them from there."""

    title = PlainField(required=False, max_length=120)
    title_en = PlainField(required=False, max_length=120, allow_blank=True)
    due_on = DayField(required=False)
    mandatory = serializers.BooleanField(required=False)
    state = serializers.ChoiceField(required=False, choices=Task.State.choices)
    owner = serializers.UUIDField(required=False, allow_null=True)
    note = PlainField(required=False, max_length=500, allow_blank=True)
    done_on = DayField(required=False)


class EventPaperForm(StrictSerializer):
    """PDF, JPEG or PNG, 10 MB at most; what it is its content says."""

    file = serializers.FileField(allow_empty_file=False)
    # A form's fields are texts.
    task = serializers.RegexField(r"\A[0-9]{1,15}\Z", required=False)
    name = PlainField(required=False, max_length=120)


class EventPhotoForm(StrictSerializer):
    photo = serializers.FileField(allow_empty_file=False)
    photo_alt = PlainField(required=False, max_length=200, allow_blank=True)
    photo_alt_en = PlainField(required=False, max_length=200, allow_blank=True)
