"""Amounts without persons: the cash of a sitting, and the solidarity fund."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import cash, figures
from canteen.models import CashCount, Sitting
from canteen.serializers.money import CashCountForm, CashCountListSerializer, CashCountSerializer, FundSerializer
from canteen.views.manage.access import filled, managed
from venue.people.idempotency import once
from venue.people.permissions import HasRole
from venue.people.requests import Request


class CashCountsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(responses=CashCountListSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What was counted, oldest first; one count stands, the others were corrected."""
        sitting = get_object_or_404(Sitting, pk=pk, space__building=managed(request, "manager"))
        counts = CashCount.objects.filter(sitting=sitting).select_related("corrected_by")
        return Response({"results": CashCountSerializer(counts, many=True).data})

    @extend_schema(request=CashCountForm, responses={201: CashCountSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Write down all the cash of a sitting; a correction names the count that it replaces."""
        building = managed(request, "manager")
        sitting = get_object_or_404(Sitting, pk=pk, space__building=building)
        facts = filled(CashCountForm, request, building)
        counted = once(
            request,
            lambda: cash.count(sitting=sitting, by=request.actor.ref, **facts),
            reference=lambda made: str(made.pk),
            recall=lambda pk: CashCount.objects.get(pk=pk),
        )
        return Response(CashCountSerializer(counted).data, status=201)


class FundView(APIView):
    permission_classes = [HasRole("manager", "accountant", "auditor")]

    @extend_schema(responses=FundSerializer)
    def get(self, request: Request) -> Response:
        """The fund in sums of many: closed days for managers, who know persons; this moment for who does not."""
        seen = figures.of_the_meals(with_now=not request.actor.is_crew)
        return Response(FundSerializer(seen).data)
