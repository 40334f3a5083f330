"""What the team says of its plans, strictly read, and how a plan is told; `events.board` and `plan_desk` make it."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers

from events.models import DateState, Event, EventChange, EventState, Task
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer
from venue.recurrence import LONGEST_TEXT
from venue.spaces.models import Layout

MOST_PEOPLE: Final = 100_000
MOST_CENTS: Final = 100_000
PLAN_STATES: Final = [EventState.IDEA, EventState.PREPARED, EventState.FILED, EventState.AUTHORISED]


# --- what is said -----------------------------------------------------------------------------------------------------


class NewEventDateForm(StrictSerializer):
    """A `rule` of RFC 5545 (`FREQ=WEEKLY;BYDAY=SA;COUNT=6`) makes a date for each of its days."""

    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    site = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=40)
    space = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=40)
    layout = serializers.ChoiceField(required=False, choices=Layout.Name.choices, allow_blank=True)
    capacity = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=MOST_PEOPLE)
    fallback_site = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=40)
    fallback_space = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=40)
    fallback_layout = serializers.ChoiceField(required=False, choices=Layout.Name.choices, allow_blank=True)
    fallback_starts_at = AwareDateTimeField(required=False, allow_null=True)
    decide_at = AwareDateTimeField(required=False, allow_null=True)
    rule = serializers.CharField(required=False, max_length=LONGEST_TEXT)


class EventDateForm(NewEventDateForm):
    """Any of it, for one date, or with `following` for all that its rule made from it on."""

    starts_at = AwareDateTimeField(required=False)
    ends_at = AwareDateTimeField(required=False)
    rule = None  # type: ignore[assignment]
    following = serializers.BooleanField(required=False, default=False)


class DateRemovalForm(StrictSerializer):
    following = serializers.BooleanField(required=False, default=False)


class PlanForm(StrictSerializer):
    """Any of what is written of an event."""

    title = PlainField(required=False, max_length=120)
    title_en = PlainField(required=False, max_length=120, allow_blank=True)
    summary = PlainField(required=False, max_length=200, allow_blank=True)
    summary_en = PlainField(required=False, max_length=200, allow_blank=True)
    description = serializers.CharField(required=False, max_length=5000, allow_blank=True)
    description_en = serializers.CharField(required=False, max_length=5000, allow_blank=True)
    keywords = serializers.ListField(required=False, child=PlainField(max_length=30), max_length=10)
    photo_alt = PlainField(required=False, max_length=200, allow_blank=True)
    photo_alt_en = PlainField(required=False, max_length=200, allow_blank=True)
    accessible = serializers.BooleanField(required=False)
    accessibility = PlainField(required=False, max_length=300, allow_blank=True)
    accessibility_en = PlainField(required=False, max_length=300, allow_blank=True)
    price = serializers.ChoiceField(required=False, choices=Event.Price.choices)
    price_cents = serializers.IntegerField(required=False, min_value=0, max_value=MOST_CENTS)
    expected_people = serializers.IntegerField(required=False, min_value=0, max_value=MOST_PEOPLE)
    sound = serializers.BooleanField(required=False)
    music = serializers.BooleanField(required=False)
    tents = serializers.BooleanField(required=False)
    bar = serializers.BooleanField(required=False)
    food = serializers.BooleanField(required=False)
    city_kit = serializers.BooleanField(required=False)
    registers = serializers.BooleanField(required=False)
    waiting_list = serializers.BooleanField(required=False)
    animator = serializers.UUIDField(required=False, allow_null=True)
    site_lead = serializers.UUIDField(required=False, allow_null=True)
    entity = serializers.CharField(required=False, max_length=40)


class NewPlanForm(PlanForm):
    title = PlainField(max_length=120)
    dates: Any = serializers.ListSerializer(child=NewEventDateForm(), required=False, max_length=20)


class StepForm(StrictSerializer):
    to = serializers.ChoiceField(choices=[(state.value, state.label) for state in PLAN_STATES])


class PublicationForm(StrictSerializer):
    conditional = serializers.BooleanField(required=False, default=False)


# --- what is told -----------------------------------------------------------------------------------------------------


class GroundSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["site", "room"])


class SetUpSerializer(serializers.Serializer[object]):
    name = serializers.ChoiceField(choices=Layout.Name.choices)
    capacity = serializers.IntegerField()
    usual = serializers.BooleanField(help_text="How the room stands where nobody says otherwise.")


class GroundToPickSerializer(GroundSerializer):
    layouts = SetUpSerializer(many=True)


class TeamMemberSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    first_name = serializers.CharField()


class ClashSerializer(serializers.Serializer[object]):
    kind = serializers.ChoiceField(choices=["site", "crew", "kit", "cap"])

    def get_fields(self) -> dict[str, Any]:
        """`with` is a word of Python's own."""
        return super().get_fields() | {"with": serializers.CharField(help_text="The title of what stands in the way.")}


class CardDateSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=DateState.choices)
    place = GroundSerializer()


class NextTaskSerializer(serializers.Serializer[object]):
    title = serializers.CharField()
    due_on = serializers.DateField()
    late = serializers.BooleanField()
    mandatory = serializers.BooleanField()


class StaffingSerializer(serializers.Serializer[object]):
    confirmed = serializers.IntegerField()
    minimum = serializers.IntegerField()
    red = serializers.BooleanField()


class CardKitSerializer(serializers.Serializer[object]):
    reserved = serializers.IntegerField()
    conflicts = serializers.IntegerField()


class EventCardSerializer(serializers.Serializer[object]):
    slug = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    conditional = serializers.BooleanField()
    dropped = serializers.BooleanField()
    dates = CardDateSerializer(many=True)
    next_task = NextTaskSerializer(allow_null=True)
    late = serializers.IntegerField(help_text="Tasks that should be done by now.")
    blocking = serializers.IntegerField(help_text="The mandatory ones among them: nothing is published before.")
    crew = StaffingSerializer()
    kit = CardKitSerializer()
    registered = serializers.IntegerField()
    capacity = serializers.IntegerField(allow_null=True)
    animator = TeamMemberSerializer(allow_null=True)
    site_lead = TeamMemberSerializer(allow_null=True)
    next_states = serializers.ListField(child=serializers.ChoiceField(choices=EventState.choices))


class DateBeforeSerializer(serializers.Serializer[object]):
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField()


class PlanDateSerializer(CardDateSerializer):
    site = serializers.CharField(allow_null=True)
    space = serializers.CharField(allow_null=True)
    layout = serializers.CharField()
    capacity = serializers.IntegerField(allow_null=True)
    places_taken = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Registrations in the line.")
    fallback_site = serializers.CharField(allow_null=True)
    fallback_space = serializers.CharField(allow_null=True)
    fallback_place = GroundSerializer(allow_null=True)
    fallback_layout = serializers.CharField()
    fallback_starts_at = serializers.DateTimeField(allow_null=True)
    decide_at = serializers.DateTimeField(allow_null=True)
    recurrence_id = serializers.DateTimeField(allow_null=True, help_text="When the rule wanted it to start.")
    following = serializers.IntegerField(help_text="How many that its rule made after it are still to come.")
    was = DateBeforeSerializer(allow_null=True)
    conflicts = ClashSerializer(many=True)


class EventTaskSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    advice = serializers.CharField()
    legal_ref = serializers.CharField()
    rule = serializers.CharField(help_text="The short code of the rule that asks for it; empty of the team's own.")
    by_rule = serializers.BooleanField(help_text="A rule asks for it; else the team wrote it down itself.")
    due_on = serializers.DateField()
    earliest_on = serializers.DateField(allow_null=True)
    mandatory = serializers.BooleanField()
    state = serializers.ChoiceField(choices=Task.State.choices)
    done_on = serializers.DateField(allow_null=True)
    late = serializers.BooleanField()
    blocks = serializers.BooleanField(help_text="While it is so, the event is not published.")
    needs_paper = serializers.BooleanField(help_text="A paper must prove it.")
    lacks_paper = serializers.BooleanField(help_text="That paper is not here, and nobody has said where it is.")
    owner = TeamMemberSerializer(allow_null=True)
    note = serializers.CharField()
    papers = serializers.ListField(child=serializers.UUIDField())


class EventPaperSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    task = serializers.IntegerField(allow_null=True)
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    at = serializers.DateTimeField()


class HappenedSerializer(serializers.Serializer[object]):
    what = serializers.ChoiceField(choices=EventChange.What.choices)
    from_state = serializers.CharField()
    to_state = serializers.CharField()
    words = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    at = serializers.DateTimeField()
    by = serializers.CharField(help_text="A first name, or nothing.")


class OrganiserSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    name = serializers.CharField()


class LeadElsewhereSerializer(serializers.Serializer[object]):
    """Somebody who leads another event on site at one of these hours."""

    person = serializers.UUIDField()
    title = serializers.CharField()


class PlanSerializer(EventCardSerializer):
    """One plan in full. `title` and the other words are as they are written; `local_title` is in one's language."""

    local_title = serializers.CharField()
    title_en = serializers.CharField()
    summary = serializers.CharField()
    summary_en = serializers.CharField()
    description = serializers.CharField()
    description_en = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    photo = serializers.CharField(allow_null=True)
    photo_alt = serializers.CharField()
    photo_alt_en = serializers.CharField()
    accessible = serializers.BooleanField()
    accessibility = serializers.CharField()
    accessibility_en = serializers.CharField()
    price = serializers.ChoiceField(choices=Event.Price.choices)
    price_cents = serializers.IntegerField()
    expected_people = serializers.IntegerField()
    sound = serializers.BooleanField()
    music = serializers.BooleanField()
    tents = serializers.BooleanField()
    bar = serializers.BooleanField()
    food = serializers.BooleanField()
    city_kit = serializers.BooleanField()
    registers = serializers.BooleanField()
    waiting_list = serializers.BooleanField()
    rule = serializers.CharField()
    entity = OrganiserSerializer()
    made_at = serializers.DateTimeField()
    authorised_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField(allow_null=True)
    leading_elsewhere = LeadElsewhereSerializer(many=True)
    dates = PlanDateSerializer(many=True)
    tasks = EventTaskSerializer(many=True)
    papers = EventPaperSerializer(many=True)
    history = HappenedSerializer(many=True)
    missing = serializers.ListField(child=serializers.CharField(), help_text="Without these the street is not told.")
    can = serializers.ListField(child=serializers.CharField())


class CalendarDateSerializer(serializers.Serializer[object]):
    date = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=EventState.choices)
    date_state = serializers.ChoiceField(choices=DateState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = GroundSerializer()
    layout = serializers.CharField(help_text="Of a room; none is the usual one.")
    can_move = serializers.BooleanField()
    conflicts = ClashSerializer(many=True)


class EventCalendarSerializer(serializers.Serializer[object]):
    places = GroundToPickSerializer(many=True)
    results = CalendarDateSerializer(many=True)
