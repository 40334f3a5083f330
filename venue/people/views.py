"""Persons, roles and phones over HTTP."""

import uuid
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from venue.codes import pictures
from venue.errors import NotFound, problem_body, type_of_content
from venue.house.models import Building
from venue.paging import paged
from venue.people import own_data, pairing, persons, sessions
from venue.people.actors import EVERYWHERE
from venue.people.browsers import browser_of, forget_browser
from venue.people.idempotency import once
from venue.people.models import Device, PairingCode, Person, Role
from venue.people.permissions import Anyone, HasRole, PerMethod, SignedIn
from venue.people.requests import Request
from venue.people.serializers import (
    AboutMe,
    AboutPerson,
    DeviceSerializer,
    Me,
    NewDevice,
    NewPairingCode,
    NewPerson,
    NewRole,
    PairedDevice,
    PairingCodeSerializer,
    PersonSerializer,
    RoleSerializer,
)
from venue.people.throttles import Guessing, Writes, missed
from venue.reading import read

Manager = HasRole("manager")
PAGE = [OpenApiParameter("page", int), OpenApiParameter("page_size", int)]


class MeView(PerMethod, APIView):
    who_may = {"GET": Anyone, "PATCH": SignedIn}

    @extend_schema(operation_id="me", responses=Me)
    def get(self, request: Request) -> Response:
        """Who the house thinks that you are. Gives the browser its CSRF token and its own cookie."""
        get_token(request)
        if request.actor.kind == "guest":
            browser_of(request)
        return Response(Me(me(request)).data, headers={"Cache-Control": "no-store"})

    @extend_schema(operation_id="me_change", request=AboutMe, responses=Me)
    def patch(self, request: Request) -> Response:
        """Change your own first name or language."""
        persons.change(cast("Person", request.user), **read(AboutMe, request))
        return Response(Me(me(request)).data)


def check_reach(request: Request, building: Building | None) -> None:
    """403 for a manager of one building who would change what counts in another, or (None) in all of them."""
    if not request.actor.has("manager", building=building.pk if building else EVERYWHERE):
        raise PermissionDenied()


def me(request: Request) -> dict[str, Any]:
    actor = request.actor
    person = request.user if isinstance(request.user, Person) else None
    device = request.auth if isinstance(request.auth, Device) else None
    return {
        "kind": actor.kind,
        "id": actor.id,
        "first_name": person.first_name if person else None,
        "device_name": device.name if device else None,
        "roles": sorted(actor.roles),
        "language": person.language if person else get_language() or settings.LANGUAGE_CODE,
        "spaces": sorted(actor.spaces),
        "sittings": sorted(actor.sittings),
        "lease_until": device.lease_until if device else None,
        "stays": bool(person) and sessions.stays(request.session),
        "demo": settings.DEMO,
    }


class StayView(APIView):
    """ "Stay connected on this phone": off unless asked for (DOMAIN REQ-H2)."""

    permission_classes = [SignedIn]

    @extend_schema(operation_id="me_stay", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """Keep this browser connected for fourteen days after its last use."""
        sessions.stay(request.session)
        return Response(status=204)

    @extend_schema(operation_id="me_stay_end", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Back to a shared machine: until the browser closes, or twenty minutes without use."""
        sessions.stay_no_longer(request.session)
        return Response(status=204)


class BrowserView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="browser_forget", responses={204: None})
    def delete(self, request: Request) -> Response:
        """ "J'ai fini" on a device that others use: whoever is signed in leaves, and the browser is a new one."""
        if request.actor.kind == "person":
            logout(request._request)
        response = Response(status=204)
        forget_browser(response)
        return response


class OwnDataView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(operation_id="me_data", responses={(200, "application/json"): dict[str, Any]})
    def get(self, request: Request) -> Response:
        """Everything that the house knows of you, to read or to keep (REQ-P3)."""
        told = own_data.told_to(cast("Person", request.user))
        return Response(told, headers={"Cache-Control": "no-store"})


class ErasureView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(operation_id="me_erasure", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """Be forgotten, at once and for good. 409 `last_manager` while the house would have nobody in charge."""
        own_data.erase(cast("Person", request.user))
        logout(request._request)
        return Response(status=204)


class PeopleView(PerMethod, APIView):
    who_may = {"GET": Manager, "POST": HasRole("host", "manager")}

    @extend_schema(
        operation_id="people",
        parameters=[*PAGE, OpenApiParameter("q", str, description="Part of a first name, or how an address begins.")],
        responses=PersonSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Everybody whom the house knows, by first name."""
        people = everybody().order_by("first_name", "id")
        sought = request.query_params.get("q", "")[:80].replace("\x00", "")
        if sought:
            people = people.filter(Q(first_name__icontains=sought) | Q(email__istartswith=sought))
        return paged(people, PersonSerializer, request)

    @extend_schema(operation_id="people_welcome", request=NewPerson, responses={201: PersonSerializer})
    def post(self, request: Request) -> Response:
        """Welcome somebody by first name; only a manager may give roles at once."""
        facts = read(NewPerson, request)
        if facts["roles"]:
            check_reach(request, None)
        person = once(
            request,
            lambda: persons.welcome(**facts),
            reference=lambda made: str(made.pk),
            recall=lambda pk: everybody().get(pk=pk),
        )
        return Response(PersonSerializer(person).data, status=201)


class PersonView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="person", responses=PersonSerializer)
    def get(self, request: Request, person: uuid.UUID) -> Response:
        return Response(PersonSerializer(get_object_or_404(everybody(), pk=person)).data)

    @extend_schema(operation_id="person_change", request=AboutPerson, responses=PersonSerializer)
    def patch(self, request: Request, person: uuid.UUID) -> Response:
        """Change first name, e-mail, phone or language. A new e-mail ends her sessions."""
        check_reach(request, None)
        someone = get_object_or_404(everybody(), pk=person)
        form = AboutPerson(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        return Response(PersonSerializer(persons.change(someone, **form.validated_data)).data)


class RolesView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="person_role_give", request=NewRole, responses={201: RoleSerializer})
    def post(self, request: Request, person: uuid.UUID) -> Response:
        wanted = read(NewRole, request)
        check_reach(request, wanted["building"])
        someone = get_object_or_404(Person, pk=person)
        role = persons.give_role(someone, wanted["role"], building=wanted["building"])
        return Response(RoleSerializer(role).data, status=201)


class RoleView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="person_role_take", responses={204: None})
    def delete(self, request: Request, person: uuid.UUID, role: str) -> Response:
        check_reach(request, None)
        if role not in Role.Name.values:
            raise NotFound()
        persons.take_role(get_object_or_404(Person, pk=person), role)
        return Response(status=204)


class DepartureView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="person_departure", request=None, responses=PersonSerializer)
    def post(self, request: Request, person: uuid.UUID) -> Response:
        """She leaves: no more sign-in, her sessions and sockets end."""
        check_reach(request, None)
        return Response(PersonSerializer(persons.leave(get_object_or_404(everybody(), pk=person))).data)

    @extend_schema(operation_id="person_departure_undo", responses=PersonSerializer)
    def delete(self, request: Request, person: uuid.UUID) -> Response:
        """She is back."""
        check_reach(request, None)
        return Response(PersonSerializer(persons.come_back(get_object_or_404(everybody(), pk=person))).data)


def everybody() -> QuerySet[Person]:
    """But those who have been forgotten: a row without a name, which only what they answered for still needs."""
    forgotten = {"is_active": False, "first_name": "", "email": None, "phone": None}
    return Person.objects.exclude(**forgotten).prefetch_related("roles__building")


def person_of(request: Request) -> Person | None:
    """Who asks, when it is a person; a paired phone is nobody in particular."""
    return request.user if isinstance(request.user, Person) else None


class PairingCodesView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="pairing_codes", parameters=PAGE, responses=PairingCodeSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The team's codes, the newest first."""
        return paged(PairingCode.objects.select_related("building"), PairingCodeSerializer, request)

    @extend_schema(operation_id="pairing_codes_make", request=NewPairingCode, responses={201: PairingCodeSerializer})
    def post(self, request: Request) -> Response:
        """One code for the whole team, good until a time."""
        wanted = read(NewPairingCode, request)
        check_reach(request, wanted["building"])
        code = once(
            request,
            lambda: pairing.make_code(**wanted, by=person_of(request)),
            reference=lambda made: str(made.pk),
            recall=lambda pk: PairingCode.objects.get(pk=pk),
        )
        return Response(PairingCodeSerializer(code).data, status=201)


class PairingCodeView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="pairing_code_end", responses={204: None})
    def delete(self, request: Request, code: uuid.UUID) -> Response:
        """No further phone can use this code; those already paired stay."""
        get_object_or_404(PairingCode, pk=code).delete()
        return Response(status=204)


class PairingCodePicture(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="pairing_code_picture", responses={(200, "image/svg+xml"): str})
    def get(self, request: Request, code: uuid.UUID) -> HttpResponse:
        """The link of a code as a QR picture, for the team's phones to look at."""
        row = get_object_or_404(PairingCode, pk=code)
        picture = pictures.svg(f"{settings.PUBLIC_URL}/appairer/#{row.code}", any_text=True)
        return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


class DevicesView(PerMethod, APIView):
    who_may = {"GET": Manager, "POST": Anyone}
    throttle_classes = [Writes, Guessing]
    throttle_scope = "pairing"

    @extend_schema(operation_id="devices", parameters=PAGE, responses=DeviceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The team's phones, the newest first."""
        return paged(Device.objects.select_related("building"), DeviceSerializer, request)

    @extend_schema(operation_id="devices_pair", request=NewDevice, responses={201: PairedDevice})
    def post(self, request: Request) -> Response:
        """Pair this phone with the team's code."""
        wanted = read(NewDevice, request)
        try:
            device, token = pairing.pair(wanted["code"], wanted["name"])
        except pairing.UnknownCode:
            missed(request, "pairing")
            raise
        paired = {"token": token, "lease_until": device.lease_until, "device": device}
        return Response(PairedDevice(paired).data, status=201, headers={"Cache-Control": "no-store"})


class RevocationView(APIView):
    permission_classes = [Manager]

    @extend_schema(operation_id="device_revocation", request=None, responses=DeviceSerializer)
    def post(self, request: Request, device: uuid.UUID) -> Response:
        """The phone is out with its next request, and its socket closes now."""
        phone = get_object_or_404(Device.objects.select_related("building"), pk=device)
        check_reach(request, phone.building)
        return Response(DeviceSerializer(pairing.revoke(phone)).data)


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """Django's own page for a missing CSRF token is HTML; ours is a problem like all others."""
    del request, reason
    body = problem_body(403, "csrf_failed", _("Please load the page again, then try once more."))
    return JsonResponse(body, status=403, content_type=type_of_content)
