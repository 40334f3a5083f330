"""Hiring a room over HTTP: anybody asks, the bearer of the key answers, managers decide, accountants keep invoices."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import Throttled
from rest_framework.response import Response
from rest_framework.views import APIView

from coworking import hire, hire_payments, hire_prices, hire_requests, invoices
from coworking.hire_prices import Item
from coworking.models import HireRequest, Invoice, InvoicePayment, Quote, Resource
from coworking.serializers.hire import (
    ArrangementForm,
    CheckoutSerializer,
    CreditForm,
    HireRequestSerializer,
    HireRoomListSerializer,
    InvoiceForm,
    InvoicePaymentSerializer,
    InvoiceSerializer,
    ManagedHireRequestSerializer,
    NewHireRequestSerializer,
    PaymentForm,
    QuoteForm,
    RefusalForm,
)
from venue import rules
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.house.models import Building
from venue.paging import paged
from venue.people.buckets import Buckets
from venue.people.idempotency import once
from venue.people.managing import managed
from venue.people.models import Person
from venue.people.permissions import Anyone, HasRole, PerMethod
from venue.people.requests import Request
from venue.people.throttles import address_of
from venue.reading import read

Manager = HasRole("manager")
KeepsBooks = HasRole("manager", "accountant")
WHICH = [
    OpenApiParameter("which", OpenApiTypes.STR, enum=["standing", "over"], description="Default: standing."),
    OpenApiParameter("building", OpenApiTypes.STR),
]
PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}
strangers = Buckets()


class RoomsView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=HireRoomListSerializer)
    def get(self, request: Request) -> Response:
        """The rooms that can be hired, how they can be set up, and what they cost."""
        building = building_of(request)
        rooms = list(
            Resource.objects.in_use()
            .rooms()
            .filter(space__building=building, bookable=True, prices__isnull=False)
            .distinct()
            .select_related("space")
            .prefetch_related("space__layouts")
        )
        prices = hire_prices.price_list(rooms, timezone.localdate())
        told = {
            "half_day_h": rules.get("hire.half_day_h"),
            "cancel_hours": rules.get("room.cancel_hours", building=building.pk),
            "results": rooms,
        }
        return Response(HireRoomListSerializer(told, context={"prices": prices}).data)


class HireRequestsView(PerMethod, APIView):
    who_may: ClassVar = {"GET": Manager, "POST": Anyone}

    @extend_schema(parameters=WHICH, responses=ManagedHireRequestSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What waits for the house first, public interest before private hire (REQ-W5)."""
        rows = ours(managed(request, "manager"))
        if request.GET.get("which") == "over":
            return paged(rows.exclude(pk__in=rows.standing()), ManagedHireRequestSerializer, request)
        return paged(rows.standing().in_our_order(), ManagedHireRequestSerializer, request)

    @extend_schema(request=NewHireRequestSerializer, responses={201: HireRequestSerializer})
    def post(self, request: Request) -> Response:
        """Ask for a room. It is held until we answer; `key` leads back to the request."""
        said = read(NewHireRequestSerializer, request)
        room = Resource.objects.in_use().rooms().filter(code=said.pop("resource"), bookable=True)
        found = room.filter(space__building=building_of(request)).select_related("space", "entity").first()
        if found is None:
            raise NotFound
        asked = hire_requests.Asked(resource=found, language=request.actor.language, **said)
        person = request.user if isinstance(request.user, Person) else None
        made = once(
            request,
            lambda: hire_requests.request(asked, by=request.actor.ref, person=person),
            refuse=lambda: refuse_flood(request),
            reference=lambda made: made.key,
            recall=hire.found,
        )
        return Response(body(made.key), status=201)


class HireRequestView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=HireRequestSerializer, operation_id="hire_request_of_bearer")
    def get(self, request: Request, hire: str) -> Response:
        return Response(body(hire))


class AcceptanceView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=None, responses=HireRequestSerializer)
    def post(self, request: Request, hire: str) -> Response:
        """Agree to the quote. Saying it twice is safe."""
        accept(hire, by=request.actor.ref)
        return Response(body(hire))


class CancellationView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=None, responses=HireRequestSerializer)
    def post(self, request: Request, hire: str) -> Response:
        """Give the room back: free until `room.cancel_hours` before it begins."""
        cancel(hire, by=request.actor.ref)
        return Response(body(hire))


class CheckoutView(APIView):
    permission_classes = [Anyone]

    @extend_schema(request=None, responses=CheckoutSerializer)
    def post(self, request: Request, hire: str) -> Response:
        """Where to pay the invoice by card; null when cards are not taken just now."""
        return Response({"checkout_url": hire_payments.checkout_url(found(hire), language=request.actor.language)})


class QuotePaperView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=PDF, operation_id="quote_paper_of_bearer")
    def get(self, request: Request, hire: str) -> HttpResponse:
        return quote_paper(found(hire))


class InvoicePaperView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=PDF)
    def get(self, request: Request, hire: str, number: str) -> HttpResponse:
        made = next((it for it in found(hire).invoices.all() if it.number == number), None)
        if made is None:
            raise NotFound
        return invoice_paper(made)


class ManagedView(APIView):
    permission_classes = [Manager]

    @extend_schema(responses=ManagedHireRequestSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return managed_body(request, pk)


class QuoteView(APIView):
    permission_classes = [Manager]

    @extend_schema(request=QuoteForm, responses={201: ManagedHireRequestSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Write a quote, by the price list unless `items` are given; it goes out by mail. Another one replaces it."""
        asked, said = of_ours(request, pk), read(QuoteForm, request)
        rate = hire_prices.vat_bp(asked.booking.resource, asked.booking.starts_at)
        items = [Item(**line, vat_bp=rate) for line in said.get("items", [])]
        once(
            request,
            lambda: hire.quote(pk, by=request.actor.ref, items=items, valid_until=said.get("valid_until")),
            reference=lambda made: str(made.pk),
            recall=lambda made: Quote.objects.get(pk=made),
        )
        return managed_body(request, pk, status=201)


class ApprovalView(APIView):
    permission_classes = [Manager]

    @extend_schema(request=None, responses=ManagedHireRequestSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """The room is theirs. 409 `over_capacity` with figures when the house would be too full: nothing changes."""
        of_ours(request, pk)
        hire.approve(pk, by=request.actor.ref)
        return managed_body(request, pk)


class ArrangementView(APIView):
    permission_classes = [Manager]

    @extend_schema(request=ArrangementForm, responses=ManagedHireRequestSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Fewer people or another set-up, as agreed with the customer: so a house that would be too full makes room."""
        of_ours(request, pk)
        hire.arrange(pk, **read(ArrangementForm, request))
        return managed_body(request, pk)


class RefusalView(APIView):
    permission_classes = [Manager]

    @extend_schema(request=RefusalForm, responses=ManagedHireRequestSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Not this time; `answer` is sent with it."""
        of_ours(request, pk)
        hire.refuse(pk, by=request.actor.ref, answer=read(RefusalForm, request)["answer"])
        return managed_body(request, pk)


class InvoiceView(APIView):
    permission_classes = [Manager]

    @extend_schema(request=InvoiceForm, responses={201: InvoiceSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Write the invoice of an approved hire: from then on it can only be taken back by a credit note."""
        of_ours(request, pk)
        facts = read(InvoiceForm, request)
        made = once(
            request,
            lambda: hire.invoice(pk, by=request.actor.ref, **facts),
            reference=lambda made: str(made.pk),
            recall=lambda made: Invoice.objects.get(pk=made),
        )
        return Response(InvoiceSerializer(made).data, status=201)


class ManagedQuotePaperView(APIView):
    permission_classes = [Manager]

    @extend_schema(responses=PDF)
    def get(self, request: Request, pk: int) -> HttpResponse:
        return quote_paper(of_ours(request, pk))


class InvoicesView(APIView):
    permission_classes = [KeepsBooks]

    @extend_schema(responses=InvoiceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """All invoices, latest first; of whom stands on each paper only."""
        rows = (
            kept(managed(request, "manager", "accountant"))
            .select_related("credits", "credited_by")
            .prefetch_related("payments")
        )
        return paged(rows, InvoiceSerializer, request)


class ManagedInvoicePaperView(APIView):
    """The paper itself: a voucher of the books, which by law names its customer."""

    permission_classes = [KeepsBooks]

    @extend_schema(responses=PDF)
    def get(self, request: Request, pk: int) -> HttpResponse:
        return invoice_paper(of_the_books(request, pk))


class CreditNoteView(APIView):
    permission_classes = [KeepsBooks]

    @extend_schema(request=CreditForm, responses={201: InvoiceSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Take an invoice back, whole, by a credit note."""
        invoice, reason = of_the_books(request, pk), read(CreditForm, request)["reason"]
        made = once(
            request,
            lambda: invoices.credit(invoice, reason=reason, by=request.actor.ref),
            reference=lambda made: str(made.pk),
            recall=lambda made: Invoice.objects.get(pk=made),
        )
        return Response(InvoiceSerializer(made).data, status=201)


class PaymentView(APIView):
    permission_classes = [KeepsBooks]

    @extend_schema(request=PaymentForm, responses={201: InvoicePaymentSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Money came in by bank transfer or in cash; several may add up."""
        return noted(request, of_the_books(request, pk), invoices.receive)


class RepaymentView(APIView):
    permission_classes = [KeepsBooks]

    @extend_schema(request=PaymentForm, responses={201: InvoicePaymentSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """What was paid for an invoice that was taken back has been given back."""
        return noted(request, of_the_books(request, pk), invoices.give_back)


# --- which row -------------------------------------------------------------------------------------------------------

PLACES = "booking__resource__space__building", "booking__resource__entity"
PAPERS = "quotes", "invoices__credits", "invoices__credited_by", "invoices__payments"
accept, cancel = hire.accept, hire.cancel


def ours(building: Building) -> Any:
    asked = HireRequest.objects.filter(booking__resource__space__building=building)
    return asked.select_related(*PLACES).prefetch_related(
        "booking__resource__prices", "booking__resource__space__layouts", *PAPERS
    )


def of_ours(request: Request, pk: int) -> HireRequest:
    asked: HireRequest = get_object_or_404(ours(managed(request, "manager")), pk=pk)
    return asked


def kept(building: Building) -> Any:
    return Invoice.objects.filter(request__booking__resource__space__building=building)


def of_the_books(request: Request, pk: int) -> Invoice:
    invoice: Invoice = get_object_or_404(kept(managed(request, "manager", "accountant")), pk=pk)
    return invoice


def found(key: str) -> HireRequest:
    return HireRequest.objects.select_related(*PLACES).prefetch_related(*PAPERS).get(pk=hire.found(key).pk)


def body(key: str) -> dict[str, Any]:
    return dict(HireRequestSerializer(found(key)).data)


def managed_body(request: Request, pk: int, status: int = 200) -> Response:
    return Response(ManagedHireRequestSerializer(of_ours(request, pk)).data, status=status)


def noted(request: Request, invoice: Invoice, act: Any) -> Response:
    said = read(PaymentForm, request)
    made: InvoicePayment = once(
        request,
        lambda: act(invoice, said["amount_cents"], means=said["means"], by=request.actor.ref),
        reference=lambda made: str(made.pk),
        recall=lambda made: InvoicePayment.objects.select_related("invoice").get(pk=made),
    )
    return Response(InvoicePaymentSerializer(made).data, status=201)


def refuse_flood(request: Request) -> None:
    """Each request holds a room: a script must not empty the house (DESIGN §4 Nuisance)."""
    if request.actor.kind == "guest" and (wait := strangers.take(address_of(request), limit=20, seconds=3600)):
        raise Throttled(wait)


def quote_paper(asked: HireRequest) -> HttpResponse:
    from coworking import hire_paper  # noqa: PLC0415  fpdf and its fonts: a fifth of a web process's start

    if (quote := asked.quote) is None:
        raise NotFound
    return paper(hire_paper.quote_pdf(quote), f"devis-{quote.number}.pdf")


def invoice_paper(invoice: Invoice) -> HttpResponse:
    from coworking import hire_paper  # noqa: PLC0415  as above

    name = "avoir" if invoice.is_credit_note else "facture"
    return paper(hire_paper.invoice_pdf(invoice), f"{name}-{invoice.number}.pdf")


def paper(file: bytes, name: str) -> HttpResponse:
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
