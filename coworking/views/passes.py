"""The price list and passes over HTTP: anyone reads the list, a person has her passes, a manager sells at the desk."""

from __future__ import annotations

import uuid
from typing import cast

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import buying, sales
from coworking.models import Offer, Pass
from coworking.serializers.passes import (
    CashCountSerializer,
    NewPassSerializer,
    OfferSerializer,
    PassSerializer,
    SaleSerializer,
    SoldSerializer,
)
from venue.errors import NotFound
from venue.paging import paged
from venue.people.idempotency import once
from venue.people.managing import managed
from venue.people.models import Person
from venue.people.permissions import Anyone, HasRole, SignedIn
from venue.people.requests import Request
from venue.reading import read, tell


class OffersView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=OfferSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What is on sale, in the order of the price list."""
        return paged(Offer.objects.sold().select_related("entity"), OfferSerializer, request)


class PassesView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(responses=PassSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own passes, newest first; those that were given up before they were paid are left out."""
        mine = Pass.objects.filter(person=request.actor.id).exclude(state=Pass.State.CANCELLED)
        return paged(mine.select_related("offer").order_by("-made_at"), PassSerializer, request)

    @extend_schema(request=NewPassSerializer, responses={201: PassSerializer})
    def post(self, request: Request) -> Response:
        """Get a pass: `checkout_url` says where to pay; at one's own choice of 0 it is there at once."""
        said = read(NewPassSerializer, request)
        made = once(
            request,
            lambda: buying.buy(
                person_of(request),
                said["offer"],
                contribution_cents=said.get("contribution_cents"),
                language=get_language() or request.actor.language,  # of the page that she comes back to
            ),
            reference=lambda held: str(held.pk),
            recall=lambda id: of(request, uuid.UUID(id)),
        )
        return Response(tell(PassSerializer, of(request, made.pk)), status=201)


class PassView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(responses=PassSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(tell(PassSerializer, of(request, id)))


class PassCancellationView(APIView):
    permission_classes = [SignedIn]

    @extend_schema(request=None, responses=PassSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """End a subscription after the month that is paid, or give an unused pass back. Saying it twice is safe."""
        buying.cancel(person_of(request), id)
        return Response(tell(PassSerializer, of(request, id)))


class PassSalesView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=SaleSerializer, responses={201: SoldSerializer})
    def post(self, request: Request) -> Response:
        """Sell a pass for cash, to somebody who has no card. The answer names no amount."""
        managed(request, "manager")
        said = read(SaleSerializer, request)
        person = Person.objects.filter(pk=said["person"], is_active=True).first()
        if person is None:
            raise NotFound
        made = once(
            request,
            lambda: buying.sell(person, said["offer"]),
            reference=lambda held: str(held.pk),
            recall=lambda id: Pass.objects.get(pk=id),
        )
        return Response(tell(SoldSerializer, made), status=201)


class CashCountsView(APIView):
    permission_classes = [HasRole("manager")]

    @extend_schema(request=CashCountSerializer, responses={201: None})
    def post(self, request: Request) -> Response:
        """Count the box at the coworking: what people put in on trust. No coin is tied to anybody."""
        managed(request, "manager")
        said = read(CashCountSerializer, request)
        once(request, lambda: sales.count_box(**said), reference=str, recall=str)
        return Response(status=201)


def of(request: Request, id: uuid.UUID) -> Pass:
    """One's own; somebody else's is not found."""
    found = Pass.objects.select_related("offer__entity").filter(person=request.actor.id, pk=id).first()
    if found is None:
        raise NotFound
    return found


def person_of(request: Request) -> Person:
    return cast(Person, request.user)
