"""Refunds that know how much is left to give back."""

from typing import Any

from localstripe.resources import Charge, PaymentIntent, Refund

from tests.stripe_standin.deliveries import announce
from tests.stripe_standin.errors import StripeError, missing, refuse_unknown
from tests.stripe_standin.parameters import integer, metadata

REASONS = {"duplicate", "fraudulent", "requested_by_customer"}


class CheckedRefund(Refund):
    """localstripe's refund, with Stripe's refusals: never more than was paid, never of what was not paid."""

    def __init__(self, **given: Any) -> None:
        refuse_unknown(given, {"charge", "payment_intent", "amount", "metadata", "reason"})
        charge = _charge_of(given)
        left = charge.amount - charge.amount_refunded
        if left <= 0:
            raise StripeError(f"Charge {charge.id} has already been refunded.", code="charge_already_refunded")
        amount = integer(given.get("amount", left), "amount", at_least=1)
        if amount > left:
            raise StripeError(
                f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
                code="amount_too_large",
                param="amount",
            )
        if given.get("reason") not in {None, *REASONS}:
            raise StripeError("Invalid reason", param="reason")

        super().__init__(charge=charge.id, amount=amount, metadata=metadata(given.get("metadata")))
        self.payment_intent = charge.payment_intent
        self.reason = given.get("reason")
        self.failure_reason = None
        announce("refund.created", self)
        announce("charge.refunded", charge)

    @classmethod
    def _api_list_all(cls, url: str, payment_intent: str | None = None, **given: Any) -> Any:
        if payment_intent is not None and PaymentIntent._api_retrieve(payment_intent).latest_charge is None:
            payment_intent, given = None, {**given, "charge": "ch_none"}
        return super()._api_list_all(url, payment_intent=payment_intent, **given)


def _charge_of(given: dict[str, Any]) -> Charge:
    if given.get("charge"):
        return Charge._api_retrieve(given["charge"])
    if not given.get("payment_intent"):
        raise missing("payment_intent")
    intent = PaymentIntent._api_retrieve(given["payment_intent"])
    if intent.latest_charge is None or intent.status != "succeeded":
        raise StripeError(
            f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.",
            code="payment_intent_unexpected_state",
        )
    return intent.latest_charge
