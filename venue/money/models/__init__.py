"""Money rows: one import line per subject."""

from venue.money.models.incidents import Incident
from venue.money.models.ledger import Account, Closing, JournalEntry, JournalHead, JournalLine
from venue.money.models.payments import Payment, Refund, StripeEvent
from venue.money.models.subscriptions import PaidInvoice, Subscription

__all__ = [
    "Account",
    "Closing",
    "Incident",
    "JournalEntry",
    "JournalHead",
    "JournalLine",
    "PaidInvoice",
    "Payment",
    "Refund",
    "StripeEvent",
    "Subscription",
]
