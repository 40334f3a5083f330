"""The agenda over HTTP, for anyone: the list, one event, and the feeds."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import agenda, feeds
from events.feeds import ical
from events.models import EventDate
from events.serializers.agenda import EventInFullSerializer, EventSerializer
from venue import rules
from venue.answering import unless_known
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.house.models import Building
from venue.paging import Pages
from venue.people.permissions import Anyone
from venue.people.requests import Request
from venue.reading import asked_day
from venue.spaces.calendar import calendar

FILTERS: Final = [
    OpenApiParameter("from", OpenApiTypes.DATE, description="With a date that ends on this day or later."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="With a date that begins on this day or earlier."),
    OpenApiParameter("place", OpenApiTypes.STR, description="The code of a site or of a room."),
    OpenApiParameter("building", OpenApiTypes.STR),
]
ICAL: Final = "text/calendar; charset=utf-8"


class EventsView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="events", parameters=FILTERS, responses=EventSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What the street was told, cancelled and moved ones marked; the soonest of the dates asked for first."""
        building = building_of(request)
        zone = calendar(building.pk).zones[building.pk]
        asked = Q()
        if first := asked_day(request, "from"):
            asked &= Q(dates__ends_at__gt=datetime.combine(first, time.min, zone))
        if last := asked_day(request, "to"):
            asked &= Q(dates__starts_at__lt=datetime.combine(last + timedelta(days=1), time.min, zone))
        if (place := request.query_params.get("place")) and place.isprintable():
            asked &= Q(dates__site__code=place) | Q(dates__space__code=place)
        found = agenda.public(building).annotate(begins=Min("dates__starts_at", filter=asked)).exclude(begins=None)
        pages = Pages()
        page = pages.paginate_queryset(found.order_by("begins", "pk"), request)
        return pages.get_paginated_response([agenda.tell(event) for event in page or []])


class EventView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="event", responses=EventInFullSerializer)
    def get(self, request: Request, slug: str) -> Response:
        event = agenda.public(building_of(request)).filter(slug=slug).first()
        if event is None:
            raise NotFound
        return Response(agenda.tell(event) | {"max_places": rules.get("event.max_places", building=event.building_id)})


@require_safe
def feed(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The whole agenda for a program: `/events.ics` and its like, 304 for who has it."""
    with translation.override(language):
        told = feeds.told(house_asked(request), kind)
    return unless_known(request, told, content_type=feeds.KINDS[kind][1])


@require_safe
def date_file(request: HttpRequest, slug: str, date: int, language: str) -> HttpResponse:
    """One date, to be added to a calendar."""
    building = house_asked(request)
    known: Any = EventDate.objects.public().filter(event__building=building, event__slug=slug, pk=date)
    found = known.select_related("event__entity", "event__building", "site", "space__building").first()
    if found is None:
        raise Http404
    with translation.override(language):
        body = ical.of_date(found)
    disposition = f'attachment; filename="{slug}.ics"'
    return HttpResponse(body, content_type=ICAL, headers={"Content-Disposition": disposition})


def house_asked(request: HttpRequest) -> Building:
    """The building that a feed is asked of; Http404 for an unknown one, as nothing here turns refusals into answers."""
    try:
        return building_of(request)
    except NotFound as error:
        raise Http404 from error
