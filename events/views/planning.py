"""Plans over HTTP: the board, one plan with each of its steps, its dates, and the calendar."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from events import board, dates, plan_desk, planning, team
from events.models import EventDate, EventState
from events.models.events import EventQuerySet
from events.serializers.planning import (
    DateRemovalForm,
    EventCalendarSerializer,
    EventCardSerializer,
    EventDateForm,
    NewEventDateForm,
    NewPlanForm,
    PlanForm,
    PlanSerializer,
    PublicationForm,
    StepForm,
)
from events.team import TEAM
from venue.errors import NotFound
from venue.paging import Pages
from venue.people.idempotency import once
from venue.people.managing import managed
from venue.people.permissions import HasRole
from venue.people.requests import Request
from venue.reading import asked_day, plain, read
from venue.spaces.calendar import calendar

Planner = HasRole(*TEAM)
FILTERS: Final = [
    OpenApiParameter("state", OpenApiTypes.STR, enum=EventState.values),
    OpenApiParameter("mine", OpenApiTypes.BOOL, description="Planned or led by me, or with a task of mine."),
    OpenApiParameter("q", OpenApiTypes.STR, description="Some letters of the title."),
    OpenApiParameter("dropped", OpenApiTypes.BOOL, description="Those that were given up, instead."),
    OpenApiParameter("building", OpenApiTypes.STR),
]
SPAN: Final = [
    OpenApiParameter("from", OpenApiTypes.DATE, description="Default: today."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="Included. Default: six weeks later; a year at most."),
    OpenApiParameter("building", OpenApiTypes.STR),
]
SIX_WEEKS, YEAR = timedelta(days=42), timedelta(days=366)


class BoardPages(Pages):
    """A board shows all that is on it at once."""

    page_size = 200


def told(request: Request, slug: str, status: int = 200) -> Response:
    return Response(plan_desk.tell(team.plans(request.actor), slug, request.actor), status=status)


class PlansView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plans", parameters=FILTERS, responses=EventCardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The board: what comes soonest first."""
        building = managed(request, *TEAM)
        found = wanted(request, team.plans(request.actor).filter(building=building))
        pages = BoardPages()
        page = pages.paginate_queryset(board.in_order(found, timezone.now()), request)
        return pages.get_paginated_response(board.cards(page or []))

    @extend_schema(operation_id="plan_event", request=NewPlanForm, responses={201: PlanSerializer})
    def post(self, request: Request) -> Response:
        """A new idea; whoever has it plans it, unless somebody else is named."""
        building = managed(request, *TEAM)
        said = read(NewPlanForm, request)
        wishes = said.pop("dates", [])
        if request.actor.kind == "person":
            said.setdefault("animator", request.actor.id)
        slug = once(
            request,
            lambda: planning.create(building, said, wishes, by=request.actor.ref).slug,
            reference=str,
            recall=str,
        )
        return told(request, slug, 201)


def wanted(request: Request, events: EventQuerySet) -> EventQuerySet:
    """Those that the query asks for."""
    asked = request.query_params
    found = events.filter(dropped_at__isnull=asked.get("dropped") not in {"1", "true"})
    if state := asked.get("state"):
        if state not in EventState.values:
            raise ValidationError({"state": "?"})
        found = found.filter(state=state)
    if words := plain(asked.get("q", "")).strip():
        found = found.filter(Q(title__icontains=words) | Q(title_en__icontains=words))
    if asked.get("mine") in {"1", "true"}:
        me = request.actor.id if request.actor.kind == "person" else None
        mine = Q(animator=me) | Q(site_lead=me) | Q(tasks__owner=me, tasks__state="to_do")
        found = found.filter(pk__in=events.filter(mine).values("pk")) if me else found.none()
    return found


class PlanView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan", responses=PlanSerializer)
    def get(self, request: Request, slug: str) -> Response:
        team.planned(request.actor, slug)
        return told(request, slug)

    @extend_schema(operation_id="edit_plan", request=PlanForm, responses=PlanSerializer)
    def patch(self, request: Request, slug: str) -> Response:
        """What is written of it; times and places are its dates'."""
        team.planned(request.actor, slug)
        planning.edit(slug, read(PlanForm, request), by=request.actor.ref)
        return told(request, slug)


class StepsView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_step", request=StepForm, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """A step, forth or back. Beyond an idea, its dates take their places."""
        team.planned(request.actor, slug)
        planning.step(slug, EventState(read(StepForm, request)["to"]), by=request.actor.ref)
        return told(request, slug)


class AuthorisationView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_authorisation", request=None, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """The authorisation is here; of what the street knows already, the reservation ends."""
        team.planned(request.actor, slug)
        planning.authorise(slug, by=request.actor.ref)
        return told(request, slug)


class PublicationView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_publication", request=PublicationForm, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Tell the street. `conditional`, before the authorisation, is a manager's word (REQ-S1)."""
        event = team.planned(request.actor, slug)
        conditional = read(PublicationForm, request)["conditional"]
        if conditional and not request.actor.has("manager", building=event.building_id):
            raise PermissionDenied
        planning.publish(slug, by=request.actor.ref, conditional=conditional)
        return told(request, slug)


class HoldingView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_holding", request=None, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """It has taken place; the house says so by itself in the night after the last date."""
        team.planned(request.actor, slug)
        planning.hold(slug, by=request.actor.ref)
        return told(request, slug)


class ReportingView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_reporting", request=None, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """All is told of it: each date has its whole report."""
        team.planned(request.actor, slug)
        planning.conclude(slug, by=request.actor.ref)
        return told(request, slug)


class AbandonmentView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_abandonment", request=None, responses=PlanSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Give up a plan that nobody was told of."""
        team.planned(request.actor, slug)
        planning.drop(slug, by=request.actor.ref)
        return told(request, slug)


class PlanDatesView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_date", request=NewEventDateForm, responses={201: PlanSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """One more date, or several by a rule."""
        event = team.planned(request.actor, slug)
        said = read(NewEventDateForm, request)
        manager = request.actor.has("manager", building=event.building_id)
        once(
            request,
            lambda: dates.add(slug, said, by=request.actor.ref, manager=manager).slug,
            reference=str,
            recall=str,
        )
        return told(request, slug, 201)


class PlanDateView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="edit_plan_date", request=EventDateForm, responses=PlanSerializer)
    def patch(self, request: Request, date: int) -> Response:
        """One date alone, or with `following` all that its rule made from it on, or none of them; of what the street
        knows, places, plan B and the hour of decision.
        """
        slug, said = slug_of(request, date), read(EventDateForm, request)
        dates.edit(slug, date, said, by=request.actor.ref, following=said.pop("following"))
        return told(request, slug)


class DateRemovalView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="remove_plan_date", request=DateRemovalForm, responses=PlanSerializer)
    def post(self, request: Request, date: int) -> Response:
        """One date alone, or with `following` all that its rule made from it on."""
        slug, said = slug_of(request, date), read(DateRemovalForm, request)
        dates.remove(slug, date, by=request.actor.ref, following=said["following"])
        return told(request, slug)


def slug_of(request: Request, date: int) -> str:
    """Of the plan that a date belongs to. Raises NotFound."""
    mine = team.in_reach(request.actor, "event__building")
    found = EventDate.objects.filter(mine, pk=date).values_list("event__slug", flat=True).first()
    if found is None:
        raise NotFound
    return found


class CalendarView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="plan_calendar", parameters=SPAN, responses=EventCalendarSerializer)
    def get(self, request: Request) -> Response:
        """All dates across sites and rooms, with what stands in their way."""
        building = managed(request, *TEAM)
        zone = calendar(building.pk).zones[building.pk]
        first = asked_day(request, "from") or timezone.localdate()
        last = asked_day(request, "to") or first + SIX_WEEKS
        last = min(max(first, last), first + YEAR)
        since = datetime.combine(first, time.min, zone)
        until = datetime.combine(last + timedelta(days=1), time.min, zone)
        events = team.plans(request.actor).filter(building=building)
        return Response(board.calendar(events, building, since, until))
