"""What is said when booking again and again, and what a series says of itself to its owner and to hosts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rest_framework import serializers

from coworking.models import Booking, BookingState, Series
from coworking.plans import Foreseen
from coworking.serializers.bookings import PlaceSerializer
from coworking.series import occurrences
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer
from venue.recurrence import LONGEST_TEXT, Occurrence

LEFT_OUT = "left_out"

# As the clock on the wall shows it: an offset would say another hour on the other side of a clock change.
WALL = ["%H:%M", "%H:%M:%S"]


class PlanSerializer(StrictSerializer):
    """The first of them, and how it repeats: `FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10` (RFC 5545)."""

    resource = serializers.CharField(max_length=20)
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    rule = serializers.CharField(max_length=LONGEST_TEXT)
    # A host books for anyone, under a first name or nothing ("").
    first_name = PlainField(max_length=60, required=False, allow_blank=True)
    people = serializers.IntegerField(min_value=1, max_value=1000, default=1)
    title = PlainField(max_length=120, required=False, default="", allow_blank=True)


class NewSeriesSerializer(PlanSerializer):
    skip = serializers.ListField(child=AwareDateTimeField(), max_length=400, required=False, default=list)


class RestOfSeriesSerializer(StrictSerializer):
    """`from`: the start of the first occurrence that is meant, as the rule had it; without it, all to come."""

    def get_fields(self) -> dict[str, Any]:  # "from" is a word of Python
        return {**super().get_fields(), "from": AwareDateTimeField(required=False)}


class MoveSeriesSerializer(RestOfSeriesSerializer):
    start_time = serializers.TimeField(input_formats=WALL)
    end_time = serializers.TimeField(input_formats=WALL)


class ForeseenSerializer(serializers.Serializer[Any]):
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    ok = serializers.BooleanField()
    code = serializers.CharField(required=False, help_text="What booking it would be refused with.")
    detail = serializers.CharField(required=False)


class PreviewSerializer(serializers.Serializer[Any]):
    occurrences = ForeseenSerializer(many=True)


class OccurrenceSerializer(serializers.Serializer[Any]):
    starts_at = AwareDateTimeField(help_text="As the rule has it.")
    ends_at = AwareDateTimeField()
    state = serializers.ChoiceField(choices=[*BookingState.choices, (LEFT_OUT, LEFT_OUT)])
    booking = serializers.CharField(required=False, help_text="Its key.")
    booked = serializers.DictField(required=False, help_text="Its own times, which may have been moved.")


class SeriesSerializer(serializers.Serializer[Any]):
    """For the contract; `tell` below writes it."""

    id = serializers.UUIDField()
    resource = PlaceSerializer()
    rule = serializers.CharField()
    first_day = serializers.DateField()
    start_time = serializers.TimeField()
    minutes = serializers.IntegerField()
    timezone = serializers.CharField()
    follows = serializers.UUIDField(allow_null=True)
    ended_at = AwareDateTimeField(allow_null=True)
    sequence = serializers.IntegerField()
    occurrences = OccurrenceSerializer(many=True)


def tell_preview(foreseen: list[Foreseen]) -> dict[str, Any]:
    return {
        "occurrences": [
            times(it.occurrence)
            | {"ok": it.refusal is None}
            | ({"code": it.refusal.code, "detail": str(it.refusal.sentence)} if it.refusal else {})
            for it in foreseen
        ]
    }


def tell(series: Series) -> dict[str, Any]:
    """The series in the house's own time, with what has become of each of its days."""
    booked = {booking.recurrence_id: booking for booking in series.bookings.all()}
    place = series.resource
    return {
        "id": str(series.pk),
        "resource": {
            "code": place.code,
            "name": place.local_name,
            "kind": place.kind,
            "space": place.space.code,
        },
        "rule": series.rule,
        "first_day": series.first_day.isoformat(),
        "start_time": f"{series.start_time:%H:%M}",
        "minutes": series.minutes,
        "timezone": series.time_zone,
        "follows": str(series.follows_id) if series.follows_id else None,
        "ended_at": series.ended_at.isoformat() if series.ended_at else None,
        "sequence": series.sequence,
        "occurrences": [tell_occurrence(it, booked.get(it.starts_at)) for it in occurrences(series)],
    }


def tell_occurrence(occurrence: Occurrence, booking: Booking | None) -> dict[str, Any]:
    if booking is None:
        return times(occurrence) | {"state": LEFT_OUT}

    def here(moment: datetime) -> str:
        return moment.astimezone(occurrence.zone).isoformat()

    own = {"starts_at": here(booking.starts_at), "ends_at": here(booking.ends_at)}
    return times(occurrence) | {"state": booking.state, "booking": booking.key, "booked": own}


def times(occurrence: Occurrence) -> dict[str, str]:
    return {"starts_at": occurrence.starts.isoformat(), "ends_at": occurrence.ends.isoformat()}
