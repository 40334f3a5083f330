"""Money rows: one import line per subject."""

from venue.money.models.incidents import Incident
from venue.money.models.ledger import Account, Closing, JournalEntry, JournalHead, JournalLine
from venue.money.models.payments import Payment, Refund, StripeEvent

__all__ = [
    "Account",
    "Closing",
    "Incident",
    "JournalEntry",
    "JournalHead",
    "JournalLine",
    "Payment",
    "Refund",
    "StripeEvent",
]
