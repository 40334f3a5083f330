"""The entrance over HTTP: who comes in, and a scan taken back. No amount, no name."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import admissions, entrance, team
from events.models import AdmissionScan
from events.serializers.admissions import AdmissionReversalSerializer, AdmissionSerializer, AdmittedSerializer
from events.views.access import AtAnEntrance
from venue.errors import type_of_content
from venue.people.requests import Request
from venue.people.throttles import missed, refuse_guesser
from venue.reading import read


class AdmissionsView(APIView):
    permission_classes = [AtAnEntrance]

    @extend_schema(operation_id="admission", request=AdmissionSerializer, responses={201: AdmittedSerializer})
    def post(self, request: Request) -> Response:
        """Let in whom a ticket is for. The same `request_id` gets the same answer, however often it is sent."""
        attempt = entrance.Attempt(**read(AdmissionSerializer, request))
        if attempt.short_code:  # what is signed cannot be guessed: a mistyped code must not stop the queue's QR codes
            refuse_guesser(request, "short_code")
        scan = admissions.admit(attempt, by=request.actor.ref, serves=partial(team.keeps_entrance, request.actor))
        if attempt.short_code and scan.result == "unknown_ticket":
            missed(request, "short_code")
        return answer(scan)


class AdmissionReversalView(APIView):
    permission_classes = [AtAnEntrance]

    @extend_schema(operation_id="admission_reversal", request=AdmissionReversalSerializer, responses={201: None})
    def post(self, request: Request, request_id: UUID) -> Response:
        """Take back one's own scan within a minute; `request_id` in the body names this undoing."""
        said = read(AdmissionReversalSerializer, request)
        return answer(admissions.undo(said["request_id"], undoing=request_id, by=request.actor.ref))


def answer(scan: AdmissionScan) -> Response:
    return Response(scan.answer, scan.status, content_type=type_of_content if scan.status >= 400 else None)
