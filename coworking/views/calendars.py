"""Calendars over HTTP: a feed by its secret address, the addresses of one's own, one booking as a file."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import calendars
from coworking.models import CalendarFeed, Resource
from coworking.serializers.calendars import FeedSerializer, NewFeedSerializer, tell
from coworking.views.bookings import Bookers, person_of, reachable
from venue.answering import unless_known
from venue.errors import NotFound
from venue.people.actors import Actor
from venue.people.managing import managed
from venue.people.permissions import Anyone, SignedIn
from venue.people.requests import Request
from venue.reading import read

ICAL = "text/calendar; charset=utf-8"
FILE: dict[Any, Any] = {(200, "text/calendar"): OpenApiTypes.BINARY}


class CalendarView(APIView):
    """The token in the path is all that is asked: calendars cannot sign in."""

    permission_classes = [Anyone]

    def perform_content_negotiation(self, request: Any, force: bool = False) -> Any:
        """Some calendars accept text/calendar alone, which no renderer of the API claims."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(responses=FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        known = CalendarFeed.objects.filter(token=token, revoked_at=None)
        feed = known.select_related("person", "resource").first()
        if feed is None:
            raise NotFound
        return unless_known(request, calendars.told(feed), private=True, content_type=ICAL)


class CalendarsView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(responses=FeedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own address, and for a manager those of the rooms."""
        return Response({"results": [tell(feed) for feed in own(request.actor).filter(revoked_at=None)]})

    @extend_schema(request=NewFeedSerializer, responses={201: FeedSerializer})
    def post(self, request: Request) -> Response:
        """A new address; the one before it opens nothing any more."""
        code = read(NewFeedSerializer, request).get("resource")
        if code is None:
            return Response(tell(calendars.give(by=request.actor.ref, person=person_of(request))), status=201)
        building = managed(request, "manager")
        room = Resource.objects.in_use().rooms().filter(space__building=building, code=code).first()
        if room is None:
            raise NotFound
        return Response(tell(calendars.give(by=request.actor.ref, resource=room)), status=201)


class RevocationView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, feed: uuid.UUID) -> Response:
        """The address opens nothing any more."""
        known = own(request.actor).filter(pk=feed).first()
        if known is None:
            raise NotFound
        calendars.revoke(known)
        return Response(status=204)


class BookingFileView(APIView):
    permission_classes = [Bookers]

    @extend_schema(responses=FILE)
    def get(self, request: Request, key: str) -> HttpResponse:
        """The booking as a file for a calendar."""
        booking = reachable(request.actor).filter(key=key).first()
        if booking is None:
            raise NotFound
        answer = HttpResponse(calendars.of_bookings([booking], request.actor.language), content_type=ICAL)
        answer["Content-Disposition"] = 'attachment; filename="reservation.ics"'
        return answer


def own(actor: Actor) -> QuerySet[CalendarFeed]:
    feeds = CalendarFeed.objects.select_related("resource")
    mine = feeds.filter(person=actor.id)
    if (managed := actor.buildings("manager")) is None:
        return mine | feeds.exclude(resource=None)
    return mine | feeds.filter(resource__space__building__in=managed)
