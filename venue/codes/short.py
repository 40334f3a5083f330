"""Codes that one can say aloud and type with flour on the hands: eight signs, none of them 0, O, 1 or I.

Forty bits are few: whoever checks one counts the attempts and looks only at the day's own (DOMAIN REQ-C5).
"""

from __future__ import annotations

import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH: Final = 8


def make() -> str:
    """A new random code; the caller's unique index says whether it is free."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean(typed: str) -> str:
    """What somebody typed or said, as `make` would have written it; '' when it cannot be a code."""
    code = "".join(typed.split()).replace("-", "").upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def spelled(code: str) -> str:
    """The code in groups of four, as it stands on a ticket."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
