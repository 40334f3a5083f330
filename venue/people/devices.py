"""Crew phones: paired once with a code that the whole team shares, then known by a token of their own."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue import rules
from venue.errors import Refused
from venue.people.models import Device
from venue.rows import Rows

# A lease is prolonged at most this often, so that a busy door costs one UPDATE in five minutes and not one a scan.
RENEW_EVERY = timedelta(minutes=5)
# Each scan pays for this one.
BY_HASH = Rows("SELECT {device} FROM people_device device WHERE token_hash = %s", device=Device)


class NotRecognised(Refused):
    code: ClassVar[str] = "unknown_device"
    status: ClassVar[int] = 401
    message = _("This phone is not paired with the house. Ask for the team's code.")


class Revoked(NotRecognised):
    code = "device_revoked"
    message = _("This phone no longer belongs to the team. Ask for the team's code.")


class LeaseOver(NotRecognised):
    code = "device_lease_over"
    message = _("This phone was away too long. Pair it again with the team's code.")


def hash_of(token: str) -> bytes:
    """256 random bits need no salt and no slow hash; the database never sees the token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def recognise(token: str, *, at: datetime | None = None) -> Device:
    """The device that holds `token`, its lease prolonged. One SELECT, and an UPDATE now and then.

    Raises NotRecognised (`unknown_device`), Revoked or LeaseOver, all 401.
    """
    now = at or timezone.now()
    device = _by_hash(hash_of(token))
    if device is None:
        raise NotRecognised()
    if device.revoked_at is not None:
        raise Revoked()
    if device.lease_until <= now:
        raise LeaseOver()
    if now - device.seen_at >= RENEW_EVERY:
        renew(device, now)
    return device


def _by_hash(token_hash: bytes) -> Device | None:
    found = BY_HASH.one(token_hash)
    device: Device | None = found["device"] if found else None
    return device


def renew(device: Device, now: datetime) -> None:
    """Guarded by `seen_at`: of a phone's requests that arrive together, one prolongs; a revoked one stays so."""
    fresh = {"seen_at": now, "lease_until": now + lease()}
    if Device.objects.filter(pk=device.pk, seen_at=device.seen_at, revoked_at=None).update(**fresh):
        device.seen_at, device.lease_until = now, fresh["lease_until"]


def lease() -> timedelta:
    return timedelta(hours=int(rules.get("device.lease_h")))


def make_token() -> str:
    return secrets.token_urlsafe(32)
