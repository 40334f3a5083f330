"""Asking how full the house is, and saying who came and went."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

from venue.answering import tell, unless_known
from venue.house.choosing import building_of
from venue.people.actors import CREW, Actor, actor_of
from venue.people.idempotency import once
from venue.people.permissions import Anyone, HasRole
from venue.people.requests import Request
from venue.reading import read
from venue.spaces import description, occupancy, telling
from venue.spaces.calendar import calendar
from venue.spaces.models import Movement, Recount, Space
from venue.spaces.serializers import (
    HeartbeatSerializer,
    MovementAnswer,
    MovementSerializer,
    OccupancyAnswer,
    RecountAnswer,
    RecountSerializer,
    VenueAnswer,
)

COUNTERS = ("host", "manager", "animator")
BUILDING = OpenApiParameter("building", str, description="Code of a building; default: by host name, else the first.")


class CountsPeople(BasePermission):
    """Hosts, managers and animators, and every phone of the crew."""

    def has_permission(self, request: Any, view: APIView) -> bool:
        actor = actor_of(request)
        return actor.has(*COUNTERS) or (actor.kind == "device" and actor.is_crew)


class VenueView(APIView):
    permission_classes = [Anyone]

    @extend_schema(parameters=[BUILDING], responses=VenueAnswer)
    def get(self, request: Request) -> HttpResponse:
        """The house: where it is, when it opens, how it is drawn."""
        building = building_of(request)
        return unless_known(request, tell(description.describe(building)))


class OccupancyView(APIView):
    permission_classes = [Anyone]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whole amphitheatres poll this: a guest's plain question needs nothing of what DRF prepares."""
        buildings = calendar().buildings
        if request.method == "GET" and not request.GET and buildings and is_guest(request):
            return unless_known(request, occupancy.answer(building_of(request), crew=False))
        return super().dispatch(request, *args, **kwargs)

    @extend_schema(parameters=[BUILDING], responses=OccupancyAnswer)
    def get(self, request: Request) -> HttpResponse:
        """How full the house and its rooms are: levels for anyone, numbers for the crew."""
        building = building_of(request)
        crew = request.actor.has(*CREW, building=building.pk)
        return unless_known(request, occupancy.answer(building, crew=crew), private=crew)


class MovementsView(APIView):
    permission_classes = [CountsPeople]

    @extend_schema(request=MovementSerializer, responses={201: MovementAnswer, 200: MovementAnswer})
    def post(self, request: Request) -> Response:
        """People came in or went out. 200 if this `request_id` was already heard."""
        said = read(MovementSerializer, request)
        check_place(request.actor, said["space"])
        movement = occupancy.move(by=request.actor.ref, **said)
        return Response(tell_movement(movement, said["space"]), status=200 if movement.repeated else 201)


class RecountsView(APIView):
    permission_classes = [HasRole("host", "manager")]

    @extend_schema(request=RecountSerializer, responses={201: RecountAnswer})
    def post(self, request: Request) -> Response:
        """Somebody counted: so many people are there now."""
        said = read(RecountSerializer, request)
        check_place(request.actor, said["space"])
        counted = once(
            request,
            lambda: occupancy.recount(by=request.actor.ref, **said),
            reference=lambda made: str(made.pk),
            recall=lambda pk: Recount.objects.get(pk=pk),
        )
        return Response(tell_recount(counted, said["space"]), status=201)


class HeartbeatsView(APIView):
    permission_classes = [CountsPeople]

    @extend_schema(request=HeartbeatSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """A page about this room is open on a phone of the crew; said once a minute."""
        space = read(HeartbeatSerializer, request)["space"]
        check_place(request.actor, space)
        occupancy.beat(space, by=request.actor.ref)
        return Response(status=204)


def is_guest(request: HttpRequest) -> bool:
    """Whether nothing in the request could make it anybody's."""
    return "HTTP_AUTHORIZATION" not in request.META and settings.SESSION_COOKIE_NAME not in request.COOKIES


def check_place(actor: Actor, space: Space) -> None:
    """Roles and phones may be limited to a building, phones also to rooms."""
    if not (actor.has(*CREW, building=space.building_id) and actor.may_use_space(space.code)):
        raise PermissionDenied()


def tell_movement(movement: Movement, space: Space) -> dict[str, Any]:
    at = telling.in_house_time(space.building_id, movement.at)
    return {"space": space.code, "step": movement.step, "request_id": str(movement.request_id), "at": at}


def tell_recount(counted: Recount, space: Space) -> dict[str, Any]:
    at = telling.in_house_time(space.building_id, counted.at)
    return {"space": space.code, "present": counted.present, "at": at, "reason": counted.reason}
