"""What a phone opens on the day of an event."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import days
from events.serializers.days import DaysInHandSerializer
from venue.house.choosing import building_of
from venue.people.permissions import Known
from venue.people.requests import Request
from venue.spaces.calendar import calendar


class DaysView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="planning_days", responses=DaysInHandSerializer)
    def get(self, request: Request) -> Response:
        """The dates two weeks around now that the asker leads, or lets people in to; nobody else's."""
        building = building_of(request)
        found = [days.tell(date, request.actor) for date in days.around(request.actor, timezone.now())]
        told = {"timezone": str(calendar(building.pk).zones[building.pk]), "results": found}
        return Response(DaysInHandSerializer(told).data)
