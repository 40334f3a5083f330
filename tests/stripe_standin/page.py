"""The payment page: a plain form that works with no script, in French and in English.

It is not a picture of Stripe's page. It only has to be honest about what it is, and easy for a person, a screen reader
and a test to go through.
"""

from html import escape

from aiohttp import web
from localstripe.resources import store

from tests.stripe_standin.cards import DECLINE, SUCCESS, THREE_D_SECURE
from tests.stripe_standin.checkout import CheckoutSession

FRENCH = {
    "title": "Paiement d’essai",
    "notice": "Page d’essai : aucune carte n’est débitée.",
    "amount": "À payer",
    "amount_monthly": "À payer chaque mois",
    "card": "Numéro de carte",
    "hint": f"Essayez {SUCCESS} (accepté), {DECLINE} (refusé) ou {THREE_D_SECURE} (confirmation par la banque).",
    "pay": "Payer",
    "cancel": "Annuler et revenir",
    "back": "Revenir",
    "invalid": "Ce numéro de carte n’est pas complet. Il a seize chiffres.",
    "card_declined": "La carte a été refusée. Rien n’a été débité ; essayez une autre carte.",
    "authentication_required": "La banque n’a pas confirmé. Rien n’a été débité ; vous pouvez réessayer.",
    "bank_title": "Confirmation par la banque",
    "bank": "Votre banque demande si c’est bien vous.",
    "approve": "Confirmer",
    "refuse": "Refuser",
    "expired": "Cette page de paiement n’est plus valable. Rien n’a été débité.",
    "complete": "Ce paiement est déjà fait.",
    "unknown": "Cette page de paiement n’existe pas.",
}
ENGLISH = {
    "title": "Trial payment",
    "notice": "Trial page: no card is charged.",
    "amount": "To pay",
    "amount_monthly": "To pay every month",
    "card": "Card number",
    "hint": f"Try {SUCCESS} (accepted), {DECLINE} (declined) or {THREE_D_SECURE} (confirmed by the bank).",
    "pay": "Pay",
    "cancel": "Cancel and go back",
    "back": "Go back",
    "invalid": "This card number is not complete. It has sixteen digits.",
    "card_declined": "The card was declined. Nothing was charged; try another card.",
    "authentication_required": "The bank did not confirm. Nothing was charged; you can try again.",
    "bank_title": "The bank asks",
    "bank": "Your bank asks whether this is really you.",
    "approve": "Approve",
    "refuse": "Refuse",
    "expired": "This payment page is no longer valid. Nothing was charged.",
    "complete": "This payment has already been made.",
    "unknown": "There is no such payment page.",
}

LOOK = """
:root { color-scheme: light dark }
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText }
main { max-width: 26rem; margin: 0 auto; padding: 2rem 1rem }
h1 { font-size: 1.5rem; margin: 0 0 1rem }
.notice, .hint { font-size: 1rem }
.amount { font-size: 2rem; font-weight: 700; margin: 0 }
.error { border: 2px solid; border-radius: .5rem; padding: .75rem 1rem; font-weight: 600 }
label { display: block; font-weight: 600; margin-top: 1.5rem }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .75rem; border: 2px solid; border-radius: .5rem }
button, .link { font: inherit; display: block; width: 100%; box-sizing: border-box; min-height: 3rem; margin-top: 1rem;
  padding: .75rem; border-radius: .5rem; text-align: center }
button { font-weight: 700; border: 2px solid #1d4ed8; background: #1d4ed8; color: #fff; cursor: pointer }
button.plain { background: Canvas; color: CanvasText; border-color: CanvasText }
.link { color: LinkText }
:focus-visible { outline: 3px solid; outline-offset: 3px }
"""


async def show(request: web.Request) -> web.Response:
    """GET: the form, or what became of the session."""
    session = _session(request)
    return _page(request, session) if session else _nothing(request)


async def pay(request: web.Request) -> web.Response:
    """POST `card`: charge it."""
    session = _session(request)
    if session is None:
        return _nothing(request)
    if session.status != "open":
        return _page(request, session)
    card = "".join(str((await request.post()).get("card", "")).split())
    if not (card.isascii() and card.isdigit() and len(card) == 16):
        return _page(request, session, error="invalid")
    return _after(request, session, session._pay(card))


async def authenticate(request: web.Request) -> web.Response:
    """POST `answer`: `approve` or `refuse`, the bank's 3-D Secure question."""
    session = _session(request)
    if session is None:
        return _nothing(request)
    if not session._waits_for_authentication:
        return _page(request, session)
    answer = (await request.post()).get("answer")
    return _after(request, session, session._authenticate(approved=answer == "approve"))


def _after(request: web.Request, session: CheckoutSession, error: str) -> web.Response:
    if session.status == "complete":
        raise web.HTTPSeeOther(_success(session))
    return _page(request, session, error=error)


def _session(request: web.Request) -> CheckoutSession | None:
    session: CheckoutSession | None = store.get("checkout.session:" + request.match_info["id"])
    return session


def _success(session: CheckoutSession) -> str:
    return session.success_url.replace("{CHECKOUT_SESSION_ID}", session.id)


def _words(request: web.Request, session: CheckoutSession | None) -> tuple[str, dict[str, str]]:
    asked = (session and session.locale) or "auto"
    if asked == "auto":
        asked = request.headers.get("Accept-Language", "fr")
    return ("fr", FRENCH) if asked.lower().startswith("fr") else ("en", ENGLISH)


def _money(session: CheckoutSession, language: str) -> str:
    whole, cents = divmod(session.amount_total, 100)
    sign = {"eur": "€"}.get(session.currency, session.currency.upper())
    return f"{whole},{cents:02} {sign}" if language == "fr" else f"{sign}{whole}.{cents:02}"


def _page(request: web.Request, session: CheckoutSession, *, error: str = "") -> web.Response:
    language, words = _words(request, session)
    here = f"/c/pay/{session.id}"
    said = f'<p class="error" role="alert" id="error">{words[error]}</p>' if error else ""
    if session.status != "open":
        away = _success(session) if session.status == "complete" else session.cancel_url
        body = f'<p class="error">{words[session.status]}</p>{_link(away, words["back"])}'
    elif session._waits_for_authentication:
        body = f"""{said}<p>{words["bank"]}</p>
<form method="post" action="{here}/authentication">
<button name="answer" value="approve">{words["approve"]}</button>
<button name="answer" value="refuse" class="plain">{words["refuse"]}</button>
</form>"""
    else:
        flaw = 'aria-invalid="true" aria-describedby="error hint"' if error else 'aria-describedby="hint"'
        lines = "".join(f"<p>{escape(line['description'])} × {line['quantity']}</p>" for line in session._lines)
        amount = words["amount_monthly" if session.mode == "subscription" else "amount"]
        body = f"""{said}{lines}<p>{amount}</p><p class="amount">{_money(session, language)}</p>
<form method="post" action="{here}">
<label for="card">{words["card"]}</label>
<input id="card" name="card" inputmode="numeric" autocomplete="cc-number" required {flaw}>
<p class="hint" id="hint">{words["hint"]}</p>
<button>{words["pay"]}</button>
</form>{_link(session.cancel_url, words["cancel"])}"""
    title = words["bank_title"] if session._waits_for_authentication else words["title"]
    return _html(language, title, f'<p class="notice">{words["notice"]}</p>{body}', status=402 if error else 200)


def _nothing(request: web.Request) -> web.Response:
    language, words = _words(request, None)
    return _html(language, words["title"], f'<p class="error">{words["unknown"]}</p>', status=404)


def _link(address: str | None, text: str) -> str:
    return f'<a class="link" id="cancel" href="{escape(address)}">{text}</a>' if address else ""


def _html(language: str, title: str, body: str, *, status: int) -> web.Response:
    return web.Response(
        status=status,
        content_type="text/html",
        headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
        text=f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="data:,"><style>{LOOK}</style></head>
<body><main><h1>{title}</h1>{body}</main></body></html>""",
    )
