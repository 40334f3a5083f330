"""Passes: given, used at the check-in, given back, ended. Never below zero, whatever races (REQ-W2)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import prices
from coworking.models import Booking, Fare, Pass, PassUse, Unit
from coworking.prices import day_of, minutes_long, minutes_of
from coworking.wishes import Item
from venue.errors import Refused
from venue.money import payments
from venue.people.models import Person

State = Pass.State
OWNER: Final = "owner"


class PassUsedUp(Refused):
    """Said only to whoever checks in by herself; a host lets anybody in, and never hears of it."""

    code = "pass_used_up"
    status: ClassVar[int] = 409
    message = _(
        "There is no pass for this desk, or it is used up. You can get one here, or ask the team to let you in."
    )


# --- which pass opens what -------------------------------------------------------------------------------------------


def for_item(person: Person, item: Item) -> Pass | None:
    """The pass that would be used: one without a limit first, then part-time, then the tickets that end soonest."""
    usable = Pass.objects.usable(day_of(item)).filter(
        person=person, offer__resource_kinds__contains=[item.resource.kind]
    )
    for held in sorted(usable, key=lambda each: (each.units is not None, each.days_per_month or 0, each.valid_until)):
        if has_left(held, item):
            return held
    return None


def has_left(held: Pass, item: Item) -> bool:
    """Whether it still holds what the stretch would take. A look; `use` decides."""
    if held.days_per_month is not None and not counted_already(held, day_of(item)):
        return days_used(held, day_of(item)) < held.days_per_month
    return held.units_left is None or held.units_left >= units_of(held, item)


def units_of(held: Pass, item: Item) -> int:
    """How many tickets the stretch takes: each hour or half-day that is begun; a day once, however often she comes."""
    if held.units is None:
        return 0
    if held.unit == Unit.DAY:
        return 0 if counted_already(held, day_of(item)) else 1
    return -(-minutes_long(item) // minutes_of(held.unit))


def counted_already(held: Pass, day: date) -> bool:
    return day in days_counted(held, day)


def days_used(held: Pass, day: date) -> int:
    """Different days of the local calendar month of `day`."""
    return len(days_counted(held, day))


def days_counted(held: Pass, day: date) -> set[date]:
    """The days of that month on which it was used and not given back."""
    of_month = PassUse.objects.filter(held=held, day__year=day.year, day__month=day.month)
    return set(of_month.filter(gives_back=None, given=None).values_list("day", flat=True))


# --- use -------------------------------------------------------------------------------------------------------------


def use(booking: Booking, *, by: str) -> PassUse | None:
    """She sits down: take it from her pass, once. Call in the check-in's transaction, under the booking's lock and
    before any head-count.

    None when nothing has to be taken: a study seat, time that was paid by itself, somebody whom a host seated.
    Raises PassUsedUp when she checks in herself (`by` is her own ref) and has no pass for it, where one can be had by
    card; a host lets anybody in.
    """
    person, item = booking.person, Item(booking.resource, booking.starts_at, booking.ends_at)
    if person is None or prices.is_free(booking.resource, person) or settled(booking):
        return None
    while held := for_item(person, item):
        if taken := _take(held, booking, item, by):
            return taken
    if by == f"person:{person.pk}" and payments.available(booking.resource.entity):
        raise PassUsedUp
    return None


def settled(booking: Booking) -> bool:
    """Whether it was taken from a pass before, or its time was paid."""
    return booking.pass_uses.exists() or any(fare.stands for fare in Fare.objects.filter(group=booking.group))


def _take(held: Pass, booking: Booking, item: Item, by: str) -> PassUse | None:
    """None when another check-in was faster: look again for a pass."""
    # The race: two desks, one ticket left, or the tenth day of the month. All have read that something is left.
    held = Pass.objects.select_for_update(no_key=True).get(pk=held.pk)
    if held.state not in (State.ACTIVE, State.PAST_DUE) or not has_left(held, item):
        return None
    units = units_of(held, item)
    if units:
        Pass.objects.filter(pk=held.pk).update(units_left=F("units_left") - units)
    # As of a booking's changes: who it was goes with the booking, the use stays.
    who = OWNER if by == f"person:{booking.person_id}" else by
    return PassUse.objects.create(held=held, booking=booking, day=day_of(item), units=units, by=who)


@transaction.atomic
def give_back(booking: Booking, *, by: str) -> PassUse | None:
    """The check-in was a mistake: what it took goes back, once. None when it took nothing."""
    used = PassUse.objects.filter(booking=booking, gives_back=None).first()
    if used is None:
        return None
    # The race: two hosts give the same ticket back.
    Pass.objects.select_for_update(no_key=True).get(pk=used.held_id)
    if PassUse.objects.filter(gives_back=used).exists():
        return None
    if used.units:
        Pass.objects.filter(pk=used.held_id).update(units_left=F("units_left") + used.units)
    return PassUse.objects.create(
        held_id=used.held_id, booking=booking, day=used.day, units=used.units, gives_back=used, by=by
    )


# --- its end ---------------------------------------------------------------------------------------------------------


def end(held: Pass, state: str = State.ENDED) -> None:
    """It opens no desk any more. Safe to say again."""
    standing = Pass.objects.filter(pk=held.pk).exclude(state__in=[State.ENDED, State.CANCELLED])
    standing.update(state=state, renews=False, ended_at=timezone.now())
