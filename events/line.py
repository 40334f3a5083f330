"""The waiting list of a date: what comes free is offered to the first in line, for a time, and nobody overtakes.

The line is the order of ranks, which is the order in which the date's lock let people through. Its rules:

* As long as one registration waits, nobody takes a place past it: newcomers stand behind, even beside free places.
* A large party at the head is not passed over: the places that come free gather until they are enough for it. Whoever
  passed it over would let single people empty the list before it, and four friends would never come in. What is left
  free so is not lost: the party may give up, and when the event begins the line ends.
* A party larger than the whole capacity, because the team has lowered it, can never fit: it holds up nobody, is counted
  in no `waiting`, and is passed over until the capacity is large enough again.
* An offer holds the places for `event.offer_min` minutes (a day while the event is far), never beyond the start, and
  never ends by night: nobody loses a place by sleeping. Who lets it go by is out; the next is asked at once.
* When the event begins, the line is over: what is free then is for who comes.

Locks: `events.places`. Offers are written in the transaction that frees the places, so that whoever registers at the
same moment finds them taken.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from events import agenda, paying, places, refusals, registration_letters, wishes
from events.models import COMING, DateState, EventDate, Registration, RegistrationState
from venue import rules
from venue.errors import NotFound
from venue.live import announce_on_commit

S = RegistrationState
# Who stands further behind reads a new number the next time; a publish for each of thousands would help nobody.
TOLD_OF_THEIR_TURN = 20


def offer_on(date: EventDate, now: datetime) -> int:
    """Offer what is free to those whose turn it is; how many were asked. The caller holds the date's lock."""
    if not date.waiting or not is_moving(date, now):
        return 0
    line = Registration.objects.in_line().filter(date=date)
    if date.most_places is not None:
        line = line.filter(places__lte=date.most_places)
    offered = 0
    # Each takes a place at least.
    for registration in line if date.places_free is None else line[: date.places_free]:
        if date.places_free is not None and registration.places > date.places_free:
            break
        registration.date = date
        places.put(registration, S.OFFERED, now, until=offered_until(date, now))
        registration_letters.tell(registration)
        offered += 1
    keys = line.values_list("key", flat=True)[:TOLD_OF_THEIR_TURN]
    announce_on_commit(*(f"registration:{key}" for key in keys))
    return offered


def is_moving(date: EventDate, now: datetime) -> bool:
    return date.state == DateState.SCHEDULED and date.event.state in COMING and now < date.starts_at


def offered_until(date: EventDate, now: datetime) -> datetime:
    building = date.event.building_id
    far = date.starts_at - now > timedelta(hours=int(rules.get("event.offer_far_h", building=building)))
    minutes = int(rules.get("event.offer_far_min" if far else "event.offer_min", building=building))
    return min(not_by_night(date, now + timedelta(minutes=minutes)), date.starts_at)


def not_by_night(date: EventDate, moment: datetime) -> datetime:
    """`moment`, or the morning after it, by the clock of the house."""
    building = date.event.building_id
    evening = int(rules.get("event.offer_night_from_h", building=building))
    morning = int(rules.get("event.offer_night_until_h", building=building))
    local = moment.astimezone(agenda.zone(date.event))
    if morning <= local.hour < evening:
        return moment
    day = local.date() + timedelta(days=local.hour >= evening)
    return datetime.combine(day, time(morning), local.tzinfo)


def accept(key: str, *, contribution_cents: int = 0, payment: str = wishes.ONLINE) -> Registration:
    """What is offered is theirs, or held a little longer while it is paid. Saying it twice is safe.

    What is put off has no day for which anybody could say yes or pay: she waits where she was until there is one.
    Raises NotFound, OfferOver, PutOff, NoAmount, OneChannel, UseTheBox.
    """
    with transaction.atomic():
        now = timezone.now()
        # The race: the minute's job lets the offer lapse. Whoever has the date's lock first decides.
        registration = by_key(key)
        if registration.state in (S.REGISTERED, S.AWAITING_PAYMENT):
            return registration
        if registration.state != S.OFFERED or not registration.is_on_hold(now):
            raise refusals.OfferOver
        if is_put_off(registration.date):
            raise refusals.PutOff
        event = registration.date.event
        amount = wishes.due(event, places=registration.places, contribution_cents=contribution_cents, payment=payment)
        if amount:
            places.put(registration, S.AWAITING_PAYMENT, now, until=paying.hold_until(now))
            paying.charge(registration, amount)
        else:
            places.put(registration, S.REGISTERED, now)
            registration_letters.tell(registration)
        return registration


def by_key(key: str) -> Registration:
    """The registration with its date's lock and its own. Raises NotFound."""
    pk = Registration.objects.filter(key=key).values_list("pk", flat=True).first()
    if pk is None:
        raise NotFound
    return places.locked(pk)


# --- what the clock does ---------------------------------------------------------------------------------------------


def keep_moving(now: datetime | None = None) -> dict[str, int]:
    """The minute's round: holds and offers end, lines of what begins are over, and what is free although somebody
    waits for it (a larger capacity) is offered; how many of each. Can run twice at once.
    """
    now = now or timezone.now()
    return {"lapsed": lapse_overdue(now), "over": end_lines(now), "offered": catch_up(now)}


def lapse_overdue(now: datetime) -> int:
    """End what was held for too long: it goes to the next in line in the same transaction."""
    lapsed = 0
    for pk in Registration.objects.overdue(now).order_by("date", "rank").values_list("pk", flat=True):
        with transaction.atomic():
            registration = places.locked(pk)
            if registration.state in (S.OFFERED, S.AWAITING_PAYMENT) and not registration.is_on_hold(now):
                lapse(registration, now)
                lapsed += 1
    return lapsed


def lapse(registration: Registration, now: datetime) -> None:
    """The caller holds the locks. Who was offered a place at what is put off since waits again where she was."""
    if registration.state == S.OFFERED and not is_moving(registration.date, now) and is_put_off(registration.date):
        places.put(registration, S.WAITING, now)
        return
    was_offered = registration.state == S.OFFERED
    places.put(registration, S.EXPIRED, now)
    if was_offered:
        registration_letters.tell(registration)
    else:
        paying.close_page(registration)
    offer_on(registration.date, now)


def is_put_off(date: EventDate) -> bool:
    return DateState.POSTPONED in (date.state, date.event.state)


def end_lines(now: datetime) -> int:
    """Who still waits when it begins waits no longer; how many."""
    over = 0
    begun = Registration.objects.in_line().filter(
        date__starts_at__lte=now, date__state__in=[DateState.SCHEDULED, DateState.HELD]
    )
    for pk in begun.order_by("date").values_list("date", flat=True).distinct():
        with transaction.atomic():
            date = places.locked_date(pk)
            if date.starts_at > now or is_put_off(date):
                continue
            line = Registration.objects.in_line().filter(date=date)
            keys = list(line.values_list("key", flat=True))
            nameless = line.filter(nameless=True).aggregate(places=Sum("places", default=0))["places"]
            line.order_by().update(state=S.EXPIRED, ended_at=now, revision=F("revision") + 1)
            places.count(date, waiting=-date.waiting, nameless=-nameless)
            announce_on_commit(*(f"registration:{key}" for key in keys))
            over += len(keys)
    return over


def catch_up(now: datetime) -> int:
    """Offer what is free although somebody waits for it."""
    most = Coalesce("capacity", "holds")
    free = Q(capacity=None, holds=None) | Q(places_taken__lt=most)
    offered = 0
    for pk in EventDate.objects.coming(now).filter(free, waiting__gt=0).values_list("pk", flat=True):
        with transaction.atomic():
            offered += offer_on(places.locked_date(pk), now)
    return offered
