"""Bursts of registrations that nobody can be asked about, for managers: see them, give their places back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from events import bursts, team
from events.models import EventDate
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.reading import StrictSerializer, read


class RegistrationBurstSerializer(serializers.Serializer[Any]):
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    registrations = serializers.ListField(child=serializers.UUIDField())
    places = serializers.IntegerField()


class RegistrationReleaseSerializer(StrictSerializer):
    registrations = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=1000)


class RegistrationsReleasedSerializer(serializers.Serializer[Any]):
    places_released = serializers.IntegerField()


class RegistrationBurstsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(operation_id="planning_bursts", responses=RegistrationBurstSerializer(many=True))
    def get(self, request: Request, date: int) -> Response:
        found = bursts.bursts(managed(request, date))
        return Response(RegistrationBurstSerializer([asdict(burst) for burst in found], many=True).data)


class RegistrationBurstReleaseView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(
        operation_id="planning_burst_release",
        request=RegistrationReleaseSerializer,
        responses={200: RegistrationsReleasedSerializer},
    )
    def post(self, request: Request, date: int) -> Response:
        """Give these places back, in one action; whoever has come in stays."""
        known, said = managed(request, date), read(RegistrationReleaseSerializer, request)
        return Response({"places_released": bursts.release(known, said["registrations"])})


def managed(request: Request, date: int) -> EventDate:
    """A date of a building that the caller manages; any other is not found."""
    return get_object_or_404(EventDate, team.in_reach(request.actor, "event__building", ("manager",)), pk=date)
