"""The places of a date, counted on its row: who holds the row's lock may change them, and nobody else (DESIGN §4).

Locks: the date, then its registrations, then what they paid. NO KEY UPDATE everywhere, so that foreign keys of what
happens at the entrance never wait.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import F

from events.models import EventDate, Registration, RegistrationState
from venue.errors import NotFound
from venue.live import announce_on_commit


def locked_date(pk: int) -> EventDate:
    """The date as it is now, with its lock; inside a transaction."""
    known = EventDate.objects.select_for_update(of=("self",), no_key=True)
    return known.select_related("event__entity", "event__building").get(pk=pk)


def locked(registration: uuid.UUID | str) -> Registration:
    """A registration with its date's lock and its own, parents first. Raises NotFound."""
    date_id = Registration.objects.values_list("date_id", flat=True).filter(pk=registration).first()
    if date_id is None:
        raise NotFound
    date = locked_date(date_id)
    found = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration)
    found.date = date
    return found


def count(date: EventDate, *, places: int = 0, waiting: int = 0, nameless: int = 0) -> None:
    """So many places more (or fewer) are taken, so many registrations more wait, so many places more are held or
    waited for without a contact. The caller holds the lock.
    """
    EventDate.objects.filter(pk=date.pk).update(
        places_taken=F("places_taken") + places,
        waiting=F("waiting") + waiting,
        nameless=F("nameless") + nameless,
        revision=F("revision") + 1,
    )
    was_left = date.places_left
    date.places_taken += places
    date.waiting += waiting
    date.nameless += nameless
    date.revision += 1
    if places or date.places_left != was_left:
        announce_on_commit(f"event:{date.event.slug}")


def put(registration: Registration, state: RegistrationState, now: datetime, *, until: datetime | None = None) -> None:
    """Another state, with all that is counted by it; `until` is when a hold ends. The caller holds both locks."""
    held, waited, lived = registration.holds, blocks(registration), registration.is_live
    registration.state, registration.expires_at = state, until
    registration.ended_at = now if state in (RegistrationState.EXPIRED, RegistrationState.CANCELLED) else None
    registration.revision += 1
    registration.save(update_fields=["state", "expires_at", "ended_at", "revision"])
    count(
        registration.date,
        places=registration.places * (registration.holds - held),
        waiting=blocks(registration) - waited,
        nameless=registration.places * registration.nameless * (registration.is_live - lived),
    )
    announce_on_commit(f"registration:{registration.key}")


def blocks(registration: Registration) -> bool:
    """Whether nobody may take a place past it: it waits, and could fit."""
    return registration.state == RegistrationState.WAITING and registration.date.could_hold(registration.places)


def count_line(date: EventDate) -> None:
    """After another capacity: who waits and can fit no more (or again) is counted; written by the caller, who has the
    lock.
    """
    line = Registration.objects.in_line().filter(date=date)
    date.waiting = (line if date.most_places is None else line.filter(places__lte=date.most_places)).count()


def tell_given_back(date: int) -> None:
    """Announce what the house gave back, some hundreds at a time: nobody waits for it."""
    gone = Registration.objects.filter(date=date, state=RegistrationState.CANCELLED)
    keys = list(gone.values_list("key", flat=True))
    for first in range(0, len(keys), 500):
        announce_on_commit(*(f"registration:{key}" for key in keys[first : first + 500]))
