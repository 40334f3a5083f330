"""The sheet on a room's door: free or not, until when, and what comes next. Nobody's name, and no title but the house's
own blocks: who hires a room need not tell the corridor why.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q

from coworking import slots
from coworking.models import ACTIVE, BookingState, Resource
from coworking.slots import Stretch
from venue.errors import NotFound
from venue.house.models import Building
from venue.spaces.calendar import Place, calendar
from venue.spaces.hours import reason_at
from venue.spaces.models.places import speaks_french


class Use(NamedTuple):
    """A stretch in which somebody has the room; `title` of a block only."""

    starts_at: datetime
    ends_at: datetime
    title: str


class Sheet(NamedTuple):
    """A room's day at `at`. `until`: when what holds now (free, in use, closed) ends; None: not today any more."""

    resource: str
    name: str
    space: str
    at: datetime
    state: str  # free, in_use, closed
    until: datetime | None
    now: Use | None
    next: Use | None
    today: list[Use]
    open: list[Stretch]
    reason: str | None


def sheet(building: Building, code: str, at: datetime) -> Sheet:
    """The door of the room `code` at a moment; NotFound for a seat or an unknown room. One statement."""
    zone = slots.zone_of(building.pk)
    day = slots.day_of(at.astimezone(zone).date(), zone)
    # What opens today may run past midnight.
    day = Stretch(day.starts_at, day.ends_at + timedelta(hours=12))
    standing = Q(bookings__state__in=ACTIVE, bookings__starts_at__lt=day.ends_at, bookings__ends_at__gt=day.starts_at)
    lines = list(
        Resource.objects.in_use()
        .rooms()
        .filter(code=code, space__building=building)
        .annotate(of_today=FilteredRelation("bookings", condition=standing))
        .order_by("of_today__starts_at")
        .values_list(
            "name",
            "name_en",
            "space_id",
            "space__code",
            "of_today__starts_at",
            "of_today__ends_at",
            "of_today__state",
            "of_today__expires_at",
            "of_today__block__title",
            "of_today__block__title_en",
        )
    )
    if not lines:
        raise NotFound
    name, name_en, space, space_code = lines[0][:4]
    known, place = calendar(building.pk), Place(building.pk, space)
    opened = [Stretch(*it) for it in known.stretches(place, at.astimezone(zone).date())]
    uses = [use for use in (use_of(line[4:], at) for line in lines) if use]
    state, until = standing_at(at, opened, uses)
    return Sheet(
        resource=code,
        name=_local(name, name_en),
        space=space_code,
        at=at,
        state=state,
        until=until,
        now=next((use for use in uses if use.starts_at <= at < use.ends_at), None),
        next=next((use for use in uses if use.starts_at > at), None),
        today=uses,
        open=opened,
        reason=reason_at(known, place, at) if state == "closed" else None,
    )


def use_of(line: tuple[Any, ...], at: datetime) -> Use | None:
    """None for a hold that is over, and for the empty line of a room that nobody has today."""
    starts_at, ends_at, state, expires_at, title, title_en = line
    if starts_at is None or (state == BookingState.HELD and expires_at <= at):
        return None
    return Use(starts_at, ends_at, _local(title or "", title_en or ""))


def standing_at(at: datetime, opened: list[Stretch], uses: list[Use]) -> tuple[str, datetime | None]:
    """What holds at `at`, and until when: uses that follow each other without a break are one."""
    until = at
    for use in uses:
        if use.starts_at <= until < use.ends_at:
            until = use.ends_at
    if until > at:
        return "in_use", until
    closes_at = next((it.ends_at for it in opened if it.starts_at <= at < it.ends_at), None)
    if closes_at is None:
        return "closed", next((it.starts_at for it in opened if it.starts_at > at), None)
    return "free", min([closes_at, *(use.starts_at for use in uses if use.starts_at > at)])


def tell(of: Sheet, building: Building) -> dict[str, Any]:
    zone = slots.zone_of(building.pk)

    def moment(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat() if at else None

    def told(use: Use | None) -> dict[str, Any] | None:
        return use and {"starts_at": moment(use.starts_at), "ends_at": moment(use.ends_at), "title": use.title}

    return of._asdict() | {
        "timezone": building.time_zone,
        "at": moment(of.at),
        "until": moment(of.until),
        "now": told(of.now),
        "next": told(of.next),
        "today": [told(use) for use in of.today],
        "open": [{"starts_at": moment(it.starts_at), "ends_at": moment(it.ends_at)} for it in of.open],
    }


def _local(french: str, english: str) -> str:
    return english if english and not speaks_french() else french
