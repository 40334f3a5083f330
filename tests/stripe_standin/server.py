"""The addresses of the stand-in, and what every request passes through."""

import base64
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler
from localstripe.errors import UserError
from localstripe.resources import Charge, Event, PaymentIntent, Product, store
from localstripe.server import api_create, api_extra, api_list_all, api_retrieve, api_update

from tests.stripe_standin import control, page
from tests.stripe_standin.checkout import CheckoutSession
from tests.stripe_standin.errors import StripeError
from tests.stripe_standin.faults import go_wrong, think
from tests.stripe_standin.idempotency import say_the_same_twice
from tests.stripe_standin.payouts import Booked
from tests.stripe_standin.prices import Price
from tests.stripe_standin.refunds import CheckedRefund
from tests.stripe_standin.subscriptions import CardSubscription, InvoicePayment, PeriodInvoice

READ = [("GET", "/{id}", api_retrieve), ("GET", "", api_list_all)]
WRITE = [("POST", "", api_create)]
CHANGE = [("POST", "/{id}", api_update)]

RESOURCES = [
    ("/v1/checkout/sessions", CheckoutSession, READ + WRITE + CHANGE),
    ("/v1/prices", Price, READ + WRITE),
    ("/v1/products", Product, READ + WRITE),
    ("/v1/refunds", CheckedRefund, READ + WRITE),
    ("/v1/payment_intents", PaymentIntent, READ),
    ("/v1/charges", Charge, READ),
    ("/v1/subscriptions", CardSubscription, READ + CHANGE),
    ("/v1/invoices", PeriodInvoice, READ),
    ("/v1/invoice_payments", InvoicePayment, READ),
    ("/v1/balance_transactions", Booked, READ),
    ("/v1/events", Event, READ),
]


def make_app(public: str | None = None) -> web.Application:
    """The whole stand-in. `public` is where browsers find its page; None: wherever the API client found us."""
    # localstripe writes everything to a file in /tmp on each change; we live in memory.
    store.dump_to_disk = lambda: None

    @web.middleware
    async def remember_address(request: web.Request, handler: Handler) -> web.StreamResponse:
        CheckoutSession._public = (public or f"http://{request.host}").rstrip("/")
        return await handler(request)

    app = web.Application(
        middlewares=[refuse_in_stripes_words, require_key, remember_address, go_wrong, say_the_same_twice, think]
    )
    app.router.add_post("/v1/checkout/sessions/{id}/expire", api_extra(CheckoutSession._api_expire, ""))
    app.router.add_get("/v1/checkout/sessions/{id}/line_items", api_extra(CheckoutSession._api_list_lines, ""))
    app.router.add_delete("/v1/subscriptions/{id}", api_extra(CardSubscription._api_cancel, ""))
    for address, kind, verbs in RESOURCES:
        for method, rest, handler in verbs:
            app.router.add_route(method, address + rest, handler(kind, address))
    app.router.add_get("/c/pay/{id}", page.show)
    app.router.add_post("/c/pay/{id}", page.pay)
    app.router.add_post("/c/pay/{id}/authentication", page.authenticate)
    app.add_routes(control.routes)
    return app


@web.middleware
async def refuse_in_stripes_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        answer = await handler(request)
    except UserError as refusal:
        answer = _in_words(refusal, request)
    except web.HTTPNotFound:
        answer = StripeError(f"Unrecognized request URL ({request.method}: {request.path}).", status=404).to_response()
    answer.headers["Request-Id"] = "req_" + secrets.token_hex(7)
    return answer


def _in_words(refusal: UserError, request: web.Request) -> web.Response:
    """localstripe's own 404 says only *Not Found*; Stripe names what is missing."""
    if refusal.code == 404 and "code" not in refusal.body["error"]:
        refusal = StripeError(f"No such object at {request.path}", code="resource_missing", param="id", status=404)
    answer: web.Response = refusal.to_response()
    return answer


@web.middleware
async def require_key(request: web.Request, handler: Handler) -> web.StreamResponse:
    """401 without a secret key. The payment page and the controls need none."""
    if request.path.startswith("/v1/"):
        key = _key(request.headers.get("Authorization", ""))
        if not key:
            raise StripeError("You did not provide an API key.", status=401)
        if not key.startswith("sk_"):
            raise StripeError(f"Invalid API Key provided: {key[:7]}****", status=401)
    return await handler(request)


def _key(header: str) -> str:
    scheme, _, value = header.partition(" ")
    if scheme == "Bearer":
        return value.strip()
    if scheme == "Basic":
        return base64.b64decode(value).decode().partition(":")[0]
    return ""
