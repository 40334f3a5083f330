"""The text that a hash is taken of. Anyone with this page and `sha256sum` can check the journal.

An entry's text, UTF-8, fields separated by one line feed, no line feed at the end:

    preau-journal-1
    <hash of the entry before, or 64 zeros>
    <entity's id>
    <number>
    <at, UTC: 2026-11-24T11:03:00.000000Z>
    <accounting day: 2026-11-24>
    <kind>
    <about>
    <number of the entry that this one reverses, or nothing>
    <reason>
    <role of the account> <debit cents> <credit cents> <VAT rate in basis points, or -> <net base cents, or ->
    … one such line per line of the entry, by position

The migration says the same in SQL (`money_entry_text`): the database recomputes it when an entry is committed, and
`verify` for the whole journal. A test holds the two together.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from venue.money.models import Closing, JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One side of an entry: an account's role and cents, either debit or credit."""

    account: str
    debit: int = 0
    credit: int = 0
    vat_bp: int | None = None
    vat_base: int | None = None

    def turned(self) -> "Line":
        """The same line on the other side, as a reversal writes it."""
        return Line(
            account=self.account, debit=self.credit, credit=self.debit, vat_bp=self.vat_bp, vat_base=self.vat_base
        )


def entry_text(entry: JournalEntry, lines: Sequence[Line], reverses: int | None) -> str:
    """The canonical text of an entry; `reverses` is the number of the entry that it reverses."""
    head = [
        "preau-journal-1",
        entry.previous_hash,
        str(entry.entity_id),
        str(entry.number),
        moment(entry.at),
        entry.day.isoformat(),
        entry.kind,
        entry.about,
        "" if reverses is None else str(reverses),
        entry.reason,
    ]
    return "\n".join(head + [line_text(line) for line in lines])


def line_text(line: Line) -> str:
    rate = "-" if line.vat_bp is None else line.vat_bp
    base = "-" if line.vat_base is None else line.vat_base
    return f"{line.account} {line.debit} {line.credit} {rate} {base}"


def closing_text(closing: Closing) -> str:
    """The canonical text of a closing: its fields one per line, the totals as JSON with sorted keys and no spaces."""
    return "\n".join(
        [
            "preau-closing-1",
            closing.previous_hash,
            str(closing.entity_id),
            str(closing.number),
            closing.period,
            closing.first_day.isoformat(),
            closing.last_day.isoformat(),
            moment(closing.at),
            str(closing.first_entry),
            str(closing.last_entry),
            closing.journal_hash,
            str(closing.entries),
            str(closing.perpetual_cents),
            json.dumps(closing.totals, sort_keys=True, separators=(",", ":")),
        ]
    )


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
