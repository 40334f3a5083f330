"""Sites, the rules of their owners, and whom and what a plan can name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import papers, site_plans, sites, team
from events.models import CrewPlace, RuleSet, Site
from events.serializers.sites import (
    LessonForm,
    NewSiteForm,
    OrganiserListSerializer,
    PickListSerializer,
    RuleSetListSerializer,
    SiteForm,
    SiteListSerializer,
    SitePlanForm,
    SiteSerializer,
)
from events.team import TEAM
from events.views.planning import Planner
from venue.errors import NotFound
from venue.house.models import OperatingEntity
from venue.people.actors import CREW
from venue.people.idempotency import once
from venue.people.managing import managed
from venue.people.models import Person
from venue.people.permissions import HasRole, Known, PerMethod
from venue.people.requests import Request
from venue.reading import read
from venue.uploads import TakesFiles

# A house that is larger than that picks by other means.
MOST_PICKS = 500


def told(request: Request, code: str, status: int = 200) -> Response:
    found = sites.told(team.plans(request.actor), code=code)
    if not found:
        raise NotFound
    return Response(SiteSerializer(found[0]).data, status=status)


class SitesView(PerMethod, APIView):
    who_may: ClassVar = {"GET": Planner, "POST": HasRole("manager")}

    @extend_schema(operation_id="sites", responses=SiteListSerializer)
    def get(self, request: Request) -> Response:
        """Where an event can be, with what the last ones taught."""
        rows = sorted(sites.told(team.plans(request.actor), retired_at=None), key=lambda site: site.local_name)
        return Response(SiteListSerializer({"results": rows}).data)

    @extend_schema(operation_id="new_site", request=NewSiteForm, responses={201: SiteSerializer})
    def post(self, request: Request) -> Response:
        said = read(NewSiteForm, request)
        code = once(request, lambda: sites.save(Site(), said).code, reference=str, recall=str)
        return told(request, code, 201)


class SiteView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="site", responses=SiteSerializer)
    def get(self, request: Request, code: str) -> Response:
        return told(request, code)

    @extend_schema(operation_id="edit_site", request=SiteForm, responses=SiteSerializer)
    def patch(self, request: Request, code: str) -> Response:
        """What is known of it; with other rules, the plans that begin there have other tasks."""
        sites.save(sites.find(code), read(SiteForm, request))
        return told(request, code)


class SitePlanView(TakesFiles, PerMethod, APIView):
    who_may: ClassVar = {"GET": Known, "PUT": Planner}
    largest_bytes = papers.LARGEST_BYTES

    @extend_schema(operation_id="site_plan", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, code: str) -> HttpResponse:
        """To be kept: for the team, and for whoever leads an event there."""
        return site_plans.opened(site_plans.shown_to(request.actor, code))

    @extend_schema(
        operation_id="put_site_plan", request={"multipart/form-data": SitePlanForm}, responses=SiteSerializer
    )
    def put(self, request: Request, code: str) -> Response:
        """A PDF, or a picture, which is drawn anew."""
        site_plans.put(code, read(SitePlanForm, request)["plan"])
        return told(request, code)


class SitePlanRemovalView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="remove_site_plan", request=None, responses=SiteSerializer)
    def post(self, request: Request, code: str) -> Response:
        site_plans.remove(code)
        return told(request, code)


class LessonsView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="learn", request=LessonForm, responses={201: SiteSerializer})
    def post(self, request: Request, code: str) -> Response:
        """What the next one should know."""
        site, said = sites.find(code), read(LessonForm, request)
        event = team.planned(request.actor, said["event"]) if said.get("event") else None
        once(
            request,
            lambda: str(sites.learn(site, said["text"], event=event, by=request.actor.ref).pk),
            reference=str,
            recall=str,
        )
        return told(request, code, 201)


class RuleSetsView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="rule_sets", responses=RuleSetListSerializer)
    def get(self, request: Request) -> Response:
        """What owners and towns ask today, and until when."""
        del request
        today, rows = timezone.localdate(), []
        for rules in RuleSet.objects.order_by("name"):  # a handful: a town, a campus, another one
            asked = sorted(rules.deadlines.valid_on(today), key=lambda it: (it.position, it.key))
            rows.append({"code": rules.code, "local_name": rules.local_name, "in_force": asked})
        return Response(RuleSetListSerializer({"results": rows}).data)


class PicksView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="people_to_pick", responses=PickListSerializer)
    def get(self, request: Request) -> Response:
        """Who could plan, lead or help: the crew of this house, and who has helped at an event. First names only."""
        building = managed(request, *TEAM)
        crew = Q(roles__name__in=CREW) & (Q(roles__building=None) | Q(roles__building=building))
        helped = Q(pk__in=CrewPlace.objects.filter(slot__date__event__building=building).values("person"))
        known = Person.objects.filter(crew | helped, is_active=True).exclude(first_name="")
        rows: list[dict[str, Any]] = [
            {
                "id": person.pk,
                "first_name": person.first_name,
                "roles": sorted({role.name for role in person.roles.all()} & CREW),
            }
            for person in known.distinct().prefetch_related("roles").order_by("pk")[:MOST_PICKS]
        ]
        return Response(PickListSerializer({"results": sorted(rows, key=lambda row: row["first_name"])}).data)


class OrganisersView(APIView):
    permission_classes = [Planner]

    @extend_schema(operation_id="organisers", responses=OrganiserListSerializer)
    def get(self, request: Request) -> Response:
        """The legal bodies that can organise an event."""
        del request
        return Response(OrganiserListSerializer({"results": OperatingEntity.objects.order_by("name")}).data)
