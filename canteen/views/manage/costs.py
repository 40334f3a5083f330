from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import costs
from canteen.models import CostVersion, PricePage, Sitting
from canteen.serializers.manage import (
    CostsForm,
    CostsListSerializer,
    CostsSerializer,
    PricePageForm,
    PricePageSerializer,
)
from canteen.views.manage.access import filled, managed
from venue.house.models import OperatingEntity
from venue.people.idempotency import once
from venue.people.permissions import HasRole
from venue.people.requests import Request


class CostsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(responses=CostsListSerializer)
    def get(self, request: Request) -> Response:
        """The latest versions of what a meal costs, newest first, and the legal bodies that may have some."""
        building = managed(request, "manager")
        used = Exists(Sitting.objects.filter(cost_version=OuterRef("pk")))
        latest = CostVersion.objects.select_related("entity").annotate(used=used)[:50]
        entities = OperatingEntity.objects.all()
        told = CostsListSerializer({"entities": entities, "results": latest}, context={"building": building})
        return Response(told.data)

    @extend_schema(request=CostsForm, responses={201: CostsSerializer})
    def post(self, request: Request) -> Response:
        """Enter the costs of a period. Sittings opened before keep the price that they were opened with."""
        building = managed(request, "manager")

        def enter() -> CostVersion:
            return CostVersion.objects.create(**filled(CostsForm, request, building))

        made = once(
            request, enter, reference=lambda made: str(made.pk), recall=lambda pk: CostVersion.objects.get(pk=pk)
        )
        return Response(CostsSerializer(made, context={"building": building}).data, status=201)


class CostVersionView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Throw away figures that no sitting has been priced with."""
        managed(request, "manager")
        costs.throw_away(get_object_or_404(CostVersion, pk=pk))
        return Response(status=204)


class PricePageView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(responses=PricePageSerializer)
    def get(self, request: Request) -> Response:
        page = PricePage.of(managed(request, "manager"))
        return Response(PricePageSerializer(page).data)

    @extend_schema(request=PricePageForm, responses=PricePageSerializer)
    def patch(self, request: Request) -> Response:
        """The sentence beside the price, and the marks for houses that show them (rule `price.marks_shown`)."""
        building = managed(request, "manager")
        with transaction.atomic():
            page = PricePage.of(building)
            for name, value in filled(PricePageForm, request, building, changing=page).items():
                setattr(page, name, value)
            page.save()
        return Response(PricePageSerializer(page).data)
