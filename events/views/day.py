"""The day itself over HTTP: for the team, and on site for whoever leads the event there."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import contacts, decisions, incidents, passages, report, run_sheet, sheet, team
from events.models import Decision, EventDate
from events.passages import Answer, Tap
from events.serializers.day import (
    ContactsOfEventSerializer,
    CountSerializer,
    DecisionSerializer,
    EventReportSerializer,
    HeardPassagesSerializer,
    IncidentSerializer,
    NewContactsSerializer,
    NewDecisionSerializer,
    NewIncidentSerializer,
    NewPassageSerializer,
    NewPassagesSerializer,
    NewReportSerializer,
    NewRunSheetSerializer,
    RunSheetSerializer,
    SheetSerializer,
)
from venue.people.idempotency import once
from venue.people.permissions import Known
from venue.people.requests import Request
from venue.reading import read
from venue.spaces.occupancy import RequestIdReused


class SheetView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="planning_sheet", responses=SheetSerializer)
    def get(self, request: Request, date: int) -> Response:
        """All that the lead on site needs, in one document to be kept on the phone."""
        return Response(sheet.sheet(team.led(request.actor, date), request.actor))


class SheetPrintView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="planning_sheet_print", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, date: int) -> HttpResponse:
        """The same on A4, for the pocket; the plan of the place on a second page."""
        from events.sheet_paper import sheet_pdf  # noqa: PLC0415  fpdf and its fonts: a fifth of a process's start

        known = team.led(request.actor, date)
        page = HttpResponse(sheet_pdf(known, request.actor, timezone.now()), content_type="application/pdf")
        page["Content-Disposition"] = f'inline; filename="{known.event.slug}-{known.starts_at:%Y-%m-%d}.pdf"'
        page["Cache-Control"] = "no-store"
        return page


class RunSheetView(APIView):
    permission_classes = [Known]

    @extend_schema(request=NewRunSheetSerializer, responses=RunSheetSerializer)
    def put(self, request: Request, date: int) -> Response:
        """The whole run sheet as it is now, by quarters of an hour."""
        known, said = team.led(request.actor, date), read(NewRunSheetSerializer, request)
        lines = run_sheet.replace(known, said["lines"])
        return Response({"lines": [sheet.tell_line(line, known) for line in lines]})


class ContactsView(APIView):
    permission_classes = [Known]

    @extend_schema(request=NewContactsSerializer, responses=ContactsOfEventSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Whom the lead on site calls: the whole list as it is now."""
        known, said = team.led_event(request.actor, slug), read(NewContactsSerializer, request)
        them = contacts.replace(known, said["contacts"])
        return Response({"contacts": [sheet.tell_contact(contact) for contact in them]})


class DecisionsView(APIView):
    permission_classes = [Known]

    @extend_schema(request=NewDecisionSerializer, responses={201: DecisionSerializer})
    def post(self, request: Request, date: int) -> Response:
        """Go, plan B or no-go, written down; telling people is `changes`. Plan B is refused where it cannot be."""
        known, said = team.led(request.actor, date), read(NewDecisionSerializer, request)
        made = once(
            request,
            lambda: decisions.decide(known, said["answer"], why=said["why"], by=request.actor.ref),
            reference=lambda decision: str(decision.pk),
            recall=lambda pk: Decision.objects.select_related("date__event").get(pk=pk, date=known),
        )
        return Response(decisions.tell(made), status=201)


class IncidentsView(APIView):
    permission_classes = [Known]

    @extend_schema(request=NewIncidentSerializer, responses={201: IncidentSerializer, 200: IncidentSerializer})
    def post(self, request: Request, date: int) -> Response:
        """What went wrong. 200 if this `request_id` was already heard."""
        known, said = team.led(request.actor, date), read(NewIncidentSerializer, request)
        incident, new = incidents.report(known, **said, by=request.actor.ref)
        return Response(sheet.tell_incident(incident, known), status=201 if new else 200)


class PassagesView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="planning_count", responses=CountSerializer)
    def get(self, request: Request, date: int) -> Response:
        """How many came by so far."""
        return Response(told(team.led(request.actor, date)))

    @extend_schema(
        request=PolymorphicProxySerializer(
            component_name="NewPassageOrPassages",
            serializers=[NewPassageSerializer, NewPassagesSerializer],
            resource_type_field_name=None,
        ),
        responses={201: HeardPassagesSerializer, 200: HeardPassagesSerializer},
    )
    def post(self, request: Request, date: int) -> Response:
        """One tap, or `passages`, all that a phone has kept: an answer for each, and the count as it is now.

        201 when anything was new, 200 when all had been heard. A single tap that cannot be is refused; in a batch it is
        answered so, and does not hold up the others.
        """
        known = team.led(request.actor, date)
        batch = isinstance(request.data, dict) and "passages" in request.data
        said = read(NewPassagesSerializer, request)["passages"] if batch else [read(NewPassageSerializer, request)]
        taps = [Tap(**tap) for tap in said]
        answers = passages.hear(known, taps, by=request.actor.ref)
        if not batch:
            refuse(known, answers[0])
        results = [
            {"request_id": str(tap.request_id), "answer": answer.value}
            for tap, answer in zip(taps, answers, strict=True)
        ]
        return Response({"results": results, "count": told(known)}, status=201 if Answer.HEARD in answers else 200)


class ReportView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="planning_report", responses=EventReportSerializer)
    def get(self, request: Request, date: int) -> Response:
        """What remains of the date, and what is still missing."""
        return Response(report.tell(team.led(request.actor, date)))

    @extend_schema(request=NewReportSerializer, responses=EventReportSerializer)
    def put(self, request: Request, date: int) -> Response:
        """What is said, on top of what was said before."""
        known, said = team.led(request.actor, date), read(NewReportSerializer, request)
        report.write(known, **said, by=request.actor.ref)
        return Response(report.tell(known))


def told(date: EventDate) -> dict[str, object]:
    return passages.tell(date, passages.count(date))


def refuse(date: EventDate, answer: Answer) -> None:
    """What is answered in a batch is refused of a single tap. Raises RequestIdReused, OutsideTheDay."""
    if answer == Answer.REUSED:
        raise RequestIdReused
    if answer in (Answer.OUTSIDE, Answer.FUTURE):
        raise passages.outside(date)
