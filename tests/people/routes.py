"""A small API of their own for these tests: who am I, and a deed that can be repeated."""

from typing import Any, cast

from django.urls import include, path
from rest_framework.response import Response
from rest_framework.views import APIView

from venue.people.browsers import browser_of
from venue.people.idempotency import once
from venue.people.models import Person
from venue.people.permissions import Anyone, Crew, HasRole
from venue.people.requests import Request
from venue.people.throttles import Guessing, missed


def field(request: Request, name: str) -> str:
    return str(cast("dict[str, Any]", request.data)[name])


class Who(APIView):
    permission_classes = [Anyone]

    def get(self, request: Request) -> Response:
        return Response({"ref": request.actor.ref, "roles": sorted(request.actor.roles)})

    post = get


class ForCrew(Who):
    permission_classes = [Crew]


class ForHosts(Who):
    permission_classes = [HasRole("host")]


class Browser(APIView):
    permission_classes = [Anyone]

    def post(self, request: Request) -> Response:
        return Response({"browser": browser_of(request), "again": browser_of(request)})


class Guess(APIView):
    permission_classes = [Anyone]
    throttle_classes = [Guessing]
    throttle_scope = "pairing"

    def post(self, request: Request) -> Response:
        if field(request, "code") != "right":
            missed(request, "pairing")
        return Response({})


class Persons(APIView):
    """Makes a person: a deed that must not happen twice."""

    permission_classes = [Anyone]

    def post(self, request: Request) -> Response:
        person = once(
            request,
            lambda: Person.objects.create(first_name=field(request, "first_name")),
            reference=lambda made: str(made.pk),
            recall=lambda pk: Person.objects.get(pk=pk),
        )
        return Response({"id": str(person.pk)}, status=201)


urlpatterns = [
    path("who/", Who.as_view()),
    path("crew/", ForCrew.as_view()),
    path("hosts/", ForHosts.as_view()),
    path("browser/", Browser.as_view()),
    path("guess/", Guess.as_view()),
    path("persons/", Persons.as_view()),
    path("", include("venue.urls")),
]
