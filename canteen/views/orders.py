"""Orders over HTTP: anyone may order; the bearer of the key may look, print and cancel."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import door_paper, jobs, orders, wishes
from canteen.models import MealTicket, Order, Postcard
from canteen.models.orders import OrderState
from canteen.refusals import MailboxFull, UnknownTicket
from canteen.serializers.orders import NewOrderSerializer, OrderSerializer
from venue.codes import pictures, short
from venue.errors import NotFound
from venue.people import mailboxes
from venue.people.browsers import browser_of
from venue.people.buckets import Buckets
from venue.people.idempotency import once
from venue.people.permissions import Anyone
from venue.people.requests import Request
from venue.people.throttles import missed, refuse_guesser
from venue.reading import StrictSerializer, read, tell

letters = Buckets()


class OrdersView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=NewOrderSerializer, responses={201: OrderSerializer})
    def post(self, request: Request) -> Response:
        """Order covers of a sitting: confirmed at once without an amount, else `checkout_url` says where to pay."""
        wish = wish_of(read(NewOrderSerializer, request), request)
        spoken = bool(short.clean(wish.open_ticket))  # what is signed cannot be guessed
        if spoken:
            refuse_guesser(request, "open_ticket")
        try:
            order = once(
                request,
                lambda: orders.place(wish),
                refuse=lambda: wishes.refuse_early(wish),
                reference=lambda made: made.key,
                recall=find,
            )
        except UnknownTicket:
            if spoken:
                missed(request, "open_ticket")
            raise
        return Response(body(order), status=201)


class OrderView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=OrderSerializer)
    def get(self, request: Request, key: str) -> Response:
        return Response(body(find(key)))


class CancellationView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=None, responses=OrderSerializer)
    def post(self, request: Request, key: str) -> Response:
        """Cancel until the sitting starts; what was paid goes back the way it came."""
        orders.cancel(key)
        return Response(body(find(key)))


class MessageSerializer(StrictSerializer):
    email = serializers.EmailField(max_length=254)


class MessageView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=MessageSerializer, responses={202: None})
    def post(self, request: Request, key: str) -> Response:
        """Send the ticket to an address, which is used once and not kept."""
        email = read(MessageSerializer, request)["email"]
        order = find(key)
        # The house must not become somebody's way of flooding a mailbox.
        if wait := letters.take(key, limit=5, seconds=3600):
            raise Throttled(wait)
        if order.state != OrderState.CONFIRMED:
            raise NotFound
        if mailboxes.is_full(email):
            raise MailboxFull
        once(
            request,
            lambda: jobs.send_postcard.defer(postcard=Postcard.objects.create(order=order, email=email).pk),
            reference=str,
            recall=int,
        )
        return Response(status=202)


class TicketPictureView(APIView):
    """The ticket's QR as `.svg` or `.png`, or the whole `.pdf` page."""

    permission_classes = [Anyone]

    @extend_schema(
        responses={(200, "image/svg+xml"): OpenApiTypes.BINARY, (200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, key: str, serial: str, kind: str) -> HttpResponse:
        order = find(key)
        ticket = next((one for one in order.kept_tickets if one.serial == serial), None)
        if ticket is None:
            raise UnknownTicket
        if kind not in ("svg", "png", "pdf"):
            raise NotFound
        if kind == "svg":
            return HttpResponse(pictures.svg(door_paper.token(ticket)), content_type="image/svg+xml")
        if kind == "png":
            return HttpResponse(pictures.png(door_paper.token(ticket)), content_type="image/png")
        with translation.override(order.language):
            page = HttpResponse(door_paper.pdf(ticket), content_type="application/pdf")
        page["Content-Disposition"] = 'inline; filename="ticket.pdf"'
        return page


def find(key: str) -> Order:
    """The order behind a key, with all that its page shows; NotFound for any other."""
    tickets = Prefetch("tickets", MealTicket.objects.order_by("made_at"), to_attr="kept_tickets")
    found = Order.objects.filter(key=key).select_related("sitting__space__building")
    order = found.prefetch_related(tickets).first()  # type: ignore[no-redef]
    if order is None:
        raise NotFound
    return order


def body(order: Order) -> dict[str, Any]:
    order.checkout_url = orders.checkout_url(order)  # type: ignore[attr-defined]
    return tell(OrderSerializer, order)


def wish_of(said: dict[str, Any], request: Request) -> wishes.Wish:
    contact = said.pop("contact", None) or {}
    language = contact.pop("language", None) or translation.get_language() or "fr"
    return wishes.Wish(**said, **contact, language=language, browser=browser_of(request))
