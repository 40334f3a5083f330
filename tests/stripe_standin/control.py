"""`/_config/…`: how tests arrange what Stripe does. localstripe has the first two of these addresses."""

import json
from typing import Any

from aiohttp import web
from localstripe.resources import store

from tests.stripe_standin import faults
from tests.stripe_standin.checkout import CheckoutSession
from tests.stripe_standin.deliveries import Endpoint, Manners, courier
from tests.stripe_standin.errors import StripeError
from tests.stripe_standin.idempotency import heard
from tests.stripe_standin.payouts import pay_out, send_back
from tests.stripe_standin.subscriptions import CardSubscription

routes = web.RouteTableDef()


@routes.get("/_config/health")
async def health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


@routes.post("/_config/webhooks/{name}")
async def set_webhook(request: web.Request) -> web.Response:
    """`{url, secret}` or, while secrets rotate, `{url, secrets: []}`; `events` limits the types sent."""
    said = await _said(request)
    secrets = said.get("secrets") or [said.get("secret")]
    if not str(said.get("url", "")).startswith("http") or not all(secrets):
        raise StripeError("A webhook needs a url and a secret.")
    courier.endpoints[request.match_info["name"]] = Endpoint(said["url"], secrets, said.get("events"))
    return web.json_response(courier.report())


@routes.delete("/_config/data")
async def forget(request: web.Request) -> web.Response:
    """Back to the morning of the first day."""
    store.clear()
    courier.forget()
    heard.clear()
    faults.requests.clear()
    faults.make_trouble()
    return web.json_response({})


@routes.put("/_config/deliveries")
async def set_manners(request: web.Request) -> web.Response:
    """`{copies, delay_seconds, age_seconds, drop, hold}`; what is left out is harmless."""
    courier.manners = Manners(**await _said(request))
    return web.json_response(courier.report())


@routes.get("/_config/deliveries")
async def deliveries(request: web.Request) -> web.Response:
    """What is held (written and signed as it would arrive now), and what was sent with which answer."""
    return web.json_response(courier.report())


@routes.post("/_config/deliveries/release")
async def release(request: web.Request) -> web.Response:
    """Send what is held; `{order: "reversed"}` turns it round."""
    return web.json_response({"released": courier.release((await _said(request)).get("order", "forward"))})


@routes.put("/_config/trouble")
async def set_trouble(request: web.Request) -> web.Response:
    """`{times, path, status, lose_answer, delay_seconds}`: see `faults.Trouble`."""
    return web.json_response(faults.make_trouble(**await _said(request)))


@routes.get("/_config/requests")
async def requests(request: web.Request) -> web.Response:
    """Every API request so far: `{method, path, idempotency_key}`."""
    return web.json_response({"requests": faults.requests})


@routes.put("/_config/sessions/{id}")
async def falsify(request: web.Request) -> web.Response:
    """Make a session ask for something else than it was told: `{amount_total, currency, status …}`."""
    session: CheckoutSession = CheckoutSession._api_retrieve(request.match_info["id"])
    for name, value in (await _said(request)).items():
        setattr(session, name, value)
    return web.json_response(session._export())


@routes.post("/_config/subscriptions/{id}")
async def turn_the_page(request: web.Request) -> web.Response:
    """The month is over, or with `{retry: true}` the card is tried again. `{card}` is the one that pays from now on."""
    said = await _said(request)
    subscription: CardSubscription = CardSubscription._api_retrieve(request.match_info["id"])
    subscription._card = said.get("card", subscription._card)
    if said.get("retry"):
        subscription._retry()
    else:
        subscription._end_period()
    return web.json_response(subscription._export())


@routes.post("/_config/payouts")
async def payouts(request: web.Request) -> web.Response:
    """Send the balance to the bank: `{fee}` for an instant one. `{back: id}`: the bank did not take it."""
    said = await _said(request)
    payout = send_back(said["back"]) if "back" in said else pay_out(int(said.get("fee", 0)))
    return web.json_response(payout._export())


async def _said(request: web.Request) -> dict[str, Any]:
    body = await request.text()
    said: dict[str, Any] = json.loads(body) if body else {}
    return said
