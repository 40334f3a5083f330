"""What the banner of every page says, for anyone."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.views import APIView

from events import news
from events.serializers.news import StreetNewsSerializer
from venue.answering import tell, unless_known
from venue.house.choosing import building_of
from venue.people.permissions import Anyone
from venue.people.requests import Request

BUILDING = OpenApiParameter("building", OpenApiTypes.STR)


class NewsView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="street_news", parameters=[BUILDING], responses=StreetNewsSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Dates that were moved, put off or cancelled, as long as somebody could go to the wrong place."""
        return unless_known(request, tell({"results": news.banner(building_of(request)).results}))
