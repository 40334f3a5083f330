"""Papers for walls and doors, for the team and who leads an event on site."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.views import APIView

from events import refusals, team
from events.models import DateState, EventDate
from venue.people.permissions import Known
from venue.people.requests import Request

PDF: Final = {(200, "application/pdf"): OpenApiTypes.BINARY}
SIZE: Final = OpenApiParameter("size", OpenApiTypes.STR, enum=["a4", "a3"], description="Default: a4.")
LANGUAGE: Final = OpenApiParameter("language", OpenApiTypes.STR, enum=["fr", "en"], description="Default: fr.")


class PosterView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="poster", parameters=[SIZE, LANGUAGE], responses=PDF)
    def get(self, request: Request, date: int) -> HttpResponse:
        """What, when, where, with a QR to the page of the event."""
        from events.posters import invitation  # noqa: PLC0415  fpdf and its fonts: a fifth of a web process's start

        found = to_announce(request, date)
        if not found.stands:
            raise refusals.NobodyIsInvited(state=found.state, see="change-poster")
        paper = invitation.pdf(found, size=size_of(request), language=asked(request, "language", ("fr", "en")))
        return printed(paper, f"affiche-{found.event.slug}.pdf")


class ChangePosterView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="change_poster", parameters=[SIZE], responses=PDF)
    def get(self, request: Request, date: int) -> HttpResponse:
        """ANNULÉ, REPORTÉ or DÉPLACÉ, as the date stands; 409 when nothing has changed."""
        from events.posters import changed  # noqa: PLC0415  as above

        found = to_announce(request, date)
        return printed(changed.pdf(found, size=size_of(request)), f"changement-{found.event.slug}.pdf")


class DoorView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="door_text", responses=PDF)
    def get(self, request: Request, date: int) -> HttpResponse:
        """A text for the door, in both languages: it is here, it is elsewhere, it is not."""
        from events.posters import door  # noqa: PLC0415  as above

        found = team.led(request.actor, date)
        return printed(door.pdf(found), f"porte-{found.event.slug}.pdf")


class NeighboursView(APIView):
    permission_classes = [Known]

    @extend_schema(operation_id="neighbours_note", parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, date: int) -> HttpResponse:
        """An A4 for the letter boxes around (REQ-S6); 409 of what was called off or put off."""
        from events.posters import neighbours  # noqa: PLC0415  as above

        found = to_announce(request, date)
        if not found.stands:
            raise refusals.NobodyIsInvited(state=found.state, see="change-poster")
        paper = neighbours.pdf(found, language=asked(request, "language", ("fr", "en")))
        return printed(paper, f"voisins-{found.event.slug}.pdf")


def to_announce(request: Request, date: int) -> EventDate:
    """Raises NotFound, NothingToPrint."""
    found = team.led(request.actor, date)
    if found.state == DateState.HELD:
        raise refusals.NothingToPrint(state=found.state, allowed=[])
    return found


def size_of(request: Request) -> str:
    return asked(request, "size", ("a4", "a3"))


def asked(request: Request, name: str, known: tuple[str, ...]) -> str:
    """What the query says if it is known, else the first."""
    said = str(request.query_params.get(name, "")).lower()
    return said if said in known else known[0]


def printed(paper: bytes, name: str) -> HttpResponse:
    page = HttpResponse(paper, content_type="application/pdf")
    page["Content-Disposition"] = f'inline; filename="{name}"'
    page["Cache-Control"] = "no-store"
    return page
