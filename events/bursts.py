"""Registrations without a contact that arrive in a burst: a manager sees them and gives the places back in one action.

Never a captcha, never against who simply comes (DESIGN §4 *Nuisance*).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events import line, paying, places
from events.models import EventDate, Registration, RegistrationState
from venue.bursts import Booked, runs

S = RegistrationState


@dataclass(frozen=True)
class Burst:
    """Registrations for one date in quick succession; nothing that leads to a person."""

    first_at: datetime
    last_at: datetime
    registrations: tuple[UUID, ...]
    places: int


def bursts(date: EventDate) -> list[Burst]:
    """Among who is registered or waits without a contact, oldest first."""
    rows = Registration.objects.filter(date=date, nameless=True, state__in=[S.REGISTERED, S.WAITING])
    booked = rows.order_by("made_at", "rank").values_list("date_id", "pk", "made_at", "places")
    return [
        Burst(run[0].at, run[-1].at, tuple(one.pk for one in run), sum(one.places for one in run))
        for run in runs(map(Booked._make, booked))
    ]


@transaction.atomic
def release(date: EventDate, wanted: Collection[UUID]) -> int:
    """Cancel these where they are part of a burst and nobody has come in yet; how many places came back.

    They go to who waits, and what was paid for them goes back.
    """
    now, date = timezone.now(), places.locked_date(date.pk)
    in_bursts = {pk for burst in bursts(date) for pk in burst.registrations}
    theirs = Registration.objects.select_for_update(no_key=True).filter(pk__in=in_bursts & set(wanted))
    released = []
    for registration in theirs.order_by("rank"):
        registration.date = date
        if registration.is_cancellable(now):
            places.put(registration, S.CANCELLED, now)
            released.append(registration)
    line.offer_on(date, now)
    for registration in released:
        paying.give_back(registration)
    return sum(registration.places for registration in released)
