"""Tasks, papers and the photo of a plan."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import papers, photos, tasks, team
from events.models import Paper, Task
from events.serializers.planning import PlanSerializer
from events.serializers.tasks import EventPaperForm, EventPhotoForm, EventTaskForm, NewEventTaskForm
from events.views.planning import Planner, told
from venue import photos as house_photos
from venue.errors import NotFound
from venue.people.actors import Actor
from venue.people.idempotency import once
from venue.people.permissions import Known
from venue.people.requests import Request
from venue.reading import read
from venue.uploads import TakesFiles

FORM = "multipart/form-data"


class EventTasksView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_task", request=NewEventTaskForm, responses={201: PlanSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """One of the team's own; whoever plans the event has it unless somebody is named."""
        team.planned(request.actor, slug)
        said = read(NewEventTaskForm, request)
        once(request, lambda: str(tasks.add(slug, said, by=request.actor.ref).pk), reference=str, recall=str)
        return told(request, slug, 201)


class EventTaskView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="edit_plan_task", request=EventTaskForm, responses=PlanSerializer)
    def patch(self, request: Request, task: int) -> Response:
        mine = Task.objects.filter(team.in_reach(request.actor, "event__building"), pk=task)
        slug = mine.values_list("event__slug", flat=True).first()
        if slug is None:
            raise NotFound
        tasks.edit(slug, task, read(EventTaskForm, request), by=request.actor.ref)
        return told(request, slug)


class EventPapersView(TakesFiles, APIView):
    permission_classes = [Planner]
    largest_bytes = papers.LARGEST_BYTES

    @extend_schema(operation_id="plan_paper", request={FORM: EventPaperForm}, responses={201: PlanSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """A permit, a receipt, an insurance; for a task, or for the whole event."""
        team.planned(request.actor, slug)
        said = read(EventPaperForm, request)
        task = int(said["task"]) if "task" in said else None

        def keep() -> str:
            name = said.get("name", "")
            return str(papers.add(slug, said["file"], task=task, name=name, by=request.actor.ref).pk)

        once(request, keep, reference=str, recall=str)
        return told(request, slug, 201)


class EventPaperView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="paper", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, paper: uuid.UUID) -> HttpResponse:
        """To be kept, never shown: for the team, and for whoever leads the event on site."""
        return papers.opened(found(request.actor, paper, leads=True))


class PaperRemovalView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="remove_paper", request=None, responses=PlanSerializer)
    def post(self, request: Request, paper: uuid.UUID) -> Response:
        kept = found(request.actor, paper)
        papers.remove(kept, by=request.actor.ref)
        return told(request, kept.event.slug)


def found(actor: Actor, paper: uuid.UUID, *, leads: bool = False) -> Paper:
    """Raises NotFound."""
    mine = Q(event__site_lead=actor.id) if leads and actor.kind == "person" else Q(pk=None)
    if actor.has(*team.TEAM):
        mine |= team.in_reach(actor, "event__building")
    kept = Paper.objects.filter(mine, pk=paper).select_related("event").first()
    if kept is None:
        raise NotFound
    return kept


class EventPhotoView(TakesFiles, APIView):
    permission_classes = [Planner]
    largest_bytes = house_photos.LARGEST_BYTES

    @extend_schema(operation_id="plan_photo", request={FORM: EventPhotoForm}, responses=PlanSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Drawn anew: where and when it was taken is not kept."""
        team.planned(request.actor, slug)
        said: dict[str, Any] = read(EventPhotoForm, request)
        photos.put(slug, photos.drawn(said.pop("photo")), by=request.actor.ref, **said)
        return told(request, slug)


class PhotoRemovalView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="remove_plan_photo", request=None, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        team.planned(request.actor, slug)
        photos.remove(slug, by=request.actor.ref)
        return told(request, slug)
