"""The one door to Stripe: what we ask of it, in our words, and what it may refuse.

`stripe` is imported when it is first needed: it costs 0.3 s, and a house that only takes cash never needs it.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from venue.errors import Refused
from venue.house.models import OperatingEntity
from venue.money.models.payments import Payment, Refund
from venue.money.models.subscriptions import PaidInvoice, Subscription

if TYPE_CHECKING:
    import stripe

log = logging.getLogger(__name__)

# A person waits for the first of these calls: better a clear *not now* than a page that thinks for a minute.
CONNECT_SECONDS, ANSWER_SECONDS, RETRIES = 2, 8, 1
# How old a signature may be: Stripe's own advice.
TOLERANCE_SECONDS = 300
# Stripe's limits on one charge in euros (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
SMALLEST_CENTS, LARGEST_CENTS = 50, 999_999_99


class Unavailable(Refused):
    """Stripe does not answer, does not know us, or there is no key at all."""

    code = "payments_unavailable"
    status = 503
    message = _("Online payment is not available at the moment. You can try again in a minute, or pay on site.")


class BadSignature(Refused):
    """Not from Stripe, or too old to be news."""

    code = "bad_signature"
    status = 400
    message = _("This message does not carry a valid signature.")


class Missing(Exception):
    """Stripe knows nothing of the kind."""


class NotPossible(Exception):
    """Stripe understood and said no; `code` is Stripe's (`charge_already_refunded`, …), perhaps empty."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Session:
    """A payment page. `paid` is about the money (cents), `status` (open, complete, expired) about the page."""

    id: str
    url: str
    status: str
    paid: bool
    amount_cents: int
    currency: str
    payment_intent_id: str


@dataclass(frozen=True)
class Page:
    """Where a subscription is begun. `subscription` is Stripe's name of what was begun there, "" while nothing was."""

    id: str
    url: str
    status: str
    subscription: str


@dataclass(frozen=True)
class GivenBack:
    """Stripe's word on a refund. A card's refund is accepted at once and reaches the account days later."""

    id: str
    status: str

    failures: ClassVar[set[str]] = {"failed", "canceled"}

    @property
    def accepted(self) -> bool:
        return self.status not in self.failures


@dataclass(frozen=True)
class Transfer:
    """A line of Stripe's book: cents that the bank got (negative: sent back), and what Stripe kept for it."""

    id: str
    created: int
    bank_cents: int
    fee_cents: int


@dataclass(frozen=True)
class Invoice:
    """A month of a subscription that was paid: how much (cents), and from when to when it is paid for."""

    id: str
    amount_cents: int
    currency: str
    period_start: datetime
    period_end: datetime


@dataclass(frozen=True)
class Standing:
    """How a subscription stands. `status` is Stripe's word; `invoices` those that were paid, oldest first."""

    id: str
    status: str
    ends: bool
    invoices: list[Invoice]


@dataclass(frozen=True)
class Event:
    """News whose signature was right. `payment` and `subscription` are what our own metadata says, "" for nothing."""

    id: str
    kind: str
    about: str
    payment: str
    subscription: str
    payment_intent_id: str
    happened_at: datetime


def secret_key(entity: OperatingEntity) -> str:
    """The entity's own key if it has an account of its own, else the house's; "" means no online payment."""
    if entity.stripe_account:
        own: str = settings.STRIPE_SECRET_KEYS.get(entity.stripe_account.upper(), "")
        return own
    key: str = settings.STRIPE_SECRET_KEY
    return key


def create_session(payment: Payment) -> Session:
    """Ask for a payment page. The same payment gets the same page, however often this is said (Stripe: for a day)."""
    words: stripe.params.checkout.SessionCreateParams = {
        "mode": "payment",
        # Cards answer at once. Means that settle days later would leave a cover neither sold nor free.
        "allowed_payment_method_types": ["card"],
        # No conversion into the card's currency: what comes in is what was asked, to the cent.
        "adaptive_pricing": {"enabled": False},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": payment.currency,
                    "unit_amount": payment.amount_cents,
                    "product_data": {"name": payment.description},
                },
            }
        ],
        "client_reference_id": str(payment.pk),
        "metadata": {"payment": str(payment.pk)},
        "payment_intent_data": {"metadata": {"payment": str(payment.pk)}},
        "locale": "fr" if payment.language == "fr" else "en",
        "success_url": payment.success_url,
        "cancel_url": payment.cancel_url,
        "expires_at": int(payment.page_closes_at.timestamp()),
    }
    with _asking() as client_for:
        return _session(
            client_for(payment).v1.checkout.sessions.create(words, {"idempotency_key": f"payment-{payment.pk}"})
        )


def retrieve_session(payment: Payment) -> Session:
    """How the payment page stands now; Missing if Stripe never heard of it."""
    with _asking() as client_for:
        return _session(client_for(payment).v1.checkout.sessions.retrieve(payment.session_id or ""))


def expire_session(payment: Payment) -> Session:
    """Close the payment page; NotPossible if it is closed already, paid or not."""
    with _asking() as client_for:
        return _session(client_for(payment).v1.checkout.sessions.expire(payment.session_id or ""))


def create_subscription_page(subscription: Subscription) -> Page:
    """Ask for the page on which a subscription is begun.

    The same subscription gets the same page, however often this is said (Stripe: for a day).
    """
    marks = {"subscription": str(subscription.pk)}
    words: stripe.params.checkout.SessionCreateParams = {
        "mode": "subscription",
        "allowed_payment_method_types": ["card"],
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": subscription.currency,
                    "unit_amount": subscription.amount_cents,
                    "recurring": {"interval": "month"},
                    "product_data": {"name": subscription.description},
                },
            }
        ],
        "client_reference_id": str(subscription.pk),
        "metadata": marks,
        "subscription_data": {"metadata": marks},
        "locale": "fr" if subscription.language == "fr" else "en",
        "success_url": subscription.success_url,
        "cancel_url": subscription.cancel_url,
        "expires_at": int(subscription.page_closes_at.timestamp()),
    }
    with _asking() as client_for:
        return _page(
            client_for(subscription).v1.checkout.sessions.create(
                words, {"idempotency_key": f"subscription-{subscription.pk}"}
            )
        )


def look_at_subscription_page(subscription: Subscription) -> Page:
    """How the page stands now; Missing if Stripe never heard of it."""
    with _asking() as client_for:
        return _page(client_for(subscription).v1.checkout.sessions.retrieve(subscription.session_id or ""))


def close_subscription_page(subscription: Subscription) -> Page:
    """Close the page; NotPossible if it is closed already, paid or not."""
    with _asking() as client_for:
        return _page(client_for(subscription).v1.checkout.sessions.expire(subscription.session_id or ""))


def look_at_subscription(subscription: Subscription) -> Standing:
    """How it stands now, with the months that were paid; Missing if Stripe does not know it."""
    with _asking() as client_for:
        v1 = client_for(subscription).v1
        known = v1.subscriptions.retrieve(subscription.stripe_id or "")
        asked = {"subscription": known.id, "status": "paid", "limit": 100}
        paid = [_invoice(invoice) for invoice in v1.invoices.list(asked).auto_paging_iter()]
    ends = bool(known.cancel_at_period_end or known.cancel_at)
    return Standing(known.id, known.status, ends, sorted(paid, key=lambda each: each.period_start))


def end_subscription(subscription: Subscription, *, at_once: bool) -> None:
    """Charge it no more, from the end of the month that is paid or at once; Missing if it is over."""
    with _asking() as client_for:
        subscriptions = client_for(subscription).v1.subscriptions
        if at_once:
            subscriptions.cancel(subscription.stripe_id or "")
        else:
            subscriptions.update(subscription.stripe_id or "", {"cancel_at_period_end": True})


def invoice_fee_cents(invoice: PaidInvoice) -> int | None:
    """What Stripe kept of a month; None while it does not know yet."""
    with _asking() as client_for:
        v1 = client_for(invoice.subscription).v1
        for part in v1.invoice_payments.list({"invoice": invoice.stripe_id, "status": "paid", "limit": 1}).data:
            intent = v1.payment_intents.retrieve(
                str(part.payment.payment_intent), {"expand": ["latest_charge.balance_transaction"]}
            )
            charge: Any = intent.latest_charge
            transaction = charge.balance_transaction if charge else None
            return int(transaction.fee) if transaction else None
    return None


def refund_invoice(invoice: PaidInvoice) -> None:
    """Give a whole month back. Safe to say again: Stripe gives no more than was paid (`charge_already_refunded`)."""
    with _asking() as client_for:
        v1 = client_for(invoice.subscription).v1
        for part in v1.invoice_payments.list({"invoice": invoice.stripe_id, "status": "paid", "limit": 1}).data:
            v1.refunds.create(
                {"payment_intent": str(part.payment.payment_intent)},
                {"idempotency_key": f"invoice-{invoice.posting_ref}"},
            )


def refund(refund: Refund) -> GivenBack:
    """Ask for money to go back. Harmless to say twice within a day; after that, look with `find_refund` first."""
    payment = refund.payment
    with _asking() as client_for:
        answer = client_for(payment).v1.refunds.create(
            {
                "payment_intent": payment.payment_intent_id,
                "amount": refund.amount_cents,
                "metadata": {"refund": str(refund.pk), "payment": str(payment.pk)},
            },
            {"idempotency_key": f"refund-{refund.pk}"},
        )
    return GivenBack(answer.id, answer.status or "")


def find_refund(refund: Refund) -> GivenBack | None:
    """What Stripe has of a refund that may have been asked for before, by the id that it carries."""
    for mark, answer in _refunds(refund.payment):
        if mark == str(refund.pk):
            return answer
    return None


def refunds_by_others(payment: Payment, ours: set[str]) -> list[str]:
    """Stripe's names of what was given back without us, on Stripe's own pages; `ours` are the ids that we gave."""
    return [answer.id for mark, answer in _refunds(payment) if mark not in ours and answer.accepted]


def _refunds(payment: Payment) -> list[tuple[str, GivenBack]]:
    """Each with the id of ours that it carries, "" when it carries none."""
    with _asking() as client_for:
        known = client_for(payment).v1.refunds.list({"payment_intent": payment.payment_intent_id, "limit": 100})
    return [
        (getattr(answer.metadata, "refund", ""), GivenBack(answer.id, answer.status or "")) for answer in known.data
    ]


def fee_cents(payment: Payment) -> int | None:
    """What Stripe kept of a payment; None while it does not know yet (its books follow a little later)."""
    with _asking() as client_for:
        intent = client_for(payment).v1.payment_intents.retrieve(
            payment.payment_intent_id, {"expand": ["latest_charge.balance_transaction"]}
        )
    charge: Any = intent.latest_charge
    transaction = charge.balance_transaction if charge else None
    return int(transaction.fee) if transaction else None


def transfers(entity: OperatingEntity, since: datetime) -> list[Transfer]:
    """What went from the entity's Stripe account to its bank since then, and what a bank sent back; oldest first."""
    found: list[Transfer] = []
    with _asking() as client_for:
        book = client_for(entity).v1.balance_transactions
        for kind in ("payout", "payout_failure", "payout_cancel"):
            asked = {"type": kind, "currency": "eur", "created": {"gte": int(since.timestamp())}, "limit": 100}
            lines = [(line.created, line.id, line) for line in book.list(asked).auto_paging_iter()]
            found += [Transfer(id, created, -line.amount, line.fee) for created, id, line in lines]
    return sorted(found, key=lambda each: (each.created, each.id))


def read_event(body: bytes, signature: str) -> Event:
    """What Stripe says, if it is Stripe who says it: BadSignature otherwise.

    During a rotation of secrets either side may know two: Stripe then signs twice, and we try each of ours.
    """
    import stripe  # noqa: PLC0415

    if not any(_signed(stripe, body, signature, secret) for secret in settings.STRIPE_WEBHOOK_SECRETS):
        raise BadSignature
    try:
        said = json.loads(body)
        thing = said["data"]["object"]
        marks = _marks(thing)
        return Event(
            id=str(said["id"]),
            kind=str(said["type"]),
            about=str(thing.get("id", "")),
            payment=str(marks.get("payment", "")),
            subscription=str(marks.get("subscription", "")),
            payment_intent_id=str(thing.get("payment_intent") or ""),
            happened_at=datetime.fromtimestamp(said["created"], UTC),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise BadSignature from error


def _marks(thing: dict[str, Any]) -> dict[str, Any]:
    """What we wrote on it ourselves. An invoice tells the marks of its subscription further inside."""
    marks: dict[str, Any] = thing.get("metadata") or {}
    parent = thing.get("parent")
    if thing.get("object") == "invoice" and isinstance(parent, dict):
        marks = {**((parent.get("subscription_details") or {}).get("metadata") or {}), **marks}
    return marks


def _signed(stripe: Any, body: bytes, signature: str, secret: str) -> bool:
    try:
        return bool(stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS))
    except (stripe.SignatureVerificationError, ValueError):
        return False


@contextmanager
def _asking() -> Iterator[Any]:
    """A client for an entity, or for that of a payment, and Stripe's errors in our words."""
    import stripe  # noqa: PLC0415

    def client_for(whose: Payment | Subscription | OperatingEntity) -> "stripe.StripeClient":
        key = secret_key(whose if isinstance(whose, OperatingEntity) else whose.entity)
        if not key:
            raise Unavailable
        return _client(key, settings.STRIPE_API_BASE)

    try:
        yield client_for
    except stripe.InvalidRequestError as error:
        # Stripe's sentences may hold amounts, and amounts stay out of the log.
        if error.code == "resource_missing":
            raise Missing from error
        log.warning("Stripe refused a request: %s %s", error.code or error.http_status, error.param or "")
        raise NotPossible(error.code or "") from error
    except stripe.StripeError as error:
        log.warning("Stripe is out of reach: %s %s", type(error).__name__, error.http_status or "")
        raise Unavailable from error


@lru_cache(maxsize=8)
def _client(key: str, base: str) -> "stripe.StripeClient":
    import stripe  # noqa: PLC0415

    # At INFO the library tells every address that it asks, and every sentence that it hears.
    logging.getLogger("stripe").setLevel(logging.WARNING)
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else None,
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, ANSWER_SECONDS)),
    )


def _session(answer: "stripe.checkout.Session") -> Session:
    intent = answer.payment_intent
    return Session(
        id=answer.id,
        url=answer.url or "",
        status=answer.status or "",
        paid=answer.payment_status == "paid",
        amount_cents=answer.amount_total or 0,
        currency=answer.currency or "",
        payment_intent_id=intent if isinstance(intent, str) else getattr(intent, "id", ""),
    )


def _page(answer: "stripe.checkout.Session") -> Page:
    begun = answer.subscription
    return Page(
        id=answer.id,
        url=answer.url or "",
        status=answer.status or "",
        subscription=begun if isinstance(begun, str) else getattr(begun, "id", ""),
    )


def _invoice(answer: "stripe.Invoice") -> Invoice:
    """The month that it is for stands in its line: the invoice's own period is the one before."""
    period = answer.lines.data[0].period
    return Invoice(
        id=answer.id or "",
        amount_cents=answer.amount_paid,
        currency=answer.currency,
        period_start=datetime.fromtimestamp(period.start, UTC),
        period_end=datetime.fromtimestamp(period.end, UTC),
    )
