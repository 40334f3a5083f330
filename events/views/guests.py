"""Who comes, for the team of an event; and registering somebody who has no phone."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import registrations, team, wishes
from events.models import EventDate, Registration, RegistrationState
from events.serializers.registrations import (
    RegistrationByTeamSerializer,
    RegistrationOnListSerializer,
    RegistrationSerializer,
)
from events.views.registrations import body
from venue.paging import paged
from venue.people.idempotency import once
from venue.people.permissions import Known
from venue.people.requests import Request
from venue.reading import read

PAYING = Q(state=RegistrationState.AWAITING_PAYMENT)
SAID = Case(When(PAYING, then=Value(RegistrationState.REGISTERED.value)), default=F("state"), output_field=CharField())
UNTIL = Case(When(~PAYING, then=F("expires_at")))
STATE = OpenApiParameter("state", OpenApiTypes.STR, enum=RegistrationState.values)


class GuestsView(APIView):
    permission_classes = [Known]

    @extend_schema(
        operation_id="planning_registrations",
        parameters=[STATE],
        responses=RegistrationOnListSerializer(many=True),
    )
    def get(self, request: Request, date: int) -> Response:
        """In the order of the line: first names where somebody gave one; no address, nothing about money.

        Who still pays by card reads as `registered`, like everybody else whose place is kept (DESIGN §1.1).
        """
        found = Registration.objects.filter(date=team.led(request.actor, date)).order_by("rank")
        named = found.annotate(name=Coalesce(F("contact__first_name"), Value("")), said=SAID, until=UNTIL)
        if (state := request.query_params.get("state")) in RegistrationState.values:
            named = named.filter(said=state)
        return paged(named, RegistrationOnListSerializer, request)

    @extend_schema(
        operation_id="planning_registration",
        request=RegistrationByTeamSerializer,
        responses={201: RegistrationSerializer},
    )
    def post(self, request: Request, date: int) -> Response:
        """Register somebody who has no phone; the key in the answer leads to a ticket to print."""
        wish = wish_of(read(RegistrationByTeamSerializer, request), team.led(request.actor, date))
        made = once(
            request,
            lambda: registrations.register(wish, last=True),
            reference=lambda registration: registration.key,
            beforehand=wish.key,
            recall=registrations.find,
        )
        return Response(body(made), status=201)


def wish_of(said: dict[str, Any], date: EventDate) -> registrations.Wish:
    contact = said.pop("contact", None) or {}
    language = contact.pop("language", None) or translation.get_language() or "fr"
    return registrations.Wish(
        building=date.event.building,
        slug=date.event.slug,
        date=date.pk,
        places=said["places"],
        payment=wishes.ON_SITE,
        by_team=True,
        language=language,
        **contact,
    )
