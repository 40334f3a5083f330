"""The waiting list over HTTP: each sees and changes her own places in it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import waiting
from coworking.models import Resource, WaitingPlace, WaitingState
from coworking.serializers.waiting import AcceptanceSerializer, NewWaitSerializer, WaitingPlaceSerializer, tell
from coworking.views.bookings import person_of
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.paging import Pages
from venue.people.idempotency import once
from venue.people.permissions import SignedIn
from venue.people.requests import Request
from venue.reading import read
from venue.spaces.models import Space


class WaitingView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(responses=WaitingPlaceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own places whose time is not over, soonest first, but for those that one has left."""
        mine = WaitingPlace.objects.filter(person=request.actor.id, ends_at__gt=timezone.now())
        known = waiting.with_all(mine.exclude(state=WaitingState.LEFT).order_by("starts_at", "pk"))
        pages = Pages()
        page = pages.paginate_queryset(known, request)
        return pages.get_paginated_response([tell(place) for place in page or []])

    @extend_schema(request=NewWaitSerializer, responses={201: WaitingPlaceSerializer})
    def post(self, request: Request) -> Response:
        """Join the line for one place, or for any of a kind or of a room; 409 `places_free` when one can be booked."""
        wait = wait_of(read(NewWaitSerializer, request), request)
        place = once(
            request,
            lambda: waiting.join(wait),
            reference=lambda made: str(made.pk),
            recall=lambda pk: mine(request, pk),
        )
        return Response(tell(waiting.find(place.pk, person_of(request))), status=201)


class WaitingPlaceView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(responses=WaitingPlaceSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(tell(mine(request, pk)))


class AcceptanceView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(request=AcceptanceSerializer, responses=WaitingPlaceSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Take what is offered; 409 `offer_over` when that comes too late. Saying it twice is safe."""
        said = read(AcceptanceSerializer, request)
        return Response(tell(waiting.accept(pk, person=person_of(request), **said)))


class DepartureView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(request=None, responses=WaitingPlaceSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Leave the line, or decline what is offered: it goes to the next at once. Saying it twice is safe."""
        return Response(tell(waiting.leave(pk, person=person_of(request))))


def mine(request: Request, pk: int | str) -> WaitingPlace:
    return waiting.find(int(pk), person_of(request))


def wait_of(said: dict[str, Any], request: Request) -> waiting.Wait:
    """What the body means; raises NotFound for a resource or a room that this building does not have."""
    building = building_of(request)
    code, room = said.pop("resource", None), said.pop("space", None)
    resource = space = None
    if code is not None:
        places = Resource.objects.in_use().filter(space__building=building)
        resource = places.select_related("space__building", "entity").filter(code=code).first()
    if room is not None:
        space = Space.objects.filter(building=building, code=room).select_related("building").first()
    if (code is not None and resource is None) or (room is not None and space is None):
        raise NotFound
    return waiting.Wait(
        **said,
        person=person_of(request),
        building=building,
        resource=resource,
        space=space,
        language=request.actor.language,
    )
