"""Bookings over HTTP: a person books for herself, a host for anyone; each reaches her own, hosts all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import bookings, hosts, letters, paying, presence, refusals, resources, standing
from coworking.models import Booking, BookingChange, BookingState
from coworking.models.bookings import BookingQuerySet
from coworking.serializers.bookings import BookingSerializer, NewBookingSerializer, tell
from coworking.wishes import Item, Wish
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.paging import Pages
from venue.people.actors import Actor
from venue.people.idempotency import once
from venue.people.models import Person
from venue.people.permissions import PerMethod, SignedIn
from venue.people.requests import Request
from venue.reading import AwareDateTimeField, StrictSerializer, read

WHAT = BookingChange.What
WHEN = [OpenApiParameter("when", OpenApiTypes.STR, enum=["coming", "past"], description="Default: coming.")]


class Bookers(BasePermission):
    """A person, who books for herself; a host, also by a paired device, who books for anyone."""

    def has_permission(self, request: Any, view: APIView) -> bool:
        return request.actor.kind == "person" or hosts.is_host(request.actor)


class BookingsView(PerMethod, APIView):
    who_may: ClassVar = {"GET": SignedIn, "POST": Bookers}

    @extend_schema(parameters=WHEN, responses=BookingSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own bookings: those to come, soonest first, or those that are over, latest first."""
        now = timezone.now()
        mine = Booking.objects.filter(person=request.actor.id)
        coming = mine.active().filter(ends_at__gt=now)
        past = mine.exclude(pk__in=coming).order_by("-starts_at", "-pk")
        pages = Pages()
        page = pages.paginate_queryset(with_places(past if request.GET.get("when") == "past" else coming), request)
        return pages.get_paginated_response([tell(booking, request.actor, now) for booking in page or []])

    @extend_schema(request=NewBookingSerializer, responses={201: BookingSerializer})
    def post(self, request: Request) -> Response:
        """Book one place or several, all or none. With `first_name` (or "") or `walk_in`, a host books for anyone."""
        said = read(NewBookingSerializer, request)
        offer = said.pop("offer")
        wish = wish_of(said, request)
        made = once(
            request,
            lambda: presence.seat(wish) if wish.walk_in else told_by_mail(WHAT.CONFIRMED, *paying.place(wish, offer)),
            reference=lambda them: str(them[0].group),
            recall=lambda group: list(with_places(Booking.objects.filter(group=group)).order_by("pk")),
        )
        return Response(tell_together(made, request.actor), status=201)


class BookingView(APIView):
    permission_classes = [Bookers]

    @extend_schema(responses=BookingSerializer)
    def get(self, request: Request, key: str) -> Response:
        found = reached(request.actor, key)
        return Response(tell(found, request.actor, timezone.now()) | where_to_pay(found, request.actor))


class CancellationView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=None, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Give the place back before it begins. Saying it twice is safe."""
        return change(request, key, lambda booking: cancel(booking, request.actor))


class MoveSerializer(StrictSerializer):
    starts_at = AwareDateTimeField()
    ends_at = AwareDateTimeField()


class MoveView(APIView):
    permission_classes = [Bookers]

    @extend_schema(request=MoveSerializer, responses=BookingSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Another time at the same place, under the same rules."""
        said, actor = read(MoveSerializer, request), request.actor
        with transaction.atomic():
            seen = changeable(actor, key)
            booking = bookings.reschedule(key, **said, by=actor.ref, host=hosts.receives(actor, seen.resource.space))
            told_by_mail(WHAT.MOVED, booking)
        return Response(tell(booking, actor, timezone.now()))


def cancel(booking: Booking, actor: Actor) -> None:
    stood = booking.is_active
    bookings.cancel(booking, by=actor.ref)
    if stood:
        told_by_mail(WHAT.CANCELLED, booking)


def told_by_mail(what: BookingChange.What, *made: Booking) -> list[Booking]:
    """Leave a letter to the worker, about what stands for sure: a hold has none."""
    if all(booking.state != BookingState.HELD for booking in made):
        letters.tell(what, *made)
    return [*made]


def change(request: Request, key: str, act: Callable[[Booking], object]) -> Response:
    """Do `act` to one's own booking, or to one that a host looks after, under its locks; the booking as it is then."""
    with transaction.atomic():
        changeable(request.actor, key)
        booking = bookings.locked(key)
        act(booking)
    return Response(tell(booking, request.actor, timezone.now()))


def reachable(actor: Actor) -> BookingQuerySet:
    """One's own, and for a host those of people in the rooms that she looks after. Somebody else's is not found."""
    mine = Q(person=actor.id) if actor.kind == "person" else Q(pk__in=[])
    return Booking.objects.of_people().filter(mine | hosts.theirs(actor, space="resource__space"))


def where_to_pay(booking: Booking, actor: Actor) -> dict[str, Any]:
    """For whoever books, outside any transaction. A host never sees the page: an amount stands on it (DESIGN §1.1)."""
    return {"checkout_url": paying.checkout_url(booking)} if booking.person_id == actor.id else {}


def reached(actor: Actor, key: str) -> Booking:
    found = with_places(reachable(actor).filter(key=key)).first()
    if found is None:
        raise NotFound
    return found


def changeable(actor: Actor, key: str) -> Booking:
    """One that is reached, and no hire's: that one has its own way. Raises NotFound, IsHired."""
    found = reached(actor, key)
    if standing.is_contract(found):
        raise refusals.IsHired
    return found


def with_places(rows: BookingQuerySet) -> BookingQuerySet:
    return rows.select_related("resource__space", "hire")


def wish_of(said: dict[str, Any], request: Request) -> Wish:
    """What the body means; raises NotFound for a resource that this building does not have."""
    actor = request.actor
    for_anyone = "first_name" in said or said["walk_in"]
    host = for_anyone or actor.kind != "person"
    items = items_of(said["items"], building_of(request).pk, walk_in=said["walk_in"])
    if host:
        refuse_others(actor, items)
    return Wish(
        items=items,
        by=actor.ref,
        person=None if host else person_of(request),
        first_name=said.get("first_name", ""),
        host=host,
        walk_in=said["walk_in"],
        people=said["people"],
        title=said["title"],
        language=actor.language,
    )


def refuse_others(actor: Actor, items: Sequence[Item]) -> None:
    """Only whom she looks after does a host book for."""
    if not all(hosts.receives(actor, item.resource.space) for item in items):
        raise PermissionDenied


def person_of(request: Request) -> Person:
    return cast(Person, request.user)


def items_of(said: Sequence[dict[str, Any]], building: int, *, walk_in: bool = False) -> list[Item]:
    codes = {it["resource"] for it in said}
    known = resources.in_use(codes, building)
    if codes - known.keys():
        raise NotFound
    if walk_in:
        now = timezone.now()
        return [presence.walk_in(known[it["resource"]], now, it["ends_at"]) for it in said]
    return [Item(known[it["resource"]], it["starts_at"], it["ends_at"]) for it in said]


def tell_together(made: Sequence[Booking], actor: Actor) -> dict[str, Any]:
    """The first of them, with all of them as `items` when there are several."""
    now: datetime = timezone.now()
    told = [tell(booking, actor, now) for booking in made]
    told[0] |= where_to_pay(made[0], actor)
    return told[0] | ({"items": told} if len(told) > 1 else {})
