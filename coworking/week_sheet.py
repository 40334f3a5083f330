"""What the week's sheet says: how many seats are free at each hour, and when each room is. Nobody's name is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from coworking import slots
from coworking.models import Booking, BookingState, Resource
from coworking.slots import Stretch
from venue.house.models import Building
from venue.spaces.calendar import Place, calendar, moment
from venue.spaces.models import Space

DAYS: Final = 7
MOST_ROOMS: Final = 10  # each has a line of its own; more are counted together, as seats are
HOUR: Final = timedelta(hours=1)


class Cell(NamedTuple):
    """An hour of a day: is any of it still to come and open, and how many are free all that time."""

    open: bool
    free: int


class Grid(NamedTuple):
    """Seats of a room that are alike: `cells[day][hour]`. `walk_ins` are those that nobody can book."""

    name: str
    name_en: str
    walk_ins: int
    cells: list[list[Cell]]


class RoomDay(NamedTuple):
    """When a room is free; `whole`: all the time that it is open from now on."""

    open: bool
    whole: bool
    free: list[Stretch]


class RoomWeek(NamedTuple):
    name: str
    name_en: str
    days: list[RoomDay]


class WeekSheet(NamedTuple):
    """`hours` are those of the wall clock that any day has open."""

    days: list[date]
    zone: ZoneInfo
    hours: range
    grids: list[Grid]
    rooms: list[RoomWeek]


class Kept(NamedTuple):
    """A resource on each day of the week: when its room is open, and what of it is free."""

    resource: Resource
    open: list[list[Stretch]]
    free: list[list[Stretch]]


def week_sheet(building: Building, first: date, now: datetime) -> WeekSheet:
    """The seven days from `first` on, as they can be booked at `now`; two statements."""
    zone = ZoneInfo(building.time_zone)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    kept = [kept_free(resource, days, zone, now) for resource in resources(building, days, zone, now)]
    hours = hours_of(days, zone, kept)
    bookable = [it for it in kept if it.resource.bookable and not it.resource.resident_id]
    rooms = [it for it in bookable if not it.resource.is_seat]
    grids: dict[Space, list[Kept]] = {}
    for it in bookable:
        if it.resource.is_seat:
            grids.setdefault(it.resource.space, []).append(it)
    told = [
        Grid(space.name, space.name_en, walk_ins(space, kept), cells(days, hours, zone, seats))
        for space, seats in grids.items()
    ]
    if len(rooms) > MOST_ROOMS:
        told.append(Grid("Salles", "Rooms", 0, cells(days, hours, zone, rooms)))
        rooms = []
    return WeekSheet(days, zone, hours, told, [room_week(it) for it in rooms])


def resources(building: Building, days: list[date], zone: ZoneInfo, now: datetime) -> list[Resource]:
    """In the order of the plan, each with what is taken of it in these days (`taken`)."""
    starts, ends = moment(days[0], time.min, zone), moment(days[-1] + timedelta(days=2), time.min, zone)
    over = Q(state=BookingState.HELD, expires_at__lte=now)
    taken = Booking.objects.active().between(starts, ends).exclude(over).only("resource_id", "busy").order_by("busy")
    found = Resource.objects.in_use().filter(space__building=building).select_related("space")
    ordered = found.order_by("space__position", "space__code", "position", "code")
    return list(ordered.prefetch_related(Prefetch("bookings", taken, to_attr="taken")))


def kept_free(resource: Resource, days: list[date], zone: ZoneInfo, now: datetime) -> Kept:
    known, place = calendar(resource.space.building_id), Place(resource.space.building_id, resource.space_id)
    bookings: list[Booking] = resource.taken  # type: ignore[attr-defined]
    taken = [Stretch(booking.busy.lower, booking.busy.upper) for booking in bookings]
    step = slots.grid(resource.space.building_id)
    since = slots.raised(now, step, zone)
    opened = [[Stretch(*stretch) for stretch in known.stretches(place, day)] for day in days]
    left = [[Stretch(max(it.starts_at, since), it.ends_at) for it in day if it.ends_at > since] for day in opened]
    free = [slots.free(day, taken, since=since, step=step, zone=zone) for day in left]
    return Kept(resource, left, free)


def hours_of(days: list[date], zone: ZoneInfo, kept: Sequence[Kept]) -> range:
    """From the first to the last hour of the wall clock; what runs past midnight ends with the day."""
    first, last = 24, 0
    for it in kept:
        for day, stretches in zip(days, it.open, strict=True):
            for stretch in stretches:
                starts, ends = stretch.starts_at.astimezone(zone), stretch.ends_at.astimezone(zone)
                first = min(first, starts.hour)
                last = max(last, 24 if ends.date() > day else ends.hour + bool(ends.minute))
    return range(first, last)


def walk_ins(space: Space, kept: Sequence[Kept]) -> int:
    return sum(it.resource.space == space and it.resource.is_seat and not it.resource.bookable for it in kept)


def cells(days: list[date], hours: range, zone: ZoneInfo, kept: Sequence[Kept]) -> list[list[Cell]]:
    return [[cell(number, moment(day, time(hour), zone), kept) for hour in hours] for number, day in enumerate(days)]


def cell(number: int, starts: datetime, kept: Sequence[Kept]) -> Cell:
    """How many are free in all of the hour in which their room is open."""
    opened = free = 0
    for it in kept:
        asked = [
            Stretch(max(stretch.starts_at, starts), min(stretch.ends_at, starts + HOUR))
            for stretch in it.open[number]
            if stretch.starts_at < starts + HOUR and stretch.ends_at > starts
        ]
        opened += bool(asked)
        free += bool(asked) and all(is_free(part, it.free[number]) for part in asked)
    return Cell(bool(opened), free)


def is_free(part: Stretch, free: Sequence[Stretch]) -> bool:
    return any(it.starts_at <= part.starts_at and part.ends_at <= it.ends_at for it in free)


def room_week(it: Kept) -> RoomWeek:
    days = [RoomDay(bool(opened), opened == free, free) for opened, free in zip(it.open, it.free, strict=True)]
    return RoomWeek(it.resource.name, it.resource.name_en, days)
