"""Cancel, put off, move over HTTP: what it would do, doing it, and what was done and who has been told."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from events import agenda, changes, team
from events.changes import Wish
from events.models import Event, EventChange, Site
from events.serializers.changes import (
    ChangePreviewRequestSerializer,
    ChangePreviewSerializer,
    ChangeRequestSerializer,
    EventChangeSerializer,
)
from venue.people.idempotency import once
from venue.people.permissions import Known
from venue.people.requests import Request
from venue.reading import read
from venue.spaces.models import Space

MOST: Final = 100


class ChangesView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="event_changes", responses=EventChangeSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """What the street was told to have changed, the last first, with how many notices are on their way."""
        event = team.changeable(request.actor, slug)
        found = with_notices().filter(event=event, what__in=agenda.NEWS).order_by("-at", "-pk")[:MOST]
        return Response({"results": [tell(change) for change in found]})

    @extend_schema(operation_id="change_event", request=ChangeRequestSerializer, responses={201: EventChangeSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """All of it, or nothing: refused with what stands in the way."""
        event = team.changeable(request.actor, slug)
        wish = asked(request, event, read(ChangeRequestSerializer, request))
        made = once(
            request,
            lambda: changes.apply(event, wish, by=request.actor.ref),
            reference=lambda change: str(change.pk),
            recall=lambda pk: EventChange.objects.get(pk=pk),
        )
        return Response(tell(with_notices().get(pk=made.pk)), status=201)


class PreviewView(APIView):
    permission_classes = [Known]

    @extend_schema(
        operation_id="preview_change", request=ChangePreviewRequestSerializer, responses=ChangePreviewSerializer
    )
    def post(self, request: Request, slug: str) -> Response:
        """What it would do, to whom, and what stands in its way; nothing is changed."""
        event = team.changeable(request.actor, slug)
        wish = asked(request, event, read(ChangePreviewRequestSerializer, request))
        return Response(changes.preview(event, wish))


def asked(request: Request, event: Event, said: dict[str, Any]) -> Wish:
    """400 for a site or a room that the house does not know."""
    site, space = said.pop("site"), said.pop("space")
    return Wish(
        **said | {"what": EventChange.What(said["what"])},
        site=known("site", Site.objects.filter(code=site, retired_at=None).first()) if site else None,
        space=known("space", room(event, space)) if space else None,
        manager=request.actor.has("manager", building=event.building_id),
    )


def room(event: Event, code: str) -> Space | None:
    return Space.objects.select_related("building").filter(code=code, building=event.building_id).first()


def known(name: str, found: Any) -> Any:
    if found is None:
        raise serializers.ValidationError({name: [_("This house knows no such place.")]})
    return found


def with_notices() -> Any:
    sent = Count("notices", filter=Q(notices__sent_at__isnull=False))
    return EventChange.objects.select_related("event").annotate(total=Count("notices"), sent=sent)


def tell(change: Any) -> dict[str, Any]:
    nobody = dict.fromkeys(("registrations", "crew", "email", "sms", "unreachable"), 0)
    return {
        "id": str(change.pk),
        "what": change.what,
        "at": change.at.astimezone(agenda.zone(change.event)).isoformat(),
        "words": change.words,
        "words_en": change.words_en,
        "state": change.event.state,
        "dates": change.figures.get("dates", []),
        "plan_b": change.figures.get("plan_b", False),
        "notices": nobody | change.figures.get("notices", {}) | {"sent": change.sent, "total": change.total},
    }
