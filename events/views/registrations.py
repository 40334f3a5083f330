"""Registrations over HTTP: anyone may register; the bearer of the key may look, print, accept and cancel."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import paying, registrations, told
from events.feeds import ical
from events.models import Registration, RegistrationState
from events.serializers.registrations import (
    NewRegistrationSerializer,
    RegistrationPaymentSerializer,
    RegistrationSerializer,
)
from venue.codes import pictures
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.people.browsers import browser_of, returning_browser
from venue.people.idempotency import once
from venue.people.permissions import Anyone
from venue.people.requests import Request
from venue.reading import read


class RegistrationsView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=NewRegistrationSerializer, responses={201: RegistrationSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Places at an event: at once, held while they are paid, or a rank in the line of who waits."""
        wish = wish_of(read(NewRegistrationSerializer, request), slug, request)
        made = once(
            request,
            lambda: registrations.register(wish, last=True),
            reference=lambda registration: registration.key,
            beforehand=wish.key,
            recall=registrations.find,
        )
        return Response(body(made), status=201)


class RegistrationView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="registration", responses=RegistrationSerializer)
    def get(self, request: Request, key: str) -> Response:
        return Response(body(registrations.find(key)))


class CancellationView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="registration_cancellation", request=None, responses=RegistrationSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Give the places back until the date begins, decline an offer, or leave the line."""
        registrations.cancel(key)
        return Response(body(registrations.find(key)))


class AcceptanceView(APIView):
    permission_classes = [Anyone]

    @extend_schema(
        operation_id="registration_acceptance", request=RegistrationPaymentSerializer, responses=RegistrationSerializer
    )
    def post(self, request: Request, key: str) -> Response:
        """Say yes to what is offered; where it costs something, `checkout_url` says where to pay."""
        registrations.accept(key, **read(RegistrationPaymentSerializer, request))
        return Response(body(registrations.find(key)))


class RegistrationPictureView(APIView):
    """The ticket's QR as `.svg` or `.png`, or the whole `.pdf` page; for who is registered."""

    permission_classes = [Anyone]

    @extend_schema(
        operation_id="registration_ticket",
        responses={(200, "image/svg+xml"): OpenApiTypes.BINARY, (200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, key: str, kind: str) -> HttpResponse:
        registration = registrations.find(key)
        if registration.state != RegistrationState.REGISTERED or kind not in ("svg", "png", "pdf"):
            raise NotFound
        if kind == "svg":
            return HttpResponse(pictures.svg(told.token(registration)), content_type="image/svg+xml")
        if kind == "png":
            return HttpResponse(pictures.png(told.token(registration)), content_type="image/png")
        from events import ticket_paper  # noqa: PLC0415  fpdf and its fonts: a fifth of a web process's start

        with translation.override(registration.language):
            page = HttpResponse(ticket_paper.pdf(registration), content_type="application/pdf")
        page["Content-Disposition"] = 'inline; filename="ticket.pdf"'
        return page


class RegistrationDateView(APIView):
    permission_classes = [Anyone]

    @extend_schema(operation_id="registration_date", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, key: str) -> HttpResponse:
        """The date, to be added to a calendar."""
        registration = registrations.find(key)
        with translation.override(registration.language):
            file = ical.of_date(registration.date)
        disposition = f'attachment; filename="{registration.date.event.slug}.ics"'
        return HttpResponse(
            file, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": disposition}
        )


def body(registration: Registration) -> dict[str, Any]:
    return told.tell(registration, checkout_url=paying.checkout_url(registration))


def wish_of(said: dict[str, Any], slug: str, request: Request) -> registrations.Wish:
    contact = said.pop("contact", None) or {}
    language = contact.pop("language", None) or translation.get_language() or "fr"
    return registrations.Wish(
        building=building_of(request),
        slug=slug,
        **said,
        **contact,
        language=language,
        browser=browser_of(request),
        is_first_visit=returning_browser(request) is None,
    )
