"""Hiring a room once it is asked for: quote(), accept(), approve(), refuse(), cancel(), invoice() (REQ-W5).

From the first word on the room is held by a booking, so nothing is promised twice; whoever forgets to answer lets it
go. The building's cap is asked once, at approval, and cannot be overridden (REQ-E2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, expected, hire_letters, hire_payments, hire_prices, hire_requests, invoices, numbering
from coworking.hire_prices import Item
from coworking.models import (
    ACTIVE,
    BookingChange,
    BookingState,
    HireRequest,
    HireState,
    Invoice,
    Numbering,
    Quote,
    Release,
)
from coworking.models.hire import STANDING
from venue import rules
from venue.errors import NotFound, Refused

State = HireState


class WrongState(Refused):
    """Carries the `state` that the request is in."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("This request is no longer in a state that allows this.")


class QuoteExpired(Refused):
    """Carries `valid_until`."""

    code = "quote_expired"
    status: ClassVar[int] = 409
    message = _("This quote is out of date. Please ask us for a new one.")


@transaction.atomic
def quote(pk: int, *, by: str, items: Sequence[Item] | None = None, valid_until: date | None = None) -> Quote:
    """A price in writing, by the price list unless lines are given; the room is held until it is out of date.

    Raises WrongState, and NoPrice when the list says nothing.
    """
    asked = locked(pk, State.REQUESTED, State.QUOTED)
    items = list(items or hire_prices.from_the_list(asked.booking, asked.customer))
    today = timezone.localdate()
    until = valid_until or today + timedelta(days=int(rules.get("hire.quote_valid_days")))
    until = min(until, hire_prices.local(asked.booking.starts_at, asked.booking.resource).date())
    sequence = numbering.draw(asked.booking.resource.entity, Numbering.Series.QUOTE, today.year)
    made = Quote.objects.create(
        request=asked,
        number=f"D{today.year}-{sequence:04d}",
        issued_on=today,
        valid_until=until,
        lines=hire_prices.written(items),
        gross_cents=hire_prices.gross_of(items),
        by=by,
    )
    _hold(asked, _end_of(until, asked))
    _becomes(asked, State.QUOTED)
    return made


@transaction.atomic
def accept(key: str, *, by: str) -> HireRequest:
    """They agree to the price; the room waits for the manager's last word. Saying it twice is safe.

    Raises NotFound, WrongState, QuoteExpired.
    """
    asked = locked(found(key).pk, State.QUOTED, State.ACCEPTED, State.APPROVED)
    if asked.state != State.QUOTED:
        return asked
    last = asked.quote
    if last is None or last.valid_until < timezone.localdate():
        raise QuoteExpired(valid_until=last.valid_until.isoformat() if last else None)
    _hold(asked, hire_requests.hold_until(asked.booking.starts_at, timezone.now()))
    _becomes(asked, State.ACCEPTED)
    return asked


@transaction.atomic
def approve(pk: int, *, by: str) -> HireRequest:
    """The room is theirs and its people are expected: after their yes to a price, or at once when it costs nothing.

    Raises WrongState, and OverCapacity (409, with figures and the conflicting claims): then nothing has changed, the
    room stays held. Saying it twice is safe.
    """
    asked = locked(pk, State.REQUESTED, State.ACCEPTED, State.APPROVED)
    if asked.state == State.APPROVED:
        return asked
    booking = asked.booking
    days = [hire_prices.local(at, booking.resource).date() for at in (booking.starts_at, booking.ends_at)]
    # Whoever has a seat upstairs that evening counts too, however far ahead the evening is.
    expected.expect_seated(booking.resource.space.building, days[0], days[1])
    bookings.confirm(booking, by=by)
    _becomes(asked, State.APPROVED)
    return asked


@transaction.atomic
def arrange(pk: int, *, people: int, layout: str = "") -> HireRequest:
    """Fewer people or another set-up, as was agreed with the customer: what the house can still change when it would
    be too full (REQ-E2). Raises WrongState, UnknownLayout, TooManyPeople, and OverCapacity for one that is approved.
    """
    asked = locked(pk, State.REQUESTED, State.QUOTED, State.ACCEPTED, State.APPROVED)
    booking = asked.booking
    hire_requests.refuse_layout(booking.resource, people, layout)
    asked.layout, booking.people = layout, people
    booking.revision += 1
    asked.save(update_fields=["layout"])
    booking.save(update_fields=["people", "revision"])
    expected.expect(booking)
    bookings.announce(booking)
    return asked


@transaction.atomic
def refuse(pk: int, *, by: str, answer: str = "") -> HireRequest:
    """Not this time; the room is free for others. `answer` is read by who asked. Saying it twice is safe."""
    asked = locked(pk, State.REQUESTED, State.QUOTED, State.ACCEPTED, State.REFUSED)
    if asked.state == State.REFUSED:
        return asked
    asked.answer = answer
    if asked.booking.is_active:
        bookings.release(asked.booking, Release.HOST, by=by)
    _becomes(asked, State.REFUSED)
    return asked


@transaction.atomic
def cancel(key: str, *, by: str) -> HireRequest:
    """They no longer come: free until `room.cancel_hours` before, and an invoice that stands is taken back.

    Raises NotFound, WrongState, TooLateToCancel (with `until`). Saying it twice is safe.
    """
    asked = locked(found(key).pk, State.REQUESTED, State.QUOTED, State.ACCEPTED, State.APPROVED, State.CANCELLED)
    if asked.state == State.CANCELLED:
        return asked
    bookings.cancel(asked.booking, by=by)
    _undo(asked, by=by)
    return asked


@transaction.atomic
def invoice(pk: int, *, by: str, **facts: str) -> Invoice:
    """The invoice of an approved hire. `facts` complete who is invoiced: `organisation`, `address`, `siret`.

    Raises WrongState and what `invoices.issue` refuses.
    """
    asked = locked(pk, State.APPROVED)
    changes = {name: value for name, value in facts.items() if value}
    for name, value in changes.items():
        setattr(asked, name, value)
    if changes:
        asked.save(update_fields=[*changes])
    made = invoices.issue(asked, by=by)
    hire_letters.tell(asked, hire_letters.INVOICE, invoice=made.pk)
    return made


def follow_bookings() -> int:
    """Hires that have begun or are over, and requests whose room was let go in another way: nobody answered in time,
    or a host gave it up. How many.
    """
    over = (
        HireRequest.objects.standing().exclude(booking__state__in=ACTIVE).exclude(booking__state=BookingState.FINISHED)
    )
    followed = _begin() + _finish_ended()
    for pk in over.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            asked = _under_locks(pk)
            if asked.state in STANDING and not asked.booking.is_active:
                _gone(asked)
                followed += 1
    return followed


def _begin() -> int:
    """A hired room is used from its hour on, whether or not anybody tells us: nobody else gets it as *not come*."""
    coming = HireRequest.objects.filter(state=State.APPROVED, booking__state=BookingState.CONFIRMED)
    begun = 0
    for pk in coming.filter(booking__starts_at__lte=timezone.now()).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            booking = _under_locks(pk).booking
            if booking.state == BookingState.CONFIRMED:
                booking.state, booking.checked_in_at = BookingState.CHECKED_IN, booking.starts_at
                bookings.changed(booking, BookingChange.What.CHECKED_IN, by=bookings.HOUSE, at=booking.starts_at)
                begun += 1
    return begun


def _finish_ended() -> int:
    """Nobody checks in to a hired room: it is over when its time is."""
    ended = HireRequest.objects.filter(state=State.APPROVED, booking__state__in=ACTIVE)
    finished = 0
    for pk in ended.filter(booking__ends_at__lte=timezone.now()).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            asked = _under_locks(pk)
            if asked.booking.is_active and asked.booking.ends_at <= timezone.now():
                bookings.finish(asked.booking, by=bookings.HOUSE, at=asked.booking.ends_at)
                finished += 1
    return finished


def _gone(asked: HireRequest) -> None:
    if asked.state == State.APPROVED:
        _undo(asked, by=bookings.HOUSE)
    else:
        _becomes(asked, State.EXPIRED if asked.booking.release else State.CANCELLED)


def _undo(asked: HireRequest, *, by: str) -> None:
    """An invoice is taken back, and what was paid by card goes back."""
    _becomes(asked, State.CANCELLED)
    for made in asked.invoices.filter(credits=None, credited_by=None):
        hire_payments.give_back(made)
        invoices.credit(made, reason="cancelled", by=by)


# --- the steps -------------------------------------------------------------------------------------------------------


def found(key: str) -> HireRequest:
    if not re.fullmatch(r"[A-Za-z0-9_-]{22}", key):
        raise NotFound
    made = HireRequest.objects.filter(key=key).first()
    if made is None:
        raise NotFound
    return made


def locked(pk: int, *states: str) -> HireRequest:
    """The request with the locks of its resource, its booking and its own, parents first; raises WrongState.

    The race: the customer cancels while the manager approves, and the second must see what the first did.
    """
    asked = _under_locks(pk)
    if asked.state not in states:
        raise WrongState(state=asked.state)
    if asked.state in STANDING and not asked.booking.is_active and asked.booking.state != BookingState.FINISHED:
        raise WrongState(state=State.EXPIRED)
    return asked


def _under_locks(pk: int) -> HireRequest:
    booking = bookings.locked(HireRequest.objects.values_list("booking_id", flat=True).get(pk=pk))
    asked = HireRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    asked.booking = booking
    return asked


def _end_of(day: date, asked: HireRequest) -> datetime:
    zone = hire_prices.local(asked.booking.starts_at, asked.booking.resource).tzinfo
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)


def _hold(asked: HireRequest, until: datetime) -> None:
    """Keep the room longer, never shorter, and not past its beginning."""
    booking = asked.booking
    booking.expires_at = min(max(until, booking.expires_at or until), booking.starts_at)
    booking.save(update_fields=["expires_at"])


def _becomes(asked: HireRequest, state: HireState) -> None:
    asked.state, asked.changed_at = state, timezone.now()
    asked.save(update_fields=["state", "changed_at", "answer"])
    hire_letters.tell(asked)
