"""The sheet on a room's door; anybody passes by."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import door
from coworking.serializers.availability import StretchSerializer
from venue.house.choosing import building_of
from venue.people.permissions import Anyone
from venue.people.requests import Request
from venue.reading import AwareDateTimeField


class UseSerializer(StretchSerializer):
    title = serializers.CharField(help_text="What the house needs the room for; empty when somebody booked it.")


class DoorSerializer(serializers.Serializer[Any]):
    """For the contract; `door.tell` writes it."""

    resource = serializers.CharField()
    name = serializers.CharField()
    space = serializers.CharField()
    timezone = serializers.CharField()
    at = AwareDateTimeField(help_text="When this was so.")
    state = serializers.ChoiceField(choices=["free", "in_use", "closed"])
    until = AwareDateTimeField(allow_null=True, help_text="When that ends; null: not today.")
    now = UseSerializer(allow_null=True)
    next = UseSerializer(allow_null=True)
    today = UseSerializer(many=True)
    open = StretchSerializer(many=True)
    reason = serializers.CharField(allow_null=True, help_text="Why it is closed, where a closure or a holiday says.")


class DoorView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=DoorSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Whether a room is free, until when, and what the rest of its day is. No names."""
        building = building_of(request)
        told = door.tell(door.sheet(building, code, timezone.now()), building)
        return Response(told, headers={"Cache-Control": "no-store"})
