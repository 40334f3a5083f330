"""Words in the reader's language: what the team wrote, and days and hours as one says them (DOMAIN REQ-H3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import translation
from django.utils.formats import date_format

NBSP: Final = "\u00a0"


def in_language(fr: str, en: str) -> str:
    """The English words for who reads English, else the French ones; French too where English is missing."""
    return en if en and (translation.get_language() or "").startswith("en") else fr


def day(on: date, language: str) -> str:
    """« mardi 24 novembre », "Tuesday 24 November"; the year only when it is not obvious is the caller's to add."""
    with translation.override(language):
        spoken = date_format(on, "l j F")
    # French counts only the first of a month in ordinals.
    return spoken.replace(" 1 ", " 1er ") if language == "fr" else spoken


def hour(at: datetime, language: str) -> str:
    """« 12 h », « 12 h 30 », "12:30", of a time already in the zone of the house."""
    if language != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour}{NBSP}h" + (f"{NBSP}{at:%M}" if at.minute else "")
