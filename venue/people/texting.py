"""Short messages to phones, through whichever gateway the house has: `SMS_GATEWAY`, the dotted name of a class.

A house without one says so instead of pretending: who left only a number is counted as out of reach.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

LONGEST: Final = 160  # of GSM 03.38: one message, one price
GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
SAME: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
    | {"…": "...", "œ": "oe", "Œ": "OE", "·": "-", "€": "EUR"}
)


class Gateway(Protocol):
    """What a gateway to phones can do. Made anew for each bundle of messages; reads its own settings."""

    def send(self, number: str, text: str) -> None:
        """Hand over one message. Whatever it raises means: not accepted, to be tried again."""


class NoGateway(RuntimeError):
    """Somebody left a message although this house cannot send any."""


def available() -> bool:
    return bool(settings.SMS_GATEWAY)


def gateway() -> Gateway:
    """Raises NoGateway."""
    if not available():
        raise NoGateway
    made: Gateway = import_string(settings.SMS_GATEWAY)()
    return made


def spelled(text: str) -> str:
    """With the signs that phones have known from the beginning: one other, and a message costs twice."""
    return "".join(sign if sign in GSM else plain(sign) for sign in text.translate(SAME))


def plain(sign: str) -> str:
    bare = unicodedata.normalize("NFD", sign)[:1]
    return bare if bare in GSM else "?"
