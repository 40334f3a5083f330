"""The first steps of a new house, for the manager who opens it: what is done, what is missing, where to do it."""

from collections.abc import Iterator
from importlib import import_module

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from venue.house import first_steps
from venue.house.choosing import NoBuildingYet, building_of
from venue.house.first_steps import Step
from venue.house.models import Building
from venue.people.permissions import HasRole
from venue.people.requests import Request


class FirstStepSerializer(serializers.Serializer[Step]):
    key = serializers.CharField()
    done = serializers.BooleanField()
    path = serializers.CharField(help_text="Where it is done, or can be looked at once it is.")


class FirstStepsSerializer(serializers.Serializer[list[Step]]):
    missing = serializers.IntegerField()
    steps = FirstStepSerializer(many=True)


class FirstStepsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(operation_id="first_steps", responses=FirstStepsSerializer)
    def get(self, request: Request) -> Response:
        """What this house still needs before its first evening."""
        steps = list(steps_of(managed(request)))
        done = first_steps.done(steps)
        told = [
            {"key": step.key, "done": step.key in done, "path": step.look if step.key in done else step.begin}
            for step in steps
        ]
        return Response({"missing": len(steps) - len(done), "steps": told}, headers={"Cache-Control": "no-store"})


def managed(request: Request) -> Building | None:
    """The building that the request is about, None in a house without any; 403 where the role does not count."""
    try:
        building = building_of(request)
    except NoBuildingYet:
        return None
    if not request.actor.has("manager", building=building.pk):
        raise PermissionDenied
    return building


def steps_of(building: Building | None) -> Iterator[Step]:
    for room in settings.FIRST_STEPS:
        yield from import_module(room).steps(building)
