"""Money rows: one import line per subject."""

from venue.money.models.ledger import Account, Closing, JournalEntry, JournalHead, JournalLine

__all__ = ["Account", "Closing", "JournalEntry", "JournalHead", "JournalLine"]
