"""Checkout Sessions, which localstripe lacks: what is to be paid, until when, and where the browser goes afterwards."""

import asyncio
import time
from typing import Any

from localstripe.resources import Customer, List, PaymentIntent, StripeObject, random_id

from tests.stripe_standin.cards import CardPayment
from tests.stripe_standin.deliveries import announce
from tests.stripe_standin.errors import StripeError, missing, refuse_unknown
from tests.stripe_standin.fees import keep_fee
from tests.stripe_standin.parameters import currency, integer, mapping, metadata, web_address
from tests.stripe_standin.prices import Price, product_of
from tests.stripe_standin.subscriptions import CardSubscription, PeriodInvoice, month_after

# The parameters of API version 2026-10-28, which the client library asks for (it no longer has payment_method_types).
KNOWN = {
    "adaptive_pricing",
    "allowed_payment_method_types",
    "cancel_url",
    "client_reference_id",
    "expires_at",
    "line_items",
    "locale",
    "metadata",
    "mode",
    "payment_intent_data",
    "submit_type",
    "subscription_data",
    "success_url",
}
# What belongs to one mode only.
ONLY_IN = {"payment_intent_data": "payment", "submit_type": "payment", "subscription_data": "subscription"}
LOCALES = {"auto", "cs", "da", "de", "el", "en", "en-GB", "es", "fi", "fr", "fr-CA", "it", "nb", "nl", "pl", "pt", "sv"}
MINUTE, HOUR = 60, 3600
SMALLEST, LARGEST = 50, 999_999_99


class CheckoutSession(StripeObject):
    """One visit to the payment page. It ends `complete` (paid) or `expired`, and never changes after."""

    object = "checkout.session"
    _id_prefix = "cs_test_"
    _public = ""  # the page's address as browsers see it; the server sets it

    def __init__(self, **given: Any) -> None:
        refuse_unknown(given, KNOWN)
        mode = _mode(given)
        if not given.get("success_url"):
            raise missing("success_url")
        success = web_address(given["success_url"], "success_url")
        cancel = web_address(given["cancel_url"], "cancel_url") if given.get("cancel_url") else None
        lines = [_line(line, position) for position, line in enumerate(_lines(given))]
        _right_prices(lines, mode)
        money = _one_currency(lines)
        total = _payable(sum(line["amount_total"] for line in lines), money)
        expires_at = _expiry(given.get("expires_at"))
        locale = given.get("locale")
        if locale is not None and locale not in LOCALES:
            raise StripeError(f"Invalid locale: must be one of {', '.join(sorted(LOCALES))}", param="locale")
        reference = given.get("client_reference_id")
        if reference is not None and not 0 < len(reference) <= 200:
            raise StripeError("Invalid string: must be at most 200 characters", param="client_reference_id")
        marks = metadata(given.get("metadata"))
        intent_marks = _marks_in(given, "payment_intent_data", {"description", "statement_descriptor_suffix"})
        subscription_marks = _marks_in(given, "subscription_data", {"description"})

        # All refusals come before this point: from here on the session exists.
        super().__init__(id=self._id_prefix + random_id(40))
        self.amount_subtotal = self.amount_total = total
        self.cancel_url = cancel
        self.client_reference_id = reference
        self.currency = money
        self.customer_details = None
        self.expires_at = expires_at
        self.locale = locale
        self.metadata = marks
        self.customer: str | None = None
        self.invoice: str | None = None
        self.mode = mode
        self.subscription: str | None = None
        self.payment_intent = None
        self.payment_method_types = given.get("allowed_payment_method_types", ["card"])
        self.payment_status = "unpaid"
        self.status = "open"
        self.submit_type = given.get("submit_type")
        self.success_url = success
        self.url: str | None = f"{self._public}/c/pay/{self.id}"
        self._lines = lines
        self._intent_marks = intent_marks
        self._subscription_marks = subscription_marks
        self._card = ""
        self._intent: PaymentIntent | None = None
        asyncio.get_running_loop().call_later(expires_at - time.time(), self._grow_old)

    # What happens on the payment page. Each returns a Stripe decline code, "" when all is well.

    def _pay(self, card: str) -> str:
        """Charge a card. Afterwards the session is complete, or waits for a 3-D Secure answer, or is open as before."""
        method, self._card = CardPayment(card), card
        self._intent = PaymentIntent(
            amount=self.amount_total,
            currency=self.currency,
            payment_method=method.id,
            metadata=dict(self._intent_marks),
            payment_method_types=["card"],
        )
        # A declined card is an event and a sentence on the page; localstripe would raise it at an API client.
        self._intent._confirm(on_failure_now=self._note_decline)
        return self._conclude()

    def _authenticate(self, *, approved: bool) -> str:
        """The bank's answer to a 3-D Secure question."""
        assert self._intent is not None
        if not approved:
            self._intent.next_action = None
            self._intent._authentication_failed = True
            self._intent.payment_method = None
            self._note_decline()
            return "authentication_required"
        self._intent.next_action = None
        self._intent._create_charge(on_failure_now=self._note_decline)
        return self._conclude()

    @property
    def _waits_for_authentication(self) -> bool:
        return self.status == "open" and self._intent is not None and self._intent.status == "requires_action"

    def _note_decline(self) -> None:
        announce("payment_intent.payment_failed", self._intent)

    def _conclude(self) -> str:
        assert self._intent is not None
        if self._intent.status == "requires_action":
            return ""
        if self._intent.status != "succeeded":
            return "card_declined"
        keep_fee(self._intent.latest_charge)
        if self.mode == "subscription":
            self._subscribe(self._intent)
        else:
            self.payment_intent = self._intent.id
        self.payment_status, self.status, self.url = "paid", "complete", None
        announce("checkout.session.completed", self)
        return ""

    def _subscribe(self, intent: PaymentIntent) -> None:
        """The first month is paid, and the card is known for those that follow."""
        customer, [line] = Customer(), self._lines
        subscription = CardSubscription(
            line["price"], line["quantity"], dict(self._subscription_marks), self._card, customer
        )
        start = int(time.time())
        invoice = PeriodInvoice(subscription, start, month_after(start), "subscription_create")
        invoice._intent = intent
        invoice._settle()
        subscription._begin(invoice)
        self.customer, self.invoice, self.subscription = customer.id, invoice.id, subscription.id

    def _grow_old(self) -> None:
        if self.status == "open":
            self.status, self.url = "expired", None
            announce("checkout.session.expired", self)

    # What the API offers.

    @classmethod
    def _api_expire(cls, id: str, **given: Any) -> "CheckoutSession":
        refuse_unknown(given, set())
        session: CheckoutSession = cls._api_retrieve(id)
        if session.status != "open":
            raise StripeError(
                f"Only Checkout Sessions with a status in ['open'] can be expired. "
                f"This Checkout Session has a status of {session.status}.",
            )
        session._grow_old()
        return session

    @classmethod
    def _api_update(cls, id: str, **given: Any) -> "CheckoutSession":
        refuse_unknown(given, {"metadata"})
        session: CheckoutSession = cls._api_retrieve(id)
        session.metadata = {**session.metadata, **metadata(given.get("metadata"))}
        return session

    @classmethod
    def _api_list_all(cls, url: str, limit: Any = None, starting_after: Any = None, **given: Any) -> List:
        refuse_unknown(given, {"payment_intent", "status"})
        found = super()._api_list_all(url, limit=limit, starting_after=starting_after)
        found._list = [
            session
            for session in reversed(found._list)
            if all(getattr(session, name) == wanted for name, wanted in given.items())
        ]
        return found

    @classmethod
    def _api_list_lines(cls, id: str, limit: Any = None, **given: Any) -> List:
        refuse_unknown(given, {"starting_after"})
        session: CheckoutSession = cls._api_retrieve(id)
        found = List(f"/v1/checkout/sessions/{id}/line_items", limit=limit)
        found._list = [Line(line) for line in session._lines]
        return found


class Line:
    """One line of a session, in the shape that `List` exports."""

    def __init__(self, line: dict[str, Any]) -> None:
        self.line = line

    def _export(self) -> dict[str, Any]:
        return {**self.line, "price": self.line["price"]._export()}


def _mode(given: dict[str, Any]) -> str:
    if given.get("mode") is None:
        raise missing("mode")
    mode = str(given["mode"])
    if mode not in {"payment", "subscription"}:
        raise StripeError("The stand-in only plays mode=payment and mode=subscription.", param="mode")
    for name, of_mode in ONLY_IN.items():
        if name in given and mode != of_mode:
            raise StripeError(f"You can not pass `{name}` in `{mode}` mode.", param=name)
    return mode


def _marks_in(given: dict[str, Any], param: str, more: set[str]) -> dict[str, str]:
    """The metadata of what the session will make."""
    data = mapping(given.get(param), param)
    refuse_unknown(data, {"metadata", *more}, param)
    return metadata(data.get("metadata"), f"{param}[metadata]")


def _right_prices(lines: list[dict[str, Any]], mode: str) -> None:
    """A subscription needs a price that comes again, a payment none."""
    recurring = [line["price"].recurring is not None for line in lines]
    if mode == "payment" and any(recurring):
        raise StripeError(
            "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use "
            "only one-time prices.",
            param="mode",
        )
    if mode == "subscription" and not any(recurring):
        raise StripeError("You must provide at least one recurring price in `subscription` mode.", param="mode")
    if mode == "subscription" and len(lines) > 1:
        raise StripeError("The stand-in only plays subscriptions with one line.", param="line_items")


def _lines(given: dict[str, Any]) -> list[dict[str, Any]]:
    lines = given.get("line_items")
    if not lines:
        raise missing("line_items")
    if not isinstance(lines, list) or len(lines) > 100:
        raise StripeError("Invalid array", param="line_items")
    return lines


def _line(given: Any, position: int) -> dict[str, Any]:
    within = f"line_items[{position}]"
    line = mapping(given, within)
    refuse_unknown(line, {"price", "price_data", "quantity"}, within)
    if "quantity" not in line:
        raise missing(f"{within}[quantity]")
    quantity = integer(line["quantity"], f"{within}[quantity]", at_least=1)
    price = _price(line, within)
    return {
        "id": "li_" + random_id(14),
        "object": "item",
        "amount_subtotal": price.unit_amount * quantity,
        "amount_total": price.unit_amount * quantity,
        "currency": price.currency,
        "description": price._name,
        "price": price,
        "quantity": quantity,
    }


def _price(line: dict[str, Any], within: str) -> Price:
    if line.get("price"):
        price: Price = Price._api_retrieve(line["price"])
        return price
    if not line.get("price_data"):
        raise missing(f"{within}[price_data]")
    data, within = mapping(line["price_data"], f"{within}[price_data]"), f"{within}[price_data]"
    refuse_unknown(data, {"currency", "unit_amount", "product", "product_data", "recurring", "tax_behavior"}, within)
    if "unit_amount" not in data:
        raise missing(f"{within}[unit_amount]")
    return Price(
        currency=currency(data.get("currency"), f"{within}[currency]"),
        unit_amount=integer(data["unit_amount"], f"{within}[unit_amount]", at_least=0),
        product=product_of(data, within).id,
        **({"recurring": data["recurring"]} if "recurring" in data else {}),
    )


def _one_currency(lines: list[dict[str, Any]]) -> str:
    currencies = {line["currency"] for line in lines}
    if len(currencies) > 1:
        raise StripeError("All prices of a Checkout Session must be in the same currency.", param="line_items")
    return str(currencies.pop())


def _payable(total: int, money: str) -> int:
    """Stripe's limits on one charge, which it counts in euros here whatever the currency."""
    if total < SMALLEST:
        raise StripeError(
            f"The Checkout Session's total amount due must add up to at least €0.50 {money}", code="amount_too_small"
        )
    if total > LARGEST:
        raise StripeError(
            f"The Checkout Session's total amount due must be no more than €999,999.99 {money}", code="amount_too_large"
        )
    return total


def _expiry(given: Any) -> int:
    now = int(time.time())
    if given is None:
        return now + 24 * HOUR
    expires_at = integer(given, "expires_at")
    if expires_at < now + 30 * MINUTE:
        raise StripeError(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", param="expires_at"
        )
    if expires_at > now + 24 * HOUR:
        raise StripeError(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", param="expires_at"
        )
    return expires_at
