"""Two papers for when there is no network, and for people who have no phone (REQ-H1, REQ-H5)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.views import APIView

from coworking import day_sheet, hosts, week_sheet
from coworking.views.days import today
from venue.people.managing import managed
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.reading import asked_day

PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}
BUILDING = OpenApiParameter("building", OpenApiTypes.STR)


class DayPrintView(APIView):
    permission_classes = [HasRole(*hosts.HOSTS)]

    @extend_schema(parameters=[OpenApiParameter("date", OpenApiTypes.DATE), BUILDING], responses=PDF)
    def get(self, request: Request) -> HttpResponse:
        """The day's bookings by place and hour on one A4 page, with room to write; default: today.

        A phone that is paired for some rooms gets these only.
        """
        from coworking.day_paper import day_pdf  # noqa: PLC0415  fpdf and its fonts: a fifth of a web process's start

        building = managed(request, *hosts.HOSTS)
        day = asked_day(request, "date") or today(building)
        paper = day_pdf(building, day_sheet.day_sheet(building, day, spaces=request.actor.spaces), timezone.now())
        return printed(paper, f"coworking-{day}.pdf")


class WeekPrintView(APIView):
    permission_classes = [HasRole(*hosts.HOSTS)]

    @extend_schema(parameters=[OpenApiParameter("from", OpenApiTypes.DATE), BUILDING], responses=PDF)
    def get(self, request: Request) -> HttpResponse:
        """What is free in seven days on one A4 page for the wall, without names; default: from today on."""
        from coworking.week_paper import week_pdf  # noqa: PLC0415  as above

        building, now = managed(request, *hosts.HOSTS), timezone.now()
        first = asked_day(request, "from") or today(building)
        paper = week_pdf(building, week_sheet.week_sheet(building, first, now), now)
        return printed(paper, f"places-libres-{first}.pdf")


def printed(paper: bytes, name: str) -> HttpResponse:
    page = HttpResponse(paper, content_type="application/pdf")
    page["Content-Disposition"] = f'inline; filename="{name}"'
    page["Cache-Control"] = "no-store"
    return page
