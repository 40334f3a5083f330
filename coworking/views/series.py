"""Series over HTTP: look first, book all or none, change or end the rest. One's own; a host's for anyone."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import hosts, letters, plans, series
from coworking.models import BookingChange, Series
from coworking.serializers.series import (
    MoveSeriesSerializer,
    NewSeriesSerializer,
    PlanSerializer,
    PreviewSerializer,
    RestOfSeriesSerializer,
    SeriesSerializer,
    tell,
    tell_preview,
)
from coworking.views.bookings import Bookers, items_of, person_of, refuse_others
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.people.actors import Actor
from venue.people.idempotency import once
from venue.people.requests import Request
from venue.reading import read

WHAT = BookingChange.What


class PreviewView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=PlanSerializer, responses=PreviewSerializer)
    def post(self, request: Request) -> Response:
        """What booking each of them would answer; nothing is written."""
        return Response(tell_preview(plans.preview(plan_of(read(PlanSerializer, request), request))))


class ManySeriesView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=NewSeriesSerializer, responses={201: SeriesSerializer})
    def post(self, request: Request) -> Response:
        """Book all of them but those to `skip`, or nothing: 409 `occurrences_refused` names each that cannot be had."""
        said = read(NewSeriesSerializer, request)
        skip = said.pop("skip")
        plan = plan_of(said, request)
        made = once(
            request,
            lambda: told_by_mail(WHAT.CONFIRMED, series.create(plan, skip=skip)),
            reference=lambda it: str(it.pk),
            recall=lambda pk: Series.objects.get(pk=pk),
        )
        return Response(tell(found(request.actor, made.pk)), status=201)


class SeriesView(APIView):
    permission_classes = [Bookers]

    @extend_schema(responses=SeriesSerializer)
    def get(self, request: Request, series: uuid.UUID) -> Response:
        return Response(tell(found(request.actor, series)))


class CancellationView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=RestOfSeriesSerializer, responses=SeriesSerializer)
    def post(self, request: Request, series: uuid.UUID) -> Response:
        """Give back all to come, from `from` on; all or none. What has begun stays."""
        own, said = found(request.actor, series), read(RestOfSeriesSerializer, request)
        return Response(tell(cancel(own, said, request.actor)))


class MoveView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=MoveSeriesSerializer, responses=SeriesSerializer)
    def post(self, request: Request, series: uuid.UUID) -> Response:
        """Another hour for all to come, from `from` on; all or none. The answer is the series that goes on: another
        one when something came before.
        """
        own, said = found(request.actor, series), read(MoveSeriesSerializer, request)
        return Response(tell(move(own, said, request.actor)))


def cancel(own: Series, said: dict[str, Any], actor: Actor) -> Series:
    with transaction.atomic():
        return told_by_mail(WHAT.CANCELLED, series.cancel(own, by=actor.ref, from_=said.get("from")))


def move(own: Series, said: dict[str, Any], actor: Actor) -> Series:
    times = {name: said[name] for name in ("start_time", "end_time")}
    host = not owns(actor, own)
    with transaction.atomic():
        moved = series.move(own, **times, by=actor.ref, host=host, from_=said.get("from"))
        return told_by_mail(WHAT.MOVED, moved)


def told_by_mail(what: BookingChange.What, changed: Series) -> Series:
    letters.tell_series(what, changed)
    return changed


def found(actor: Actor, pk: uuid.UUID) -> Series:
    """One's own, or one in a room that a host looks after; somebody else's is not found."""
    known = (
        Series.objects.select_related("resource__space", "person").prefetch_related("bookings").filter(pk=pk).first()
    )
    if known is None or not (hosts.receives(actor, known.resource.space) or owns(actor, known)):
        raise NotFound
    return known


def owns(actor: Actor, known: Series) -> bool:
    return actor.kind == "person" and known.person_id == actor.id


def plan_of(said: dict[str, Any], request: Request) -> plans.Plan:
    """What the body means; raises NotFound, and what `plans.plan` raises."""
    actor = request.actor
    host = "first_name" in said or actor.kind != "person"
    (item,) = items = items_of([said], building_of(request).pk)
    if host:
        refuse_others(actor, items)
    return plans.plan(
        *item,
        said["rule"],
        by=actor.ref,
        person=None if host else person_of(request),
        first_name=said.get("first_name", ""),
        host=host,
        people=said["people"],
        title=said["title"],
        language=actor.language,
    )
