"""What can be booked on a day; anybody may look."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import availability
from coworking.serializers.availability import AvailabilitySerializer
from coworking.views.days import today
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.people.permissions import Anyone
from venue.people.requests import Request
from venue.reading import asked_day
from venue.spaces.calendar import calendar

WHICH = [
    OpenApiParameter("date", OpenApiTypes.DATE, description="A day of the house. Default: today."),
    OpenApiParameter("space", OpenApiTypes.STR, description="A room's short code. Default: all of the building."),
    OpenApiParameter("building", OpenApiTypes.STR),
]


class AvailabilityView(APIView):
    permission_classes = [Anyone]

    @extend_schema(parameters=WHICH, responses=AvailabilitySerializer)
    def get(self, request: Request) -> Response:
        """What is free and what is taken of every desk, seat and room on a day. No names."""
        building = building_of(request)
        space = request.GET.get("space") or None
        if space is not None and calendar(building.pk).codes.get(space) != building.pk:
            raise NotFound
        return Response(
            availability.tell(availability.read(building, asked_day(request, "date") or today(building), space))
        )
