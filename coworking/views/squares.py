"""The two squares of coworking: the one that a guest shows for her booking, and the one that is stuck on each desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import arrivals, standing
from coworking.views.bookings import Bookers, reachable
from venue.codes import pictures
from venue.errors import NotFound
from venue.people.permissions import Anyone
from venue.people.requests import Request


class BookingPicture(APIView):
    permission_classes = [Bookers]

    @extend_schema(operation_id="booking_picture", responses={(200, "image/svg+xml"): str})
    def get(self, request: Request, key: str) -> HttpResponse:
        """The QR of a booking that still stands, for the welcome desk's scanner."""
        booking = reachable(request.actor).active().filter(key=key).first()
        if booking is None:
            raise NotFound
        picture = pictures.svg(standing.token(booking))
        return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


class StickerAnswer(serializers.Serializer[Any]):
    """For the contract; `get` below writes it."""

    resource = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    space = serializers.CharField()
    space_name = serializers.CharField()


class StickerView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=StickerAnswer)
    def get(self, request: Request, key: str) -> Response:
        """Which desk, seat or room this square, or the code below it, is stuck on. Nothing of who sits there."""
        del request
        found = arrivals.desk_of(key)
        if found is None:
            raise NotFound
        place = {"resource": found.code, "name": found.local_name, "kind": found.kind}
        return Response(place | {"space": found.space.code, "space_name": found.space.local_name})
