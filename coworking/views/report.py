"""The occupation report over HTTP: sums for those who look after the house or its books, nobody's bookings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import report, report_table
from coworking.serializers.report import ReportSerializer, body
from coworking.views.days import today
from venue.house.choosing import building_of
from venue.house.models import Building
from venue.people.managing import managed
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.reading import asked_day

READERS: Final = ("manager", "accountant", "auditor")
USUAL_WEEKS: Final = 8
MOST_WEEKS: Final = 53

WINDOW = [
    OpenApiParameter("from", OpenApiTypes.DATE, description="Its whole week counts. Default: seven weeks before `to`."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="Its whole week counts. Default: today. 53 weeks at most."),
    OpenApiParameter("building", OpenApiTypes.STR),
]


class ReportView(APIView):
    permission_classes = [HasRole(*READERS)]

    @extend_schema(parameters=WINDOW, responses=ReportSerializer)
    def get(self, request: Request) -> Response:
        """Hours offered, booked, used and kept for nobody, by ISO week and room, and what an hour brought in."""
        return Response(body(asked(request), building_of(request)))


class ReportTableView(APIView):
    permission_classes = [HasRole(*READERS)]

    @extend_schema(parameters=WINDOW, responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponse:
        """The same for a spreadsheet: semicolons, decimal commas."""
        made = asked(request)
        first, last = made.weeks[0][0].name, made.weeks[-1][0].name
        file = HttpResponse(report_table.table(made), content_type="text/csv; charset=utf-8")
        file["Content-Disposition"] = f'attachment; filename="coworking-{first}-{last}.csv"'
        file["Cache-Control"] = "no-store"
        return file


def asked(request: Request) -> report.Report:
    building = managed(request, *READERS)
    first, last = days(request, building)
    return report.report(building, report.weeks(building, first, last), with_now=not request.actor.is_crew)


def days(request: Request, building: Building) -> tuple[date, date]:
    """The asked days; 400 when they make no sense."""
    last = asked_day(request, "to") or today(building)
    first = asked_day(request, "from") or last - timedelta(weeks=USUAL_WEEKS - 1)
    if first > last:
        raise serializers.ValidationError({"to": [_("The end comes before the beginning.")]})
    if last - first >= timedelta(weeks=MOST_WEEKS):
        raise serializers.ValidationError({"to": [_("At most 53 weeks at once.")]})
    return first, last
