"""Registering for a date, giving it back, and what becomes of all registrations when the date changes (REQ-S3).

The date's row is the parent: its places and its ranks change under its lock alone, held for as short as can be. One
statement takes the lock, counts and writes the registration: the rank is the order in which the lock let people
through, whatever their clocks say (DESIGN §4 *Bookings*). The line of who waits is in `events.line`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from events import line, paying, places, refusals, registration_letters, wishes
from events.models import (
    LIVE,
    Event,
    EventDate,
    Registration,
    RegistrationContact,
    RegistrationState,
    Site,
)
from events.wishes import Wish
from venue.errors import NotFound
from venue.house.models import Building, OperatingEntity
from venue.live import announce_on_commit
from venue.rows import Rows, Together
from venue.spaces.models import Space

__all__ = ["People", "Wish", "accept", "cancel", "find", "fits", "give_back", "people_of", "register"]
S = RegistrationState
accept = line.accept

# Who asks for places finds the date as it is now, with its lock, whatever a look before the lock has said; `waiting` is
# counted on the row, because what a subquery reads is older than the lock. Nobody passes who waits.
MOST = "COALESCE(date.capacity, date.holds)"
ROOM = f"date.waiting = 0 AND ({MOST} IS NULL OR date.places_taken + %s <= {MOST})"
TAKE = f"""
UPDATE events_eventdate date SET
    last_rank = date.last_rank + 1,
    revision = date.revision + 1,
    places_taken = date.places_taken + CASE WHEN {ROOM} THEN %s ELSE 0 END,
    waiting = date.waiting + CASE WHEN {ROOM} THEN 0 ELSE 1 END,
    nameless = date.nameless + %s
WHERE date.id = %s AND date.state = 'scheduled' AND date.ends_at > %s
    AND ({MOST} IS NULL OR %s <= {MOST}) AND (%s OR ({ROOM}))
    AND (%s::int IS NULL OR {MOST} IS NULL OR date.nameless + %s <= GREATEST(%s::int, {MOST} * %s::int / 100))
RETURNING last_rank AS rank, places_taken, waiting, date.revision AS date_revision,
    CASE WHEN waiting = 0 THEN %s ELSE 'waiting' END AS state,
    CASE WHEN waiting = 0 THEN %s::timestamptz END AS expires_at
"""  # noqa: S608  constants
ANSWERS = ("rank", "state", "expires_at", "places_taken", "waiting", "date_revision")
NAMELESS = Together(Registration, once=TAKE, answers=ANSWERS)
NAMED = Together(Registration, RegistrationContact, once=TAKE, answers=ANSWERS)


def register(wish: Wish, *, last: bool = False) -> Registration:
    """Places at once, or held while they are paid, or a rank in the line. Call inside a transaction; `last` says that
    nothing follows in it, which then ends here: the date is locked for no longer than the database needs.

    Raises NotFound, NoRegistration, InThePast, TooManyPlaces, EventFull (only without a waiting list), NoAmount,
    ContactNeeded, OneChannel, UseTheBox, TooManyRegistrations.
    """
    now = timezone.now()
    date = wishes.asked(wish, now)
    amount = wishes.due(
        date.event, places=wish.places, contribution_cents=wish.contribution_cents, payment=wish.payment
    )
    registration = Registration(
        key=wish.key,
        date=date,
        places=wish.places,
        language=wish.language,
        browser=wish.browser,
        made_at=now,
        nameless=wish.is_nameless,
    )
    rows: list[Any] = [registration]
    if wish.is_named:
        contact = {"first_name": wish.first_name, "email": wish.email, "phone": wish.phone}
        rows.append(RegistrationContact(registration=registration, **contact))
    wishes.refuse_nuisance(wish, date)
    if wish.email:
        registration_letters.leave_letter(registration)
    many, wanted = wish.places, (S.AWAITING_PAYMENT, paying.hold_until(now)) if amount else (S.REGISTERED, None)
    nameless, share = many * wish.is_nameless, wishes.nameless_share(wish, date, now)
    room = (wishes.has_line(date, now), many)
    once = (
        many,
        many,
        many,
        nameless,
        date.pk,
        now,
        many,
        *room,
        share,
        many,
        wish.most_places,
        share,
        str(wanted[0]),
        wanted[1],
    )
    # The race: thousands have all read "3 left". One at a time from here on, so whatever can be done before is done.
    together = NAMED if wish.is_named else NAMELESS
    if not (together.finish if last and not amount else together.join)(*rows, once=once):
        wishes.asked(wish, timezone.now())  # since we looked, it has ended, been cancelled or become too small
        raise refusals.EventFull(places_left=0)
    # Perhaps committed by now: unless there is an `amount`, nothing below writes or fails.
    seen: Any = registration
    date.places_taken, date.waiting, date.revision = seen.places_taken, seen.waiting, seen.date_revision
    if registration.holds:
        registration.ahead = None
        announce_on_commit(f"event:{date.event.slug}")
    else:
        registration.ahead = date.waiting - 1
        if registration.ahead == 0:  # what is free beside the first in line is promised to nobody else
            announce_on_commit(f"event:{date.event.slug}")
    if registration.state == S.AWAITING_PAYMENT:
        paying.charge(registration, amount)
    return registration


def cancel(key: str) -> Registration:
    """Give the places back, or leave the line; the next is asked at once. Saying it twice is safe.

    What was paid goes back until `event.refund_hours` before the start, and always if the house has moved or put off
    what was bought. Raises NotFound, NotCancellable.
    """
    with transaction.atomic():
        now = timezone.now()
        registration = line.by_key(key)
        if registration.state in (S.CANCELLED, S.EXPIRED):
            return registration
        if not registration.is_cancellable(now):
            raise refusals.NotCancellable
        was_paid_or_free = registration.state == S.REGISTERED
        until = paying.refund_until(registration)
        places.put(registration, S.CANCELLED, now)
        line.offer_on(registration.date, now)
        if not was_paid_or_free:
            paying.close_page(registration)
        elif until is None or now <= until:
            paying.give_back(registration)
        return registration


FOUND = Rows(
    """
SELECT {registration}, {date}, {event}, {entity}, {site}, {space}, {house},
    CASE WHEN registration.state = 'waiting' THEN (
        SELECT COUNT(*) FROM events_registration before
        WHERE before.date_id = registration.date_id AND before.state = 'waiting' AND before.rank < registration.rank
            AND (COALESCE(date.capacity, date.holds) IS NULL OR before.places <= COALESCE(date.capacity, date.holds))
    ) END AS ahead
FROM events_registration registration
JOIN events_eventdate date ON date.id = registration.date_id
JOIN events_event event ON event.id = date.event_id
JOIN house_operatingentity entity ON entity.id = event.entity_id
LEFT JOIN events_site site ON site.id = date.site_id
LEFT JOIN spaces_space space ON space.id = date.space_id
LEFT JOIN house_building house ON house.id = space.building_id
WHERE registration.key = %s""",
    registration=Registration,
    date=EventDate,
    event=Event,
    entity=OperatingEntity,
    site=Site,
    space=Space,
    house=Building,
)


def find(key: str) -> Registration:
    """The registration behind a key, with all that its page shows, in one statement; NotFound for any other."""
    found = FOUND.one(key)
    if found is None:
        raise NotFound
    registration: Registration = found["registration"]
    registration.date, registration.ahead = wishes.joined(found), found["ahead"]
    return registration


# --- what the team does to a date ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class People:
    """Who counts on a date: `registrations` hold `places`, others wait; so many people were `admitted`."""

    registrations: int
    places: int
    waiting: int
    places_waited_for: int
    admitted: int


def people_of(date: EventDate) -> People:
    holding, waiting = Q(state__in=[S.REGISTERED, S.AWAITING_PAYMENT, S.OFFERED]), Q(state=S.WAITING)
    found = Registration.objects.filter(date=date).aggregate(
        holding=Count("pk", filter=holding),
        held=Sum("places", filter=holding, default=0),
        in_line=Count("pk", filter=waiting),
        waited_for=Sum("places", filter=waiting, default=0),
        inside=Sum("admitted", default=0),
    )
    return People(*found.values())


def fits(date: EventDate, capacity: int | None) -> None:
    """Raises CapacityBelowRegistered. The caller holds the date's lock; a larger one is offered within a minute."""
    if capacity is not None and capacity < date.places_taken:
        raise refusals.CapacityBelowRegistered(registered=date.places_taken)


def give_back(dates: Sequence[EventDate], why: str) -> int:
    """These dates do not take place: nobody holds a place or waits any more; how many registrations that ended.

    The caller holds the locks of the dates. One statement for all; what was paid goes back, and open pages hear of it,
    by a job of this transaction. `why` is a word for the books (`cancelled`), never about a person.
    """
    from events import registration_jobs as jobs  # noqa: PLC0415  jobs call these verbs

    theirs = Registration.objects.filter(date__in=dates, state__in=LIVE)
    ended = theirs.update(state=S.CANCELLED, expires_at=None, ended_at=timezone.now(), revision=F("revision") + 1)
    ids = [date.pk for date in dates]
    EventDate.objects.filter(pk__in=ids).update(places_taken=0, waiting=0, nameless=0, revision=F("revision") + 1)
    for date in dates:
        date.places_taken, date.waiting, date.nameless, date.revision = 0, 0, 0, date.revision + 1
    if ended:
        for pk in ids:
            jobs.after_giving_back.defer(date=pk, why=why)
    return ended
