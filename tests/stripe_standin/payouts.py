"""Money on its way from Stripe to the bank, and Stripe's own book of all that moved."""

from typing import Any

from localstripe.resources import BalanceTransaction, StripeObject, store

from tests.stripe_standin.deliveries import announce
from tests.stripe_standin.errors import StripeError


class BookedPayout(StripeObject):
    """A payout that has left; a bank that does not take it sends it back days later."""

    object = "payout"
    _id_prefix = "po_"

    def __init__(self, amount: int) -> None:
        super().__init__()
        self.amount = amount
        self.currency = "eur"
        self.automatic = True
        self.status = "paid"


class Booked(BalanceTransaction):
    """A line of Stripe's book; localstripe writes charges and refunds there, this adds what concerns payouts."""

    def __init__(self, *, amount: int, source: str, type: str, fee: int = 0) -> None:
        StripeObject.__init__(self)
        self.amount = amount
        self.available_on = self.created
        self.currency = "eur"
        self.description = None
        self.exchange_rate = None
        self.fee = fee
        self.fee_details: list[dict[str, Any]] = []
        self.reporting_category = "payout" if type == "payout" else "payout_reversal"
        self.source = source
        self.status = "available"
        self.type = type

    @classmethod
    def _api_list_all(
        cls,
        url: str,
        limit: Any = None,
        starting_after: Any = None,
        *,
        type: str | None = None,
        currency: str | None = None,
        created: dict[str, str] | None = None,
    ) -> Any:
        since = int((created or {}).get("gte", 0))
        found = super()._api_list_all(url, limit, starting_after)
        found._list = [
            line
            for line in found._list
            if (not type or line.type == type) and (not currency or line.currency == currency) and line.created >= since
        ]
        return found


def pay_out(fee: int = 0) -> BookedPayout:
    """Send the whole balance to the bank; `fee` is what an instant payout costs."""
    balance = sum(line.net for key, line in store.items() if key.startswith("balance_transaction:"))
    if balance - fee <= 0:
        raise StripeError("You have insufficient funds in your Stripe account.", code="balance_insufficient")
    payout = BookedPayout(balance - fee)
    Booked(amount=-payout.amount, source=payout.id, type="payout", fee=fee)
    announce("payout.paid", payout)
    return payout


def send_back(id: str) -> BookedPayout:
    """The bank did not take it."""
    payout: BookedPayout = BookedPayout._api_retrieve(id)
    payout.status = "failed"
    Booked(amount=payout.amount, source=payout.id, type="payout_failure")
    announce("payout.failed", payout)
    return payout
