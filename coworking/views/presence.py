"""Sitting down, pausing, coming back, staying, leaving over HTTP: one's own booking, or as a host anybody's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import arrivals, bookings, front_desk, hosts, presence
from coworking.models import Booking
from coworking.serializers.bookings import BookingSerializer, tell
from coworking.serializers.presence import ArrivalSerializer, CheckInSerializer, DeskSerializer, ExtensionSerializer
from coworking.views.bookings import Bookers, change, changeable
from venue.people.managing import managed
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.people.throttles import missed, refuse_guesser
from venue.reading import read


class CheckInView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=CheckInSerializer, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """They are there: from 10 minutes before the start to 15 after it. Saying it twice is safe."""
        return at_the_desk(request, key, presence.check_in)


def at_the_desk(request: Request, key: str, act: Callable[..., None]) -> Response:
    """Do `act` with what was read off the desk; a host who receives there answers for whoever stands before her."""
    said, actor = read(CheckInSerializer, request), request.actor

    def do(booking: Booking) -> None:
        arrivals.refuse_from_afar(booking, **said, host=hosts.receives(actor, booking.resource.space))
        act(booking, by=actor.ref)

    return change(request, key, do)


class PauseView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=None, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Go out for half an hour at most and keep the seat."""
        return change(request, key, partial(presence.pause, by=request.actor.ref))


class ResumptionView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=CheckInSerializer, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Back from the pause, at the desk as when they came."""
        return at_the_desk(request, key, presence.resume)


class ExtensionView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=ExtensionSerializer, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Stay until `ends_at`, if nobody else has the place then."""
        said, actor = read(ExtensionSerializer, request), request.actor
        with transaction.atomic():
            changeable(actor, key)
            booking = bookings.alone_and_locked(key)
            presence.extend(booking, said["ends_at"], by=actor.ref)
        return Response(tell(booking, actor, timezone.now()))


class DepartureView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=None, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """They leave before their time; somebody else can sit down."""
        return change(request, key, partial(presence.finish, by=request.actor.ref))


class ReleaseView(APIView):
    permission_classes = [HasRole(*hosts.HOSTS)]

    @extend_schema(request=None, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """A host frees the place; the record stays, and it is not a cancellation."""
        return change(request, key, partial(presence.release, by=request.actor.ref))


class ArrivalsView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=ArrivalSerializer, responses={201: BookingSerializer})
    def post(self, request: Request) -> Response:
        """Check in at the desk whose QR code was read; a host checks in whoever shows a QR code or says a code."""
        said, actor = read(ArrivalSerializer, request), request.actor
        if said["sticker"]:
            if actor.kind != "person":
                raise PermissionDenied
            booking = arrivals.at_desk(said["sticker"], person=actor.id, by=actor.ref)
            return Response(tell(booking, actor, timezone.now()), status=201)
        if not hosts.is_host(actor):
            raise PermissionDenied
        if said["token"]:  # what is signed cannot be guessed
            booking = arrivals.by_token(said["token"], host=actor)
            return Response(tell(booking, actor, timezone.now()), status=201)
        refuse_guesser(request, "short_code")
        try:
            booking = arrivals.by_short_code(said["short_code"], host=actor)
        except arrivals.UnknownBooking:
            missed(request, "short_code")
            raise
        return Response(tell(booking, actor, timezone.now()), status=201)


class DeskView(APIView):
    permission_classes = [HasRole(*hosts.HOSTS)]

    @extend_schema(responses=DeskSerializer)
    def get(self, request: Request) -> Response:
        """Who is expected within the hour, late, sitting, away or gone today, and where somebody can sit now."""
        building = managed(request, *hosts.HOSTS)
        return Response(front_desk.read(building, spaces=request.actor.spaces))
