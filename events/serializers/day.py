"""The day itself: what the site lead says, and the shape of her sheet; `events.sheet` makes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events import passages
from events.agenda import Status
from events.models import DateState, Decision, EventContact, EventReport, EventState, Incident, Passage
from events.models.day import is_phone
from events.serializers.agenda import EventPlaceSerializer
from events.serializers.crew import CrewPersonSerializer, CrewSlotSerializer
from events.serializers.kit import KitReservationSerializer
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer

# --- what is said ----------------------------------------------------------------------------------------------------


class NewRunSheetLineSerializer(StrictSerializer):
    at = AwareDateTimeField(help_text="A quarter of an hour.")
    what = PlainField(max_length=160)
    who = PlainField(max_length=80, default="", allow_blank=True)
    where = PlainField(max_length=80, default="", allow_blank=True)


class NewRunSheetSerializer(StrictSerializer):
    lines = serializers.ListField(child=NewRunSheetLineSerializer(), max_length=100)


class NewContactSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=EventContact.Kind.choices, default=EventContact.Kind.OTHER)
    name = PlainField(max_length=80)
    phone = PlainField(max_length=20, default="", allow_blank=True, validators=[is_phone])
    note = PlainField(max_length=200, default="", allow_blank=True)


class NewContactsSerializer(StrictSerializer):
    contacts = serializers.ListField(child=NewContactSerializer(), max_length=30)


class NewDecisionSerializer(StrictSerializer):
    answer = serializers.ChoiceField(choices=Decision.Answer.choices)
    why = PlainField(max_length=300, default="", allow_blank=True)


class NewIncidentSerializer(StrictSerializer):
    gravity = serializers.ChoiceField(choices=Incident.Gravity.choices)
    what = PlainField(max_length=500, help_text="No names of guests.")
    at = AwareDateTimeField(required=False)
    request_id = serializers.UUIDField()


class NewPassageSerializer(StrictSerializer):
    step = serializers.IntegerField(min_value=-500, max_value=500, help_text="People; negative takes a mistake back.")
    method = serializers.ChoiceField(choices=Passage.Method.choices, default=Passage.Method.COUNTED)
    at = AwareDateTimeField(help_text="When the phone was tapped.")
    request_id = serializers.UUIDField(help_text="Made by the phone; the same one is heard once.")
    leaving = serializers.BooleanField(default=False, help_text="People who go, as a negative step.")

    def validate_step(self, step: int) -> int:
        if step == 0:
            raise serializers.ValidationError(_("Nobody moved."), code="zero")
        return step


class NewPassagesSerializer(StrictSerializer):
    """One tap, or all that a phone has kept: `passages`."""

    passages = serializers.ListField(child=NewPassageSerializer(), max_length=passages.MOST_AT_ONCE)


class NewReportSerializer(StrictSerializer):
    """Only what is to be other."""

    weather = PlainField(max_length=80, required=False, allow_blank=True)
    temperature_c = serializers.IntegerField(min_value=-40, max_value=60, required=False, allow_null=True)
    peak = serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    total = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    went_well = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    went_wrong = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    photo_consent = serializers.ChoiceField(choices=EventReport.PhotoConsent.choices, required=False, allow_blank=True)
    no_incident = serializers.BooleanField(required=False)
    spent_cents = serializers.IntegerField(min_value=0, max_value=100_000_000, required=False, allow_null=True)


# --- what is told ----------------------------------------------------------------------------------------------------


class QuarterCountSerializer(serializers.Serializer[object]):
    starts_at = serializers.DateTimeField()
    walked_in = serializers.IntegerField()
    admitted = serializers.IntegerField()
    gone = serializers.IntegerField()


class CountSerializer(serializers.Serializer[object]):
    """`total` = walked in + admitted. `now` only where people are counted as they go; `peak_of` says what `peak` is."""

    total = serializers.IntegerField()
    walked_in = serializers.IntegerField()
    admitted = serializers.IntegerField()
    now = serializers.IntegerField(allow_null=True)
    peak = serializers.IntegerField()
    peak_of = serializers.ChoiceField(choices=["present", "quarter"])
    quarters = QuarterCountSerializer(many=True)
    methods = serializers.ListField(child=serializers.ChoiceField(choices=Passage.Method.choices))


class HeardPassageSerializer(serializers.Serializer[object]):
    request_id = serializers.UUIDField()
    answer = serializers.ChoiceField(choices=passages.ANSWERS)


class HeardPassagesSerializer(serializers.Serializer[object]):
    results = HeardPassageSerializer(many=True)
    count = CountSerializer()


class DecisionSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    answer = serializers.ChoiceField(choices=Decision.Answer.choices)
    why = serializers.CharField()
    at = serializers.DateTimeField()


class IncidentSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    gravity = serializers.ChoiceField(choices=Incident.Gravity.choices)
    what = serializers.CharField()
    at = serializers.DateTimeField()
    request_id = serializers.UUIDField()


class RunSheetLineSerializer(serializers.Serializer[object]):
    at = serializers.DateTimeField()
    what = serializers.CharField()
    who = serializers.CharField()
    where = serializers.CharField()


class RunSheetSerializer(serializers.Serializer[object]):
    lines = RunSheetLineSerializer(many=True)


class ContactOfEventSerializer(serializers.Serializer[object]):
    kind = serializers.ChoiceField(choices=EventContact.Kind.choices)
    name = serializers.CharField()
    phone = serializers.CharField()
    note = serializers.CharField()


class ContactsOfEventSerializer(serializers.Serializer[object]):
    contacts = ContactOfEventSerializer(many=True)


class KitMissingSerializer(serializers.Serializer[object]):
    item = serializers.CharField()
    name = serializers.CharField()
    missing = serializers.IntegerField()
    note = serializers.CharField()


class EventReportSerializer(serializers.Serializer[object]):
    """What people said, what was counted, and what is `missing` until it is complete."""

    weather = serializers.CharField()
    temperature_c = serializers.IntegerField(allow_null=True)
    peak = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField(allow_null=True)
    went_well = serializers.CharField()
    went_wrong = serializers.CharField()
    photo_consent = serializers.ChoiceField(choices=EventReport.PhotoConsent.choices, allow_blank=True)
    no_incident = serializers.BooleanField()
    spent_cents = serializers.IntegerField(allow_null=True)
    counted = CountSerializer()
    kit_missing = KitMissingSerializer(many=True)
    kit_out = serializers.IntegerField()
    incidents = serializers.IntegerField()
    lessons = serializers.ListField(child=serializers.CharField())
    cash_counted = serializers.BooleanField(allow_null=True, help_text="Null: no cash was given on site.")
    complete = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())


# --- the sheet -------------------------------------------------------------------------------------------------------


class SheetEventSerializer(serializers.Serializer[object]):
    slug = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    conditional = serializers.BooleanField()
    organiser = serializers.CharField()
    expected_people = serializers.IntegerField()
    accessibility = serializers.CharField()
    animator = CrewPersonSerializer(allow_null=True)
    site_lead = CrewPersonSerializer(allow_null=True)
    registers = serializers.BooleanField()


class SheetDateSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    timezone = serializers.CharField()
    state = serializers.ChoiceField(choices=DateState.choices)
    status = serializers.ChoiceField(choices=[(status.value, status.value) for status in Status])
    capacity = serializers.IntegerField(allow_null=True)


class SheetPlaceSerializer(EventPlaceSerializer):
    """What the ground offers; '' where nobody has written it down."""

    kind = serializers.ChoiceField(choices=["site", "room"])
    power = serializers.CharField()
    water = serializers.CharField()
    toilets = serializers.CharField()
    lorry = serializers.CharField()
    step_free = serializers.CharField()
    rescue_lane = serializers.CharField()
    capacity = serializers.IntegerField(allow_null=True)
    layout = serializers.CharField()
    plan = serializers.CharField(allow_null=True, help_text="Address of a picture below /photos/, else of a PDF.")
    lessons = serializers.ListField(child=serializers.CharField())


class PlanBSerializer(serializers.Serializer[object]):
    place = SheetPlaceSerializer()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    fits = serializers.BooleanField(help_text="Looked at now; `problem` says why not.")
    expected = serializers.IntegerField()
    allowed = serializers.IntegerField(allow_null=True, help_text="Null: nobody has set a limit.")
    problem = serializers.CharField()


class DecisionHourSerializer(serializers.Serializer[object]):
    hours = serializers.FloatField(help_text="Before the start.")
    at = serializers.DateTimeField()
    answer = serializers.ChoiceField(choices=Decision.Answer.choices, allow_null=True)


class SheetPaperSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    task = serializers.CharField()


class SheetReportSerializer(serializers.Serializer[object]):
    missing = serializers.ListField(child=serializers.CharField())


class SheetSerializer(serializers.Serializer[object]):
    """All that the lead on site needs, to be kept on the phone."""

    event = SheetEventSerializer()
    date = SheetDateSerializer()
    place = SheetPlaceSerializer()
    plan_b = PlanBSerializer(allow_null=True)
    hours = DecisionHourSerializer(many=True)
    run_sheet = RunSheetLineSerializer(many=True)
    contacts = ContactOfEventSerializer(many=True)
    crew = CrewSlotSerializer(many=True)
    kit = KitReservationSerializer(many=True)
    papers = SheetPaperSerializer(many=True)
    decisions = DecisionSerializer(many=True)
    incidents = IncidentSerializer(many=True)
    count = CountSerializer()
    registered = serializers.IntegerField()
    admitted = serializers.IntegerField()
    report = SheetReportSerializer()
    can = serializers.ListField(child=serializers.CharField())
