from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import sittings
from canteen.costs import who_runs_meals
from canteen.models import CashCount, Sitting
from canteen.models.sittings import SittingQuerySet
from canteen.serializers.manage import (
    CancellationForm,
    ManagedSittingListSerializer,
    ManagedSittingSerializer,
    SittingForm,
)
from canteen.views.board import WINDOW, window
from canteen.views.manage.access import filled, managed
from venue.house.models import Building
from venue.people.idempotency import once
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.spaces.models import Space

READERS = ("manager", "cook", "host")


def of(building: Building) -> SittingQuerySet:
    counted = Exists(CashCount.objects.filter(sitting=OuterRef("pk")))
    sittings = Sitting.objects.filter(space__building=building).select_related("space__building", "entity")
    return sittings.annotate(cash_counted=counted)


def body(building: Building, pk: int) -> dict[str, Any]:
    return dict(ManagedSittingSerializer(get_object_or_404(of(building).with_covers_left(), pk=pk)).data)


class SittingsView(APIView):
    permission_classes = [HasRole(*READERS)]

    @extend_schema(
        operation_id="canteen_manage_sittings_list", parameters=WINDOW, responses=ManagedSittingListSerializer
    )
    def get(self, request: Request) -> Response:
        """The sittings of a period, drafts included."""
        building = managed(request, *READERS)
        found = of(building).between(*window(request, building)).with_covers_left().order_by("starts_at", "pk")
        return Response({"results": ManagedSittingSerializer(found, many=True).data})

    @extend_schema(request=SittingForm, responses={201: ManagedSittingSerializer})
    def post(self, request: Request) -> Response:
        """Plan a sitting; it stays a draft until it is opened."""
        building = managed(request, "manager")
        facts = filled(SittingForm, request, building)
        facts["space"] = facts["space"] or get_object_or_404(Space, building=building, kind=Space.Kind.CANTEEN)
        facts["entity"] = facts["entity"] or who_runs_meals()
        planned = once(
            request,
            lambda: sittings.plan(**facts),
            reference=lambda made: str(made.pk),
            recall=lambda pk: Sitting.objects.get(pk=pk),
        )
        return Response(body(building, planned.pk), status=201)


class SittingView(APIView):
    permission_classes = [HasRole(*READERS)]

    @extend_schema(responses=ManagedSittingSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(body(managed(request, *READERS), pk))

    @extend_schema(request=SittingForm, responses=ManagedSittingSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Change a draft, or what can still move in an open sitting: covers, reserve, menu, title."""
        building = managed(request, "manager")
        sitting = get_object_or_404(of(building), pk=pk)
        sittings.change(sitting, filled(SittingForm, request, building, changing=sitting), by=request.actor.ref)
        return Response(body(building, pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Throw a draft away, which nobody but the team has seen."""
        building = managed(request, "manager")
        sittings.throw_away(get_object_or_404(of(building), pk=pk))
        return Response(status=204)


class OpeningView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=None, responses=ManagedSittingSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Let guests order. Refused when the house is closed then, has no costs, or would hold too many."""
        building = managed(request, "manager")
        sittings.open(get_object_or_404(of(building), pk=pk), by=request.actor.ref)
        return Response(body(building, pk))


class ClosingView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=None, responses=ManagedSittingSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """No more orders; the tickets that are out are still served."""
        building = managed(request, "manager")
        sittings.close(get_object_or_404(of(building), pk=pk), by=request.actor.ref)
        return Response(body(building, pk))


class CancellationView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=CancellationForm, responses=ManagedSittingSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """It does not take place: every order is cancelled and paid back."""
        building = managed(request, "manager")
        facts = filled(CancellationForm, request, building)
        sittings.cancel(get_object_or_404(of(building), pk=pk), because=facts["because"], by=request.actor.ref)
        return Response(body(building, pk))
