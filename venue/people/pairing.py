"""Pairing: a manager shows one code to the whole team; each phone that knows it becomes a device of its own."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue import rules
from venue.codes import short
from venue.errors import Refused
from venue.house.models import Building
from venue.live import close_on_commit
from venue.people import devices
from venue.people.models import Device, PairingCode, Person

LONGEST = timedelta(days=7)


class UnknownCode(Refused):
    code: ClassVar[str] = "unknown_code"
    message = _("We do not know this code. Look again at the one that the manager shows.")


class CodeExpired(Refused):
    code = "code_expired"
    message = _("This code is over. Ask the manager for today's.")


class ValidTooLong(Refused):
    code = "valid_too_long"
    message = _("A team's code is good for seven days at most, and ends later than now.")


def make_code(
    *,
    roles: list[str],
    building: Building | None = None,
    spaces: list[str] | None = None,
    sittings: list[int] | None = None,
    valid_until: datetime | None = None,
    by: Person | None = None,
) -> PairingCode:
    """A new code for `roles`, good until `valid_until` (default: rule `device.pairing_h`). Raises ValidTooLong."""
    now = timezone.now()
    until = valid_until or now + timedelta(hours=int(rules.get("device.pairing_h")))
    if not now < until <= now + LONGEST:
        raise ValidTooLong()
    made = PairingCode(
        roles=sorted(set(roles)),
        building=building,
        spaces=spaces or [],
        sittings=sittings or [],
        valid_until=until,
        made_by=by,
    )
    while True:
        made.code = short.make()
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:  # one in a million million: another code has these letters
            continue
        return made


def pair(typed: str, name: str) -> tuple[Device, str]:
    """A device named `name` with the code's roles and limits, and its token, which is never seen again.

    Raises UnknownCode, CodeExpired.
    """
    code = PairingCode.objects.filter(code=short.clean(typed)).first()
    if code is None:
        raise UnknownCode()
    if code.valid_until <= timezone.now():
        raise CodeExpired()
    return welcome(
        name, roles=code.roles, building=code.building, spaces=code.spaces, sittings=code.sittings, paired_with=code
    )


def welcome(
    name: str,
    *,
    roles: list[str],
    building: Building | None = None,
    spaces: list[str] | None = None,
    sittings: list[int] | None = None,
    paired_with: PairingCode | None = None,
) -> tuple[Device, str]:
    """A new device and its token."""
    token = devices.make_token()
    device = Device.objects.create(
        name=name,
        roles=roles,
        building=building,
        spaces=spaces or [],
        sittings=sittings or [],
        token_hash=devices.hash_of(token),
        paired_with=paired_with,
        lease_until=timezone.now() + devices.lease(),
    )
    return device, token


@transaction.atomic
def revoke(device: Device) -> Device:
    """From its next request on the phone is out, and its socket closes now. Revoking twice changes nothing."""
    if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now()):
        close_on_commit(f"device:{device.pk}")
    device.refresh_from_db()
    return device
