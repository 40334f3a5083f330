"""What a QR code holds: who may eat is not in it, only a random id, what it is for, and the signature of the house.

| bytes | what |
|---|---|
| 0 | version, 1 |
| 1 | purpose: MEAL for one sitting, OPEN_MEAL until a day, EVENT for one date of an event |
| 2 | covers or places, 1–255 |
| 3–6 | id of the key |
| 7–14 | about: the number of the sitting or of the date, or the last valid day as a proleptic ordinal |
| 15–30 | random id, 128 bits |
| 31–94 | Ed25519 over DOMAIN + bytes 0–30 |

Ninety-five bytes are 143 Base45 signs whatever the ticket is for (RFC 9285), all in the alphabet of a QR code's
alphanumeric mode: 41×41 modules at level M (DOMAIN REQ-C5). The first two bytes are known, so no token begins with the
one sign of that alphabet, a space, that a keyboard scanner or a form would trim; an odd length cannot end with one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import base45
from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext_lazy as _

from venue.codes import keys
from venue.errors import Refused

VERSION: Final = 1
MEAL: Final = 1
OPEN_MEAL: Final = 2
EVENT: Final = 3

# A signature made for a ticket must never be good for anything else that this key might sign one day.
DOMAIN: Final = b"preau code 1\x00"
LENGTH: Final = 143

_BODY: Final = struct.Struct(">BBB4sQ16s")


class Forged(Refused):
    """Not a code of this house: another version, another key, cut short, or changed by a single bit."""

    code = "forged_ticket"
    status = 422
    message = _("This is not a ticket of this house.")


class Withdrawn(Forged):
    """Signed by a key that was revoked: for programs the same as forged, since it may well be."""

    message = _(
        "This ticket is no longer signed as it should be. "
        "Its page shows it anew, or its code of eight signs can be said."
    )


@dataclass(frozen=True, slots=True)
class Code:
    """What a token says once its signature has been checked."""

    id: UUID
    purpose: int
    about: int
    covers: int
    key_id: bytes


def mint(id: UUID, *, purpose: int, about: int, covers: int) -> str:
    """The signed token for a row of ours; always LENGTH signs. The same key gives the same token again."""
    key_id, key = keys.current()
    body = _BODY.pack(VERSION, purpose, covers, key_id, about, id.bytes)
    token: str = base45.b45encode(body + key.sign(DOMAIN + body)).decode()
    return token


def read(token: str) -> Code:
    """What the token says. Raises Forged unless this house signed exactly this, with a key that still counts."""
    if len(token) != LENGTH:
        raise Forged
    try:
        packed = base45.b45decode(token)
    except ValueError:
        raise Forged from None
    if len(packed) != _BODY.size + 64 or packed[0] != VERSION:
        raise Forged
    body, signature = packed[: _BODY.size], packed[_BODY.size :]
    _version, purpose, covers, key_id, about, id_bytes = _BODY.unpack(body)
    key = keys.public_key(key_id)
    if key is None:
        raise Forged
    try:
        key.verify(signature, DOMAIN + body)
    except InvalidSignature:
        raise Forged from None
    if keys.is_revoked(key_id):
        raise Withdrawn
    return Code(UUID(bytes=id_bytes), purpose, about, covers, key_id)
