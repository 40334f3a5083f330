"""Telephone numbers as people read them."""

from __future__ import annotations

import re
from typing import Final

FRENCH: Final = re.compile(r"0\d{9}")


def in_pairs(phone: str) -> str:
    """A French number as people here read it aloud, in pairs that no line breaks; any other as it was written."""
    digits = re.sub(r"^\+33", "0", re.sub(r"[\s.-]", "", phone))
    return "\u00a0".join(re.findall("..", digits)) if FRENCH.fullmatch(digits) else phone
