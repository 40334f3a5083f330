"""Asking for a room: who it is for, whether it can be, and the hold that keeps it while the house thinks (REQ-W5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, hire_letters, wishes
from coworking.models import HireRequest, HireState, Resource
from coworking.refusals import NotBookable, TooManyPeople
from coworking.wishes import Wish
from venue import rules
from venue.errors import Refused
from venue.people.models import Person
from venue.spaces.capacity import UnknownLayout
from venue.spaces.models import Layout


class ContactNeeded(Refused):
    code = "contact_needed"
    message = _("Leave an e-mail or a phone number, so that we can answer.")


class TooManyRequests(Refused):
    """Carries how many may be `allowed`."""

    code = "too_many_requests"
    status: ClassVar[int] = 409
    message = _("Several of your requests wait for their answer already. Let us answer those first.")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks for. `customer` is one of `Customer`; times are aware."""

    resource: Resource
    starts_at: datetime
    ends_at: datetime
    customer: str
    people: int
    organisation: str = ""
    siret: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    layout: str = ""
    wishes: str = ""
    message: str = ""
    language: str = "fr"


def request(asked: Asked, *, by: str, person: Person | None = None) -> HireRequest:
    """Hold the room and wait for the manager's word. Call inside a transaction.

    Raises ContactNeeded, TooManyPeople, UnknownLayout, TooManyRequests, SeatTaken, and what any booking of a room is
    refused for: closed, off the grid, in the past, too far ahead, too long.
    """
    now = timezone.now()
    refuse_unfit(asked, now)
    refuse_nuisance(asked, person)
    item = wishes.Item(asked.resource, asked.starts_at, asked.ends_at)
    # No person and no title: the booking says that the room is taken, the request by whom. Quotas are for who books.
    wish = Wish(items=[item], by=by, freely=True, people=asked.people, language=asked.language)
    booking = bookings.place(wish, hold_until=hold_until(asked.starts_at, now), now=now)[0]
    made = HireRequest.objects.create(
        booking=booking,
        person=person,
        customer=asked.customer,
        organisation=asked.organisation,
        siret=asked.siret,
        name=asked.name,
        email=asked.email,
        phone=asked.phone,
        address=asked.address,
        layout=asked.layout,
        wishes=asked.wishes,
        message=asked.message,
        language=asked.language,
    )
    hire_letters.tell(made)
    return made


def refuse_unfit(asked: Asked, now: datetime) -> None:
    if not (asked.email or asked.phone):
        raise ContactNeeded
    if asked.resource.is_seat:
        raise NotBookable
    item = wishes.Item(asked.resource, asked.starts_at, asked.ends_at)
    wishes.refuse_times(item, now)
    wishes.refuse_length(item)
    wishes.refuse_horizon(item, now)
    refuse_layout(asked.resource, asked.people, asked.layout)


def refuse_layout(resource: Resource, people: int, layout: str) -> None:
    try:
        set_up = resource.space.layout(layout or None)
    except Layout.DoesNotExist as error:
        raise UnknownLayout from error
    if people > set_up.capacity:
        raise TooManyPeople(seats=set_up.capacity)


def refuse_nuisance(asked: Asked, person: Person | None) -> None:
    """Requests hold rooms and cost nothing to write: so many at once from one address or phone."""
    allowed = int(rules.get("hire.open_requests"))
    waiting = HireRequest.objects.filter(state__in=[HireState.REQUESTED, HireState.QUOTED, HireState.ACCEPTED])
    if person:
        mine = waiting.filter(person=person)
    elif asked.email:
        mine = waiting.filter(email__iexact=asked.email)
    else:
        mine = waiting.filter(phone=asked.phone)
    if mine.count() >= allowed:
        raise TooManyRequests(allowed=allowed)


def hold_until(starts_at: datetime, now: datetime) -> datetime:
    """How long the house has to answer; never longer than until it begins."""
    return min(now + timedelta(hours=int(rules.get("room.request_hold_h"))), starts_at)
