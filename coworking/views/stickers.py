"""The stickers of the house's desks, seats and rooms, to print."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.views import APIView

from coworking.models import Resource
from venue.errors import NotFound
from venue.people.managing import managed
from venue.people.permissions import HasRole
from venue.people.requests import Request

WHICH = [
    OpenApiParameter("space", OpenApiTypes.STR, description="A room's short code. Default: all of the building."),
    OpenApiParameter("building", OpenApiTypes.STR),
]


class StickersView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(parameters=WHICH, responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponse:
        """A4 sheets of eight labels, each with the QR of its place."""
        from coworking.stickers import stickers_pdf  # noqa: PLC0415  fpdf and its fonts are a fifth of a start

        building, space = managed(request, "manager"), request.GET.get("space")
        places = Resource.objects.in_use().filter(space__building=building).select_related("space")
        if space:
            places = places.filter(space__code=space)
        wanted = list(places.order_by("space__position", "position", "code"))
        if not wanted:
            raise NotFound
        made = HttpResponse(stickers_pdf(wanted, language=request.actor.language), content_type="application/pdf")
        made["Content-Disposition"] = f'inline; filename="stickers-{(space or building.code).lower()}.pdf"'
        made["Cache-Control"] = "no-store"
        return made
