"""The box of a date over HTTP: whoever has the date in hand counts it, amounts are read by those who may."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import box, team
from events.models import EventCash, EventDate
from events.serializers.cash import EventCashListSerializer, EventCashSerializer, NewEventCashSerializer
from venue.people.idempotency import once
from venue.people.permissions import HasRole, Known, PerMethod
from venue.people.requests import Request
from venue.reading import read

AMOUNTS = ("manager", "accountant", "auditor")


class CashOfDateView(PerMethod, APIView):
    who_may = {"GET": HasRole(*AMOUNTS), "POST": Known}

    @extend_schema(operation_id="planning_cash", responses=EventCashListSerializer)
    def get(self, request: Request, date: int) -> Response:
        """What was counted, oldest first; one count stands, the others were corrected."""
        known = get_object_or_404(EventDate, team.in_reach(request.actor, "event__building", AMOUNTS), pk=date)
        counts = EventCash.objects.filter(date=known).select_related("corrected_by")
        return Response(EventCashListSerializer({"results": counts}).data)

    @extend_schema(
        operation_id="planning_cash_count", request=NewEventCashSerializer, responses={201: EventCashSerializer}
    )
    def post(self, request: Request, date: int) -> Response:
        """All the cash of the date's box; a correction names the count that it replaces. The answer has no amount."""
        known, said = team.led(request.actor, date), read(NewEventCashSerializer, request)
        counted = once(
            request,
            lambda: box.count(known, by=request.actor.ref, **said),
            reference=lambda made: str(made.pk),
            recall=lambda pk: EventCash.objects.get(pk=pk, date=known),
        )
        return Response(EventCashSerializer(counted).data, status=201)
