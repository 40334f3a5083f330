"""Kit that events share: what is reserved, taken out, brought back or missing. Nothing is promised twice (REQ-S6).

A stock is counted at the fullest moment of a period, under the lock of its KitItem; of a single item the database
itself keeps two from having it (`a_single_item_is_in_one_place`). What is still out when its time is over counts as
out until it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import TimestamptzRange

from events import agenda
from events.models import DateState, EventDate, KitItem, KitReservation
from events.spans import edges, later, span
from venue import rules
from venue.errors import NotFound, Refused
from venue.house.models import Building

S = KitReservation.State
ACTIVE: Final = (S.RESERVED, S.OUT)
LONGEST: Final = timedelta(days=31)


class KitTaken(Refused):
    """Figures: `conflicts` (kind `kit`, item, name, asked, free, with, slug, quantity, starts_at, ends_at)."""

    code = "kit_taken"
    status: ClassVar[int] = 409
    message = _("There is not enough of this kit at that time.")


class KitElsewhere(Refused):
    """Figures: `state`."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("This kit is not where that could be done with it.")


class NoSuchPeriod(Refused):
    """Figures: `max_days`."""

    code = "no_such_period"
    message = _("Kit is lent from before the event until after it, for a month at most.")


class TooManyMissing(Refused):
    """Figures: `quantity`."""

    code = "too_many_missing"
    message = _("More would be missing than went out.")


class Use(NamedTuple):
    """So many of an item from `starts_at` until `ends_at`."""

    quantity: int
    starts_at: datetime
    ends_at: datetime


# --- counting --------------------------------------------------------------------------------------------------------


def peak(uses: Iterable[Use], starts_at: datetime, ends_at: datetime) -> int:
    """The most that is in use at any moment between the two; stretches are half-open."""
    inside = [use for use in uses if use.starts_at < ends_at and use.ends_at > starts_at]
    # It only grows where a use begins.
    moments = {starts_at, *(use.starts_at for use in inside if use.starts_at > starts_at)}
    return max(sum(use.quantity for use in inside if use.starts_at <= at < use.ends_at) for at in moments)


def use_of(reservation: KitReservation, now: datetime) -> Use:
    """What is out and should be back is in use until now, at least."""
    starts_at, ends_at = edges(reservation.during)
    until = max(ends_at, now + timedelta(microseconds=1)) if reservation.state == S.OUT else ends_at
    return Use(reservation.quantity, starts_at, until)


def in_use(items: Iterable[int], starts_at: datetime, ends_at: datetime) -> Any:
    """Reservations of these items that may count between the two."""
    meets = Q(during__overlap=span(starts_at, ends_at), state__in=ACTIVE) | Q(state=S.OUT)
    return KitReservation.objects.filter(meets, item__in=[*items]).order_by("pk")


def free(items: Sequence[KitItem], starts_at: datetime, ends_at: datetime) -> dict[int, int]:
    """How many of each can be had for the whole of the period, by the item's id. One statement."""
    now, uses = timezone.now(), dict[int, list[Use]]()
    for reservation in in_use([item.pk for item in items], starts_at, ends_at):
        uses.setdefault(reservation.item_id, []).append(use_of(reservation, now))
    return {item.pk: max(0, item.usable - peak(uses.get(item.pk, []), starts_at, ends_at)) for item in items}


def conflicts(dates: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """By the id of the date, its kit that is promised but will not be there: less is left of it than there was."""
    now, found = timezone.now(), dict[int, list[dict[str, Any]]]()
    mine = KitReservation.objects.filter(date__in=[*dates], state__in=ACTIVE).select_related("item", "date__event")
    for reservation in mine:
        used = use_of(reservation, now)
        others = in_use([reservation.item_id], used.starts_at, used.ends_at).exclude(pk=reservation.pk)
        left = reservation.item.usable - peak((use_of(it, now) for it in others), used.starts_at, used.ends_at)
        if left < reservation.quantity:
            told = said(reservation, left, others.select_related("date__event"))
            found.setdefault(reservation.date_id, []).extend(told)
    return found


# --- with the date ---------------------------------------------------------------------------------------------------


def shift(date: EventDate, by: timedelta) -> None:
    """The date begins `by` later or earlier on the clock of the house: what is reserved for it goes with it; what is
    out stays out longer.

    In the caller's transaction, which holds the date's lock; of several dates that go later, the last one first. Raises
    KitTaken with everything that is promised elsewhere then.
    """
    met: list[dict[str, Any]] = []
    for reservation in locked_of(date):
        wanted = later(reservation.during, by, agenda.zone(date.event))
        if reservation.state == S.OUT:
            starts_at, ends_at = edges(reservation.during)
            wanted = span(starts_at, max(ends_at, edges(wanted)[1]))
        try:
            keep(reservation, wanted)
        except KitTaken as taken:
            met += taken.figures["conflicts"]
    if met:
        raise KitTaken(conflicts=met)


def release(date: EventDate) -> None:
    """The date does not take place: what is reserved is free for others. What is out must still come back."""
    locked_of(date)
    date.kit.filter(state=S.RESERVED).update(state=S.RELEASED)


def locked_of(date: EventDate) -> list[KitReservation]:
    """What is reserved for the date or out, its items locked by their id."""
    wanted = KitReservation.objects.filter(date=date, state__in=ACTIVE)
    items = {item.pk: item for item in lock(wanted.values_list("item", flat=True))}
    found = list(wanted.select_related("date__event").order_by("item_id", "pk"))
    for reservation in found:
        reservation.item = items[reservation.item_id]
    return found


def lock(items: Iterable[int]) -> list[KitItem]:
    """The race: two events each find twelve of twenty tables free, before the other has written."""
    found = KitItem.objects.select_for_update(no_key=True).filter(pk__in=[*items])
    return list(found.order_by("pk"))


# --- one reservation -------------------------------------------------------------------------------------------------


def usual_period(date: EventDate) -> tuple[datetime, datetime]:
    """From loading until it is back: `event.kit_margin_h` before the start and after the end."""
    margin = timedelta(hours=float(rules.get("event.kit_margin_h", building=date.event.building_id)))
    return date.starts_at - margin, date.ends_at + margin


@transaction.atomic
def reserve(
    date: EventDate, item: KitItem, quantity: int, *, by: str, starts_at: datetime, ends_at: datetime
) -> KitReservation:
    """Promise so many for this date, instead of what it had of them before. Raises KitTaken, KitElsewhere (they are
    out already), NoSuchPeriod.
    """
    if not starts_at < ends_at or ends_at - starts_at > LONGEST or ends_at < date.starts_at or starts_at > date.ends_at:
        raise NoSuchPeriod(max_days=LONGEST.days)
    # As `change` does: the date first, then its kit.
    date = EventDate.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=date.pk)
    if date.state != DateState.SCHEDULED:
        raise KitElsewhere(state=date.state)
    (item,) = lock([item.pk])
    reservation = KitReservation.objects.filter(date=date, item=item, state__in=[S.RESERVED, S.OUT, S.BACK]).first()
    if reservation is None:
        reservation = KitReservation(date=date, state=S.RESERVED)
    elif reservation.state != S.RESERVED:
        raise KitElsewhere(state=reservation.state)
    reservation.item, reservation.quantity, reservation.by = item, quantity, by
    keep(reservation, span(starts_at, ends_at))
    return reservation


def keep(reservation: KitReservation, wanted: TimestamptzRange) -> None:
    """Write it for that period, under the item's lock. Raises KitTaken."""
    item, now, (starts_at, ends_at) = reservation.item, timezone.now(), edges(wanted)
    others = in_use([item.pk], starts_at, ends_at).exclude(pk=reservation.pk).select_related("date__event")
    left = item.usable - peak((use_of(other, now) for other in others), starts_at, ends_at)
    if left < reservation.quantity:
        raise KitTaken(conflicts=said(reservation, left, others))
    reservation.during, reservation.single = wanted, item.is_single
    try:
        with transaction.atomic():
            reservation.save()
    except IntegrityError as error:
        raise KitTaken(conflicts=said(reservation, 0, others)) from error


@transaction.atomic
def give_up(pk: int) -> KitReservation:
    """It is not needed after all. Saying it twice is safe. Raises NotFound, KitElsewhere once it is out."""
    return step(pk, S.RESERVED, S.RELEASED)


@transaction.atomic
def check_out(pk: int) -> KitReservation:
    """Somebody takes it along: that happens, whatever was promised. Saying it twice is safe."""
    return step(pk, S.RESERVED, S.OUT, out_at=timezone.now())


@transaction.atomic
def bring_back(pk: int, *, missing: int = 0, note: str = "") -> KitReservation:
    """It is back, but for what is `missing`, which cannot be promised until it is found. May be corrected.

    Raises NotFound, KitElsewhere, TooManyMissing.
    """
    reservation = locked(pk)
    if reservation.state not in (S.OUT, S.BACK):
        raise KitElsewhere(state=reservation.state)
    if missing > reservation.quantity:
        raise TooManyMissing(quantity=reservation.quantity)
    item = reservation.item
    # Found again, or written off in the office since: then there are fewer to be found.
    item.missing = min(item.quantity, max(0, item.missing + missing - reservation.missing))
    item.save(update_fields=["missing"])
    reservation.state, reservation.back_at = S.BACK, reservation.back_at or timezone.now()
    reservation.missing, reservation.note = missing, note
    reservation.save()
    return reservation


def step(pk: int, since: KitReservation.State, to: KitReservation.State, **facts: Any) -> KitReservation:
    reservation = locked(pk)
    if reservation.state == to:
        return reservation
    if reservation.state != since:
        raise KitElsewhere(state=reservation.state)
    for name, value in {"state": to, **facts}.items():
        setattr(reservation, name, value)
    reservation.save()
    return reservation


def locked(pk: int) -> KitReservation:
    """Under the lock of its item. Raises NotFound."""
    known = KitReservation.objects.filter(pk=pk)
    items = lock(known.values_list("item", flat=True))
    if not items:
        raise NotFound
    reservation = known.select_related("date__event").get()
    reservation.item = items[0]
    return reservation


def said(reservation: KitReservation, left: int, others: Iterable[KitReservation]) -> list[dict[str, Any]]:
    """Who has it then, as a refusal tells it; one line without anybody where there are simply too few."""
    item = reservation.item
    asked = {
        "kind": "kit",
        "item": item.code,
        "name": item.local_name,
        "asked": reservation.quantity,
        "free": max(0, left),
    }
    told = []
    for other in others:
        event = other.date.event
        starts_at, ends_at = (at.astimezone(agenda.zone(event)).isoformat() for at in edges(other.during))
        told.append(
            asked
            | {
                "with": event.local_title,
                "slug": event.slug,
                "quantity": other.quantity,
                "starts_at": starts_at,
                "ends_at": ends_at,
            }
        )
    return told or [asked | {"with": "", "slug": "", "quantity": 0, "starts_at": None, "ends_at": None}]


@transaction.atomic
def save(item: KitItem) -> None:
    """Written in the office: of what there are several now, the database no longer keeps each to one event."""
    item.save()
    if not item.is_single:
        item.reservations.filter(single=True).update(single=False)


def of(building: Building) -> list[KitItem]:
    """What this house lends to its events."""
    return list(KitItem.objects.filter(building=building, retired_at=None))
