"""Which key signs now, and the public half of every key that ever did."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from venue.codes.models import SigningKey
from venue.rows import Rows

log = logging.getLogger(__name__)


SIGNING = Rows("SELECT {key} FROM codes_signingkey key WHERE retired_at IS NULL", key=SigningKey)


def current() -> tuple[bytes, Ed25519PrivateKey]:
    """The id and the private half of the key that signs now; the first call in a new house makes it."""
    row = _standing()
    try:
        return bytes(row.key_id), _opened(bytes(row.sealed_private_key), settings.SECRET_KEY)
    except InvalidToken:
        # SECRET_KEY was replaced without leaving the old one in SECRET_KEY_FALLBACKS. Tickets already handed out need
        # only the public half, so the house goes on with a new key instead of refusing to feed anybody.
        log.warning("The signing key %s cannot be opened with this SECRET_KEY; a new one takes its place.", row)
        row = rotate()
        return bytes(row.key_id), _opened(bytes(row.sealed_private_key), settings.SECRET_KEY)


def _standing() -> SigningKey:
    """The key that signs, as this process knew at most five seconds ago; what it signs after that stays readable."""
    now = time.monotonic()
    if _current and now - _current[0][0] <= _FRESH_SECONDS:
        return _current[0][1]
    found = SIGNING.one()
    row: SigningKey = found["key"] if found else _first()
    if not connection.in_atomic_block:  # what only this transaction sees may never come to be
        _current[:] = [(now, row)]
    return row


def rotate() -> SigningKey:
    """Retire the key that signs now and begin another; what the old one signed stays readable."""
    with transaction.atomic():
        # Two rotations at once: the second waits here, and then retires the key that the first has just made.
        list(SigningKey.objects.select_for_update().filter(retired_at=None))
        SigningKey.objects.filter(retired_at=None).update(retired_at=timezone.now())
        fresh = _fresh()
        fresh.save()
        transaction.on_commit(forget)
        return fresh


def revoke(key_id: bytes) -> SigningKey:
    """Take back a key that somebody else may hold: what it signed is good no longer, within five seconds everywhere.

    The tickets themselves stay good: their pages show them signed anew, and their short codes are not signed at all.
    Raises SigningKey.DoesNotExist.
    """
    with transaction.atomic():
        row = SigningKey.objects.select_for_update().get(key_id=key_id)
        if row.retired_at is None:
            rotate()
        SigningKey.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now())
        row.refresh_from_db()
    forget()
    return row


def is_revoked(key_id: bytes) -> bool:
    """Whether this key was revoked, as this process knew at most five seconds ago."""
    now = time.monotonic()
    if not _revoked or now - _revoked[0][0] > _FRESH_SECONDS:
        found = SigningKey.objects.exclude(revoked_at=None).values_list("key_id", flat=True)
        _revoked[:] = [(now, {bytes(each) for each in found})]
    return key_id in _revoked[0][1]


def forget() -> None:
    """Look again at the next question (tests, and the process that revokes)."""
    _revoked.clear()
    _current.clear()


def public_key(key_id: bytes) -> Ed25519PublicKey | None:
    """The public half of any key of this house, retired ones included; None when it is not ours."""
    # An id is a hash of its key, so what was once found stays true and can be kept by the process for ever.
    if (known := _known.get(key_id)) is None:
        row = SigningKey.objects.filter(key_id=key_id).first()
        if row is None:
            return None
        known = _known[key_id] = Ed25519PublicKey.from_public_bytes(bytes(row.public_key))
    return known


_known: dict[bytes, Ed25519PublicKey] = {}
_FRESH_SECONDS = 5.0
_revoked: list[tuple[float, set[bytes]]] = []
_current: list[tuple[float, SigningKey]] = []


def _first() -> SigningKey:
    # Two processes that both find no key: the database keeps one, and both sign with that one.
    SigningKey.objects.bulk_create([_fresh()], ignore_conflicts=True)
    return SigningKey.objects.get(retired_at=None)


def _fresh() -> SigningKey:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return SigningKey(
        key_id=hashlib.sha256(public).digest()[:4],
        public_key=public,
        sealed_private_key=_seal(settings.SECRET_KEY).encrypt(private.private_bytes_raw()),
    )


@lru_cache(maxsize=4)
def _opened(sealed: bytes, secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_seal(secret).decrypt(sealed))


def _seal(secret: str) -> MultiFernet:
    return MultiFernet([Fernet(_derived(each)) for each in [secret, *settings.SECRET_KEY_FALLBACKS]])


@lru_cache(maxsize=4)
def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"preau signing keys at rest")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
