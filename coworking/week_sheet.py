"""What the week's sheet says: how many seats are free at each hour, and when each room is. Nobody's name is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from coworking import slots, wishes
from coworking.models import Booking, BookingState, Resource
from coworking.slots import Stretch
from venue.house.models import Building
from venue.spaces.calendar import Place, calendar, moment
from venue.spaces.models import Space

DAYS: Final = 7
MOST_ROOMS: Final = 10  # each has a line of its own; more are counted together, as seats are
HOUR: Final = timedelta(hours=1)


class Cell(NamedTuple):
    """An hour of a day: is any of it still to come and open, and how many are free all that time.

    `part`: where the room is not open for the whole hour, when it is; `free` then counts those free in it. `later`: the
    day cannot be booked yet.
    """

    open: bool
    free: int
    part: Stretch | None = None
    later: bool = False


class Grid(NamedTuple):
    """Seats of a room that are alike: `cells[day][hour]`. `walk_ins` are those that nobody can book."""

    name: str
    name_en: str
    walk_ins: int
    cells: list[list[Cell]]


class RoomDay(NamedTuple):
    """When a room is free; `whole`: all the time that it is open from now on; `later`: it cannot be booked yet."""

    open: bool
    whole: bool
    free: list[Stretch]
    later: bool = False


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
    """A resource on each day of the week: when its room is open, what of it is free, and is it too early to book."""

    resource: Resource
    open: list[list[Stretch]]
    free: list[list[Stretch]]
    later: list[bool]


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
    last_day = now.astimezone(zone).date() + timedelta(days=wishes.horizon(resource, now))
    return Kept(resource, left, free, [day > last_day for day in days])


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
    """How many are free all the hour; where no room is open for all of it, in the part in which one is."""
    parts = [(it, part) for it in kept if (part := part_of(it.open[number], starts))]
    if not parts:
        return Cell(False, 0)
    if all(it.later[number] for it, _ in parts):
        return Cell(True, 0, later=True)
    told = max((part for _, part in parts), key=lambda part: part.ends_at - part.starts_at)
    free = sum(part == told and not it.later[number] and is_free(part, it.free[number]) for it, part in parts)
    return Cell(True, free, None if told.ends_at - told.starts_at == HOUR else told)


def part_of(opened: Sequence[Stretch], starts: datetime) -> Stretch | None:
    """What of the hour from `starts` on its room is open: the longest stretch of it."""
    ends = starts + HOUR
    found = [Stretch(max(it.starts_at, starts), min(it.ends_at, ends)) for it in opened]
    return max(
        (it for it in found if it.starts_at < it.ends_at), key=lambda it: it.ends_at - it.starts_at, default=None
    )


def is_free(part: Stretch, free: Sequence[Stretch]) -> bool:
    return any(it.starts_at <= part.starts_at and part.ends_at <= it.ends_at for it in free)


def room_week(it: Kept) -> RoomWeek:
    days = [
        RoomDay(bool(opened), opened == free, free, later)
        for opened, free, later in zip(it.open, it.free, it.later, strict=True)
    ]
    return RoomWeek(it.resource.name, it.resource.name_en, days)
