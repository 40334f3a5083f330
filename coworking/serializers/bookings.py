"""What is said when booking, and what a booking says of itself to its owner and to hosts. Never an amount."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coworking import standing
from coworking.models import Booking, BookingState
from coworking.slots import zone_of
from venue.people.actors import Actor
from venue.reading import AwareDateTimeField, PlainField, StrictSerializer

MOST_ITEMS = 24
TIMES = ("starts_at", "ends_at")


class ItemSerializer(StrictSerializer):
    resource = serializers.CharField(max_length=20)
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()


class NewBookingSerializer(StrictSerializer):
    """One place (`resource`, `starts_at`, `ends_at`) or several (`items`); all of them, or none.

    A `walk_in` sits down now: `starts_at` is not needed, and without `ends_at` the house says how long.
    """

    resource = serializers.CharField(max_length=20, required=False)
    starts_at = AwareDateTimeField(required=False)
    ends_at = AwareDateTimeField(required=False)
    items = serializers.ListField(child=ItemSerializer(), required=False, min_length=1, max_length=MOST_ITEMS)
    # A host books for anyone, under a first name or nothing ("").
    first_name = PlainField(max_length=60, required=False, allow_blank=True)
    walk_in = serializers.BooleanField(required=False, default=False)
    people = serializers.IntegerField(min_value=1, max_value=1000, default=1)
    title = PlainField(max_length=120, required=False, default="", allow_blank=True)
    # The code of a line of the price list that is paid by the stretch: for a desk, without a pass.
    offer = serializers.CharField(max_length=20, required=False, default="", allow_blank=True)

    def validate(self, attrs: Any) -> Any:
        one = {"resource", "starts_at", "ends_at"} & attrs.keys()
        if "items" in attrs and one:
            raise serializers.ValidationError(
                {"items": _("Either one place, or a list of them.")}, code="one_or_several"
            )
        if "items" not in attrs:
            missing = {"resource", *([] if attrs["walk_in"] else TIMES)} - one
            if missing:
                fault = serializers.Field.default_error_messages["required"]
                raise serializers.ValidationError({name: [fault] for name in sorted(missing)}, code="required")
            attrs["items"] = [{name: attrs.pop(name, None) for name in ("resource", *TIMES)}]
        return attrs


class PlaceSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    space = serializers.CharField()
    space_name = serializers.CharField()


class WindowSerializer(serializers.Serializer[Any]):
    # "from" is a word of Python.
    def get_fields(self) -> dict[str, Any]:
        return {"from": AwareDateTimeField(), "until": AwareDateTimeField()}


class BookingSerializer(serializers.Serializer[Any]):
    """For the contract; `tell` below writes it."""

    key = serializers.CharField()
    state = serializers.ChoiceField(choices=BookingState.choices)
    resource = PlaceSerializer()
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    short_code = serializers.CharField()
    token = serializers.CharField()
    check_in = WindowSerializer()
    paused_until = AwareDateTimeField(allow_null=True)
    expires_at = AwareDateTimeField(allow_null=True)
    checkout_url = serializers.CharField(allow_null=True)
    group = serializers.UUIDField()
    series = serializers.UUIDField(allow_null=True)
    first_name = serializers.CharField()
    title = serializers.CharField()
    people = serializers.IntegerField()
    release = serializers.CharField()
    sequence = serializers.IntegerField()
    revision = serializers.IntegerField()
    can = serializers.ListField(child=serializers.CharField())
    items = serializers.ListField(child=serializers.DictField(), required=False)


def first_name(booking: Booking, actor: Actor) -> str:
    """As the host greets them: said when it was booked, else her own; to herself only what was said."""
    if booking.first_name or booking.person_id in (None, actor.id) or booking.person is None:
        return booking.first_name
    return booking.person.first_name


def tell(booking: Booking, actor: Actor, now: datetime) -> dict[str, Any]:
    """The booking in the house's own time; `can` names what this actor may do with it now."""
    space = booking.resource.space
    zone = zone_of(space.building_id)

    def moment(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat() if at else None

    window = standing.check_in_window(booking)
    return {
        "key": booking.key,
        "state": booking.state,
        "resource": {
            "code": booking.resource.code,
            "name": booking.resource.local_name,
            "kind": booking.resource.kind,
            "space": space.code,
            "space_name": space.local_name,
        },
        "starts_at": moment(booking.starts_at),
        "ends_at": moment(booking.ends_at),
        "short_code": booking.short_code,
        "token": standing.token(booking) if booking.is_active else "",
        "check_in": {"from": moment(window.starts_at), "until": moment(window.ends_at)},
        "paused_until": moment(standing.pause_end(booking)),
        "expires_at": moment(booking.expires_at),
        "checkout_url": None,
        "group": str(booking.group),
        "series": str(booking.series_id) if booking.series_id else None,
        "first_name": first_name(booking, actor),
        "title": booking.title,
        "people": booking.people,
        "release": booking.release,
        "sequence": booking.sequence,
        "revision": booking.revision,
        "can": standing.possible(booking, actor, now),
    }
