"""Bursts of free bookings, for the manager: see them, give their places back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import bursts
from canteen.models import Sitting
from canteen.views.manage.access import managed as managed_building
from venue.errors import NotFound
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.reading import StrictSerializer, read


class BurstSerializer(serializers.Serializer[Any]):
    sitting = serializers.IntegerField()
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    orders = serializers.ListField(child=serializers.IntegerField())
    covers = serializers.IntegerField()


class ReleaseSerializer(StrictSerializer):
    orders = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**53 - 1), allow_empty=False, max_length=1000
    )


class BurstsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(responses=BurstSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        return Response([asdict(burst) for burst in bursts.bursts(managed(request, pk))])


class ComingBurstsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(operation_id="canteen_manage_bursts", responses=BurstSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The bursts of every sitting that can still be booked, in one answer."""
        found = bursts.coming(managed_building(request, "manager"))
        return Response([asdict(burst) for burst in found])


class BurstReleaseView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=ReleaseSerializer, responses={200: dict[str, int]})
    def post(self, request: Request, pk: int) -> Response:
        sitting = managed(request, pk)
        wanted = read(ReleaseSerializer, request)["orders"]
        return Response({"covers_released": bursts.release(sitting, wanted)})


def managed(request: Request, pk: int) -> Sitting:
    """The sitting, if the caller manages its building."""
    found = Sitting.objects.select_related("space").filter(pk=pk).first()
    if found is None or not request.actor.has("manager", building=found.space.building_id):
        raise NotFound
    return found
