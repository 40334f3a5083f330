"""What is said when joining the waiting list, and what a place in it says of itself to whoever waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coworking import paying, waiting
from coworking.models import Kind, WaitingPlace, WaitingState
from coworking.serializers.bookings import PlaceSerializer
from coworking.slots import zone_of
from venue.reading import AwareDateTimeField, StrictSerializer


class NewWaitSerializer(StrictSerializer):
    """`resource` alone, or `kind`, `space` or both; `needs` and `people` are for any of some."""

    resource = serializers.CharField(max_length=20, required=False)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    space = serializers.CharField(max_length=20, required=False)
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    needs = serializers.ListField(
        child=serializers.ChoiceField(choices=waiting.NEEDS),
        max_length=len(waiting.NEEDS),
        required=False,
        default=list,
    )
    people = serializers.IntegerField(min_value=1, max_value=1000, default=1)

    def validate(self, attrs: Any) -> Any:
        one, any_of = "resource" in attrs, {"kind", "space"} & attrs.keys()
        if one == bool(any_of):
            raise serializers.ValidationError(
                {"resource": _("Either one place, or any of a kind or of a room.")}, code="one_or_any"
            )
        return attrs


class OfferedPlaceSerializer(serializers.Serializer[Any]):
    """The booking that is held until `expires_at`; accepted, it has no end of its own."""

    booking = serializers.CharField()
    resource = PlaceSerializer()
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    expires_at = AwareDateTimeField(allow_null=True)
    checkout_url = serializers.CharField(allow_null=True)


class AcceptanceSerializer(StrictSerializer):
    """`offer` is a line of the price list that is paid by the stretch, for a desk that no pass opens."""

    offer = serializers.CharField(max_length=30, required=False, default="", allow_blank=True)


class WaitingPlaceSerializer(serializers.Serializer[Any]):
    """For the contract; `tell` below writes it. `rank` 1 is next; `skipped` is the code of why one was passed over."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=WaitingState.choices)
    rank = serializers.IntegerField(allow_null=True)
    resource = PlaceSerializer(allow_null=True)
    kind = serializers.CharField()
    space = serializers.CharField()
    needs = serializers.ListField(child=serializers.CharField())
    people = serializers.IntegerField()
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()
    made_at = AwareDateTimeField()
    skipped = serializers.CharField()
    offer = OfferedPlaceSerializer(allow_null=True)
    revision = serializers.IntegerField()


def tell(place: WaitingPlace) -> dict[str, Any]:
    """The place as `waiting.find` brings it, in the house's own time."""
    zone = zone_of(place.building_id)

    def moment(at: datetime) -> str:
        return at.astimezone(zone).isoformat()

    return {
        "id": place.pk,
        "state": place.state,
        "rank": waiting.rank(place),
        "resource": tell_resource(place.resource) if place.resource else None,
        "kind": place.kind,
        "space": place.space.code if place.space else "",
        "needs": [need for need in waiting.NEEDS if getattr(place, need)],
        "people": place.people,
        "starts_at": moment(place.starts_at),
        "ends_at": moment(place.ends_at),
        "made_at": moment(place.made_at),
        "skipped": place.skipped,
        "offer": tell_offer(place, moment),
        "revision": place.revision,
    }


def tell_offer(place: WaitingPlace, moment: Any) -> dict[str, Any] | None:
    booking = place.booking
    if booking is None or place.state not in (WaitingState.OFFERED, WaitingState.TAKEN):
        return None
    return {
        "booking": booking.key,
        "resource": tell_resource(booking.resource),
        "starts_at": moment(booking.starts_at),
        "ends_at": moment(booking.ends_at),
        "expires_at": moment(booking.expires_at) if booking.expires_at else None,
        "checkout_url": paying.checkout_url(booking),
    }


def tell_resource(resource: Any) -> dict[str, str]:
    return {
        "code": resource.code,
        "name": resource.local_name,
        "kind": resource.kind,
        "space": resource.space.code,
    }
