"""Kit and temporary bars over HTTP, for the team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from events import bars, kit, planning, sheet, team
from events.models import Event, EventDate, KitItem, KitReservation
from events.serializers.kit import (
    BarsSerializer,
    EventBarSerializer,
    KitReservationSerializer,
    KitReservationsSerializer,
    KitReturnSerializer,
    KitSerializer,
    NewKitReservationSerializer,
)
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.house.models import OperatingEntity
from venue.people.actors import Actor
from venue.people.idempotency import once
from venue.people.permissions import HasRole, Known
from venue.people.requests import Request
from venue.reading import AwareDateTimeField, asked_day, read
from venue.spaces.calendar import calendar

PERIOD = [
    OpenApiParameter("from", OpenApiTypes.STR, description="A day, or a time with its offset; default: now."),
    OpenApiParameter("to", OpenApiTypes.STR, description="A day (to its end), or a time; default: a day later."),
    OpenApiParameter("building", OpenApiTypes.STR),
]


class KitView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(operation_id="planning_kit", parameters=PERIOD, responses=KitSerializer)
    def get(self, request: Request) -> Response:
        """What the house lends, and how many of each can be had for the whole of a period."""
        building = building_of(request)
        zone = calendar(building.pk).zones[building.pk]
        starts_at = moment(request, "from", zone) or timezone.now()
        ends_at = moment(request, "to", zone, end=True) or starts_at + timedelta(days=1)
        items = kit.of(building) if request.actor.has(*team.TEAM, building=building.pk) else []
        free = kit.free(items, starts_at, max(ends_at, starts_at + timedelta(minutes=1)))
        return Response({"results": [tell_item(item, free[item.pk]) for item in items]})


class KitOfDateView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(operation_id="planning_kit_of_date", responses=KitReservationsSerializer)
    def get(self, request: Request, date: int) -> Response:
        kept = sheet.of_date(team.dated(request.actor, date))
        return Response({"results": [sheet.tell_reservation(it) for it in kept]})

    @extend_schema(request=NewKitReservationSerializer, responses={201: KitReservationSerializer})
    def post(self, request: Request, date: int) -> Response:
        """Reserve so many of an item, instead of what the date had of it; 409 `kit_taken` says who has it then."""
        of, said = team.dated(request.actor, date), read(NewKitReservationSerializer, request)
        item = KitItem.objects.filter(building=of.event.building_id, code=said["item"], retired_at=None).first()
        if item is None:
            raise NotFound
        usual = kit.usual_period(of)
        period = {"starts_at": said.get("from", usual[0]), "ends_at": said.get("until", usual[1])}
        made = once(
            request,
            lambda: kit.reserve(of, item, said["quantity"], by=request.actor.ref, **period),
            reference=lambda reservation: str(reservation.pk),
            recall=lambda pk: reservation_of(request.actor, int(pk)),
        )
        return Response(sheet.tell_reservation(made), status=201)


class ReservationStepView(APIView):
    """One thing that can happen to a reservation; which one is the address's."""

    permission_classes = [HasRole(*team.TEAM)]
    act: Callable[[int], KitReservation]
    find: Callable[[Actor, int], KitReservation]

    @extend_schema(request=None, responses=KitReservationSerializer)
    def post(self, request: Request, reservation: int) -> Response:
        """Saying it twice is safe."""
        known = type(self).find(request.actor, reservation)
        return Response(sheet.tell_reservation(type(self).act(known.pk)))


class KitReleaseView(ReservationStepView):
    act = staticmethod(kit.give_up)

    @staticmethod
    def find(actor: Actor, pk: int) -> KitReservation:
        return reservation_of(actor, pk)


class KitCheckoutView(ReservationStepView):
    permission_classes = [Known]
    act = staticmethod(kit.check_out)

    @staticmethod
    def find(actor: Actor, pk: int) -> KitReservation:
        return reservation_in_hand(actor, pk)


class KitReturnView(APIView):
    permission_classes = [Known]

    @extend_schema(request=KitReturnSerializer, responses=KitReservationSerializer)
    def post(self, request: Request, reservation: int) -> Response:
        """It is back, but for what is missing; said again, it corrects what was said."""
        known, said = reservation_in_hand(request.actor, reservation), read(KitReturnSerializer, request)
        return Response(sheet.tell_reservation(kit.bring_back(known.pk, **said)))


class BarsView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(
        operation_id="planning_bars",
        parameters=[OpenApiParameter("year", OpenApiTypes.INT)],
        responses=BarsSerializer,
    )
    def get(self, request: Request) -> Response:
        """How many temporary bars each legal body has had in a calendar year, and may have."""
        year = asked_year(request)
        return Response({"results": [bars.tell(entity, year) for entity in OperatingEntity.objects.order_by("code")]})


class EventBarView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(operation_id="planning_event_bar", responses=EventBarSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return Response(tell_bar(team.planned(request.actor, slug)))

    @extend_schema(request=None, responses={201: EventBarSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """The event has a temporary bar; the one too many of a year is 409 `bar_quota_reached`."""
        event = team.planned(request.actor, slug)
        return Response(tell_bar(planning.set_bar(event.slug, True, by=request.actor.ref)), status=201)


class BarGivenUpView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(request=None, responses=EventBarSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """The event has none after all: another of the year may."""
        event = team.planned(request.actor, slug)
        return Response(tell_bar(planning.set_bar(event.slug, False, by=request.actor.ref)))


def tell_bar(event: Event) -> dict[str, Any]:
    return {
        "bar": event.bar,
        "years": list(event.bars.filter(given_up_at=None).values_list("year", flat=True)),
        "quota": [bars.tell(event.entity, year) for year in sorted(bars.occasions(event))],
    }


def tell_item(item: KitItem, free: int) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.local_name,
        "quantity": item.quantity,
        "missing": item.missing,
        "kept_at": item.kept_at,
        "free": free,
    }


def reservation_of(actor: Actor, pk: int) -> KitReservation:
    """One of the actor's team. Raises NotFound."""
    mine = KitReservation.objects.filter(team.in_reach(actor, "date__event__building"), pk=pk)
    found = mine.select_related("item", "date__event").first()
    if found is None:
        raise NotFound
    return found


def reservation_in_hand(actor: Actor, pk: int) -> KitReservation:
    """Of a date that the actor leads: on the day it goes out and comes back by her hands. Raises NotFound."""
    mine = KitReservation.objects.filter(date__in=EventDate.objects.filter(team.in_hand(actor)), pk=pk)
    found = mine.select_related("item", "date__event").first()
    if found is None:
        raise NotFound
    return found


def moment(request: Request, name: str, zone: ZoneInfo, *, end: bool = False) -> datetime | None:
    """What the query calls `name`: a time, or a day's beginning or end. 400 for anything else."""
    said = request.query_params.get(name)
    if not said:
        return None
    if len(said) <= len("2026-11-24"):
        day = asked_day(request, name)
        return datetime.combine(day + timedelta(days=end), time.min, zone) if day else None
    try:
        # A plus sign that was not encoded arrives as a space.
        read_at: datetime = AwareDateTimeField().run_validation(said.replace(" ", "+"))
    except serializers.ValidationError as error:
        raise serializers.ValidationError({name: error.detail}) from error
    return read_at


def asked_year(request: Request) -> int:
    said = request.query_params.get("year") or str(timezone.localdate().year)
    if not (said.isascii() and said.isdecimal() and len(said) == 4 and 2000 <= int(said) <= 2200):
        raise serializers.ValidationError({"year": ["2000–2200"]})
    return int(said)
