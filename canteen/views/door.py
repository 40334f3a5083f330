"""The door over HTTP: scanning, undoing, and what the room needs to know. No amount, no tariff, no name."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.validators import ProhibitSurrogateCharactersValidator
from rest_framework.views import APIView

from canteen import reversals, scans, tickets
from canteen.models import Order, Scan, Sitting
from canteen.topics import crew_counts, served
from venue.errors import NotFound, type_of_content
from venue.house.choosing import building_of
from venue.people.actors import CREW, Actor
from venue.people.permissions import Crew, HasRole
from venue.people.requests import Request
from venue.people.throttles import missed, refuse_guesser
from venue.reading import AwareDateTimeField, StrictSerializer, read


class Signs(serializers.CharField):
    """A QR code's text. DRF looks at each sign for half characters, which our parser has already refused."""

    def __init__(self, **limits: Any) -> None:
        super().__init__(**limits)
        self.validators = [it for it in self.validators if not isinstance(it, ProhibitSurrogateCharactersValidator)]


class ScanSerializer(StrictSerializer):
    """Either the QR's text or the spoken code. `scanned_at` is the device's own time of the scan."""

    token = Signs(max_length=200, required=False, default="")
    short_code = serializers.CharField(max_length=20, required=False, default="")
    covers = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True, default=None)
    request_id = serializers.UUIDField()
    scanned_at = AwareDateTimeField(required=False, allow_null=True, default=None)
    sitting = serializers.IntegerField(min_value=1, max_value=2**53 - 1, required=False, allow_null=True, default=None)

    def validate_scanned_at(self, value: Any) -> Any:
        now = timezone.now()
        if value and not now - timedelta(days=3) <= value <= now + timedelta(minutes=2):
            raise serializers.ValidationError(_("This device's clock is off."), code="clock")
        return value

    def validate(self, attrs: Any) -> Any:
        if bool(attrs["token"]) == bool(attrs["short_code"]):
            raise serializers.ValidationError(
                {"token": _("A scan is either a QR code or a short code.")}, code="one_of_two"
            )
        return attrs


class RedeemedSerializer(serializers.Serializer[Any]):
    result = serializers.CharField()
    serial = serializers.CharField()
    sitting = serializers.IntegerField()
    covers = serializers.IntegerField()
    covers_left = serializers.IntegerField()
    redeemed_at = serializers.DateTimeField()


class RedemptionsView(APIView):
    permission_classes = [HasRole("host", "manager")]

    @extend_schema(request=ScanSerializer, responses={201: RedeemedSerializer})
    def post(self, request: Request) -> Response:
        """Serve a ticket. The same `request_id` gets the same answer, however often it is sent."""
        attempt = scans.Attempt(**read(ScanSerializer, request))
        if attempt.short_code:  # what is signed cannot be guessed: a mistyped code must not stop the queue's QR codes
            refuse_guesser(request, "short_code")
        scan = tickets.redeem(
            attempt, by=request.actor.ref, serves=partial(may_serve, request.actor), near=partial(is_near, request)
        )
        if attempt.short_code and scan.result == "unknown_ticket":
            missed(request, "short_code")
        return answer(scan)


def may_serve(actor: Actor, sitting: Sitting) -> bool:
    """Roles and phones may be limited to a building, phones also to rooms and sittings."""
    return (
        actor.has("host", "manager", building=sitting.space.building_id)
        and actor.may_use_space(sitting.space.code)
        and actor.may_use_sitting(sitting.pk)
    )


def is_near(request: Request, sitting: Sitting) -> bool:
    """A host without limits stands in the building that the address speaks of."""
    return sitting.space.building_id == building_of(request).pk


class UndoSerializer(StrictSerializer):
    request_id = serializers.UUIDField()


class ReversalView(APIView):
    permission_classes = [HasRole("host", "manager")]

    @extend_schema(request=UndoSerializer, responses={201: None})
    def post(self, request: Request, request_id: UUID) -> Response:
        """Take back one's own scan within a minute; `request_id` in the body names this undoing."""
        said = read(UndoSerializer, request)
        return answer(reversals.undo(said["request_id"], undoing=request_id, by=request.actor.ref))


class ServiceView(APIView):
    """A sitting as the room sees it: expected, served, left; diets as totals (REQ-C13, REQ-K2)."""

    permission_classes = [Crew]

    @extend_schema(responses=None)
    def get(self, request: Request, pk: int) -> Response:
        now = timezone.now()
        sittings = Sitting.objects.with_covers_left(now)
        sitting = sittings.annotate(served=served()).select_related("space").filter(pk=pk).first()
        if sitting is None or not request.actor.has(*CREW, building=sitting.space.building_id):
            raise NotFound
        return Response(crew_counts(sitting, now) | {"diets": diet_totals(sitting)})


def diet_totals(sitting: Sitting) -> dict[str, int]:
    """How many orders mention each diet; nobody's name, nobody's combination."""
    totals: dict[str, int] = {}
    for diets in Order.objects.filter(sitting=sitting).live().exclude(diets=[]).values_list("diets", flat=True):
        for diet in diets:
            totals[diet] = totals.get(diet, 0) + 1
    return dict(sorted(totals.items()))


def answer(scan: Scan) -> Response:
    return Response(scan.answer, scan.status, content_type=type_of_content if scan.status >= 400 else None)
