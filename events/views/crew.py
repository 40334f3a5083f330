"""Crew over HTTP: the team opens slots and asks people; each sees and settles her own places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from events import agenda, crew, sheet, team
from events.models import CrewPlace, CrewSlot
from events.serializers.crew import (
    CrewPlaceSerializer,
    CrewSlotSerializer,
    CrewSlotsSerializer,
    InvitationSerializer,
    MyShiftsSerializer,
    NewSlotSerializer,
    SlotChangeSerializer,
)
from venue.errors import NotFound
from venue.people.actors import Actor
from venue.people.idempotency import once
from venue.people.models import Person
from venue.people.permissions import HasRole, Known, SignedIn
from venue.people.requests import Request
from venue.reading import read


class SlotsView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(operation_id="planning_slots", responses=CrewSlotsSerializer)
    def get(self, request: Request, date: int) -> Response:
        """Who does what when, and where somebody is still missing."""
        return Response({"results": sheet.tell_slots(team.dated(request.actor, date))})

    @extend_schema(request=NewSlotSerializer, responses={201: CrewSlotSerializer})
    def post(self, request: Request, date: int) -> Response:
        """Another job; setting up the evening before and clearing away the morning after are of the date too."""
        of, said = team.dated(request.actor, date), read(NewSlotSerializer, request)
        made = once(
            request,
            lambda: crew.open_slot(of, **said),
            reference=lambda slot: str(slot.pk),
            recall=lambda pk: slot_of(request.actor, int(pk)),
        )
        return Response(told(made), status=201)


class SlotView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(request=SlotChangeSerializer, responses=CrewSlotSerializer)
    def patch(self, request: Request, slot: int) -> Response:
        """Another hour takes its people along, who are told; 409 `double_duty` where one is wanted elsewhere."""
        known = slot_of(request.actor, slot)
        return Response(told(crew.change_slot(known.pk, **read(SlotChangeSerializer, request))))


class SlotRemovalView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, slot: int) -> Response:
        """It is not needed: whoever was confirmed is told."""
        crew.close_slot(slot_of(request.actor, slot).pk)
        return Response(status=204)


class InvitationsView(APIView):
    permission_classes = [HasRole(*team.TEAM)]

    @extend_schema(request=InvitationSerializer, responses={201: CrewPlaceSerializer})
    def post(self, request: Request, slot: int) -> Response:
        """Ask somebody; who has applied already is confirmed by it. Saying it twice is safe."""
        known = slot_of(request.actor, slot)
        person = Person.objects.filter(pk=read(InvitationSerializer, request)["person"], is_active=True).first()
        if person is None:
            raise NotFound
        return Response(sheet.tell_crew_place(crew.ask(known.pk, person, by=request.actor.ref)), status=201)


class ApplicationsView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(request=None, responses={201: CrewPlaceSerializer})
    def post(self, request: Request, slot: int) -> Response:
        """Offer to help; who was asked has agreed by it. Saying it twice is safe."""
        found = crew.open_to(slot, person_of(request.actor)) or slot_of(request.actor, slot)
        return Response(sheet.tell_crew_place(crew.apply(found.pk, person_of(request.actor))), status=201)


class ConfirmationView(APIView):
    permission_classes = [Known]

    @extend_schema(request=None, responses=CrewPlaceSerializer)
    def post(self, request: Request, place: int) -> Response:
        """The team confirms who applied, or said yes by word of mouth; she confirms when she was asked."""
        known = place_of(request.actor, place)
        if known.state == CrewPlace.State.APPLIED and not of_team(request.actor, known):
            raise crew.SettledOtherwise(state=known.state)
        return Response(sheet.tell_crew_place(crew.confirm(known.pk, by=request.actor.ref)))


class RefusalView(APIView):
    permission_classes = [Known]

    @extend_schema(request=None, responses=CrewPlaceSerializer)
    def post(self, request: Request, place: int) -> Response:
        """She cannot, or the team needs nobody more."""
        known = place_of(request.actor, place)
        return Response(sheet.tell_crew_place(crew.decline(known.pk, by=request.actor.ref)))


class DepartureView(APIView):
    permission_classes = [Known]

    @extend_schema(request=None, responses=CrewPlaceSerializer)
    def post(self, request: Request, place: int) -> Response:
        """She gives her place back, or the team does without her, and she is told."""
        known = place_of(request.actor, place)
        return Response(sheet.tell_crew_place(crew.leave(known.pk, by=request.actor.ref)))


class MyShiftsView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(operation_id="planning_my_shifts", responses=MyShiftsSerializer)
    def get(self, request: Request) -> Response:
        """One's own places that are not over, and where help is still wanted, soonest first."""
        person = person_of(request.actor)
        mine = [
            {"id": place.pk, "state": place.state, "slot": tell_open(place.slot)} for place in crew.shifts_of(person)
        ]
        return Response({"mine": mine, "open": [tell_open(slot) for slot in crew.open_slots(person)]})


def slot_of(actor: Actor, pk: int) -> CrewSlot:
    """A slot that the actor's team has. Raises NotFound."""
    slots = CrewSlot.objects.select_related("date__event").filter(pk=pk, date__event__dropped_at=None)
    found = slots.filter(team.in_reach(actor, "date__event__building")).first() if actor.has(*team.TEAM) else None
    if found is None:
        raise NotFound
    return found


def place_of(actor: Actor, pk: int) -> CrewPlace:
    """One's own place, or one of the actor's team. Raises NotFound."""
    place = crew.find(pk)
    if not (actor.kind == "person" and place.person_id == actor.id) and not of_team(actor, place):
        raise NotFound
    return place


def of_team(actor: Actor, place: CrewPlace) -> bool:
    return actor.has(*team.TEAM, building=place.slot.date.event.building_id)


def person_of(actor: Actor) -> Person:
    assert isinstance(actor.id, UUID)  # noqa: S101  permission_classes: a person
    return Person.objects.get(pk=actor.id)


def told(slot: CrewSlot) -> dict[str, Any]:
    known = crew.with_confirmed(CrewSlot.objects.filter(pk=slot.pk))
    return sheet.tell_slot(known.select_related("date__event").prefetch_related("places__person").get())


def tell_open(slot: CrewSlot) -> dict[str, Any]:
    """Without anybody's name: of what, when and where."""
    date, event = slot.date, slot.date.event
    place, moment = agenda.tell_place(date), sheet.clock(date)
    return {
        **sheet.tell_hours(slot),
        "event": {
            "slug": event.slug,
            "title": event.local_title,
            "url": agenda.address(event) if event.is_public else None,
            "place": place["name"],
            "address": place["address"],
            "city": place["city"],
            "starts_at": moment(date.starts_at),
            "ends_at": moment(date.ends_at),
            "status": agenda.status(date).value,
        },
    }
