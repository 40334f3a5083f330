"""Saying the same thing twice is safe: `Idempotency-Key` (DESIGN §4 API).

The key is remembered in the same transaction as the deed, so neither exists without the other.
"""

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from venue.errors import Refused
from venue.people.actors import actor_of
from venue.people.browsers import known_browser, returning_browser
from venue.people.models import Said
from venue.rows import write_together

T = TypeVar("T")


class KeyInvalid(Refused):
    code = "idempotency_key_invalid"
    status = 400
    message = _("Idempotency-Key must be a UUID.")


class Mismatch(Refused):
    code = "idempotency_mismatch"
    status = 422
    message = _("This Idempotency-Key was already used to ask for something else.")


class InProgress(Refused):
    code = "in_progress"
    status = 409
    message = _("The same request is still being worked on. Please ask again in a moment.")


def once(
    request: Request,
    act: Callable[[], T],
    *,
    reference: Callable[[T], str],
    recall: Callable[[str], T],
    refuse: Callable[[], None] | None = None,
    beforehand: str | None = None,
) -> T:
    """Do `act` in a transaction; for a repeated Idempotency-Key, `recall` what it made instead.

    `reference` names what was made in at most 64 characters (a primary key or a key), `recall` finds it again.
    Without the header it is just `act` in a transaction. What is refused is not remembered: the repeated request tries
    again. `refuse` may say no before `act` is begun, without locks; a repeated request is not asked. `beforehand` is
    the reference where it is known before: what `act` locks last is then held for nothing but COMMIT.
    Raises KeyInvalid (400), Mismatch (422), InProgress (409).
    """
    header = request.headers.get("Idempotency-Key")
    if header is None:
        if refuse:
            refuse()
        with transaction.atomic():
            return act()
    key, body = _uuid(header), _hash_of_body(request.data)
    said = _name(request, key, returning_browser)
    with transaction.atomic():
        # The race: the same request twice at once. Both would find no row, and the deed would be done twice.
        if not _alone(said):
            raise InProgress()
        earlier = Said.objects.filter(pk=said).first()
        if earlier is None:
            if refuse:
                refuse()
            if beforehand is not None:
                _remember(request, key, body, said, beforehand)
                return act()
            made = act()
            _remember(request, key, body, said, reference(made))
            return made
    if bytes(earlier.body_hash) != body:
        raise Mismatch()
    return recall(earlier.reference)


def _remember(request: Request, key: uuid.UUID, body: bytes, said: bytes, reference: str) -> None:
    """This answer may bring a first cookie: the repeated request comes with it, or without when it got lost."""
    names = dict.fromkeys((said, _name(request, key, known_browser)))
    write_together(*(Said(pk=name, body_hash=body, reference=reference) for name in names))


def _uuid(header: str) -> uuid.UUID:
    try:
        key = uuid.UUID(header)
    except ValueError:
        raise KeyInvalid() from None
    if str(key) != header.lower():
        raise KeyInvalid()
    return key


def _name(request: Request, key: uuid.UUID, browser: Callable[[Request], str | None]) -> bytes:
    """A hash of who, where and key: unique per route and person, device or browser, and telling nobody which.

    A guest without a cookie is known by the key alone: the answer that would have brought the cookie may have
    been the one that got lost.
    """
    actor = actor_of(request)
    who = actor.ref if actor.kind != "guest" else browser(request) or "guest"
    return hashlib.sha256(f"{who}\n{request.method} {request.path}\n{key}".encode()).digest()


def _hash_of_body(data: Any) -> bytes:
    plain = json.dumps(data, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()


def _alone(said: bytes) -> bool:
    """Whether no other transaction holds this name now; kept until ours ends."""
    number = int.from_bytes(said[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])
