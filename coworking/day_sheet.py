"""What the day's sheet says: who booked which place from when to when, under a first name or nothing (REQ-H5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from coworking.models import Booking, BookingState, Resource
from venue.house.models import Building
from venue.spaces.calendar import Place, Stretch, calendar, moment


class Bar(NamedTuple):
    """A stretch that is taken; `words` are a first name, a title, or nothing."""

    starts: datetime
    ends: datetime
    words: str
    blocked: bool = False


class Row(NamedTuple):
    """A place; `open` as the calendar has it. `note` is the first name of whose desk it is."""

    label: str
    note: str
    walk_in: bool
    open: list[Stretch]
    bars: list[Bar]


class Section(NamedTuple):
    """The seats of a room, or all rooms that are booked whole."""

    name: str
    name_en: str
    rows: list[Row]


class DaySheet(NamedTuple):
    """`first` and `last` are the whole hours, as seen on the wall, between which any of it is open."""

    day: date
    zone: ZoneInfo
    first: datetime
    last: datetime
    sections: list[Section]


# Sheets are in both languages: whoever reads the paper has not chosen one.
ROOMS = ("Salles", "Rooms")
HIRED: Final = "Location"  # who hires a room stands in the request, not on a paper
LEAST_STAY: Final = timedelta(minutes=15)
# Whoever is over for today but sat there stays on the paper; who gave up or did not come frees the line.
SHOWN = [
    BookingState.HELD,
    BookingState.CONFIRMED,
    BookingState.CHECKED_IN,
    BookingState.PAUSED,
    BookingState.BLOCKED,
    BookingState.FINISHED,
]


def day_sheet(building: Building, day: date, *, spaces: Iterable[str] = ()) -> DaySheet:
    """Every place of the building on the local `day`, or of these of its `spaces`, seats first; two statements."""
    zone = ZoneInfo(building.time_zone)
    starts, ends = moment(day, datetime.min.time(), zone), moment(day + timedelta(days=1), datetime.min.time(), zone)
    bookings = (
        Booking.objects.filter(state__in=SHOWN, starts_at__lt=ends, ends_at__gt=starts)
        .select_related("person", "block", "hire")
        .order_by("starts_at")
    )
    resources = (
        Resource.objects.in_use()
        .filter(space__building=building)
        .select_related("space", "resident")
        .prefetch_related(Prefetch("bookings", bookings, to_attr="of_the_day"))
        .order_by("space__position", "space__code", "position", "code")
    )
    if spaces := set(spaces):
        resources = resources.filter(space__code__in=spaces)
    known = calendar(building.pk)
    sections: dict[tuple[str, str], list[Row]] = {}
    for resource in sorted(resources, key=lambda it: not it.is_seat):
        name = (resource.space.name, resource.space.name_en) if resource.is_seat else ROOMS
        hours = known.stretches(Place(building.pk, resource.space_id), day)
        sections.setdefault(name, []).append(row_of(resource, hours))
    opened = [stretch for rows in sections.values() for row in rows for stretch in row.open]
    if not opened:
        return DaySheet(day, zone, starts, starts, [])
    told = [Section(*name, rows) for name, rows in sections.items()]
    first = min(stretch.starts for stretch in opened).astimezone(zone)
    last = max(stretch.ends for stretch in opened).astimezone(zone)
    return DaySheet(day, zone, hour_of(first), hour_of(last + timedelta(hours=1, microseconds=-1)), told)


def hour_of(at: datetime) -> datetime:
    """The full hour that `at` is in; our zones keep whole hours from UTC."""
    return at.replace(minute=0, second=0, microsecond=0)


def row_of(resource: Resource, hours: list[Stretch]) -> Row:
    resident = resource.resident.first_name if resource.resident else ""
    return Row(label_of(resource), resident, not resource.bookable, hours, list(bars_of(resource)))


def label_of(resource: Resource) -> str:
    """The number of a seat, as on its sticker: the room stands above it. A room is called by its name."""
    if not resource.is_seat:
        return resource.name
    return resource.code.removeprefix(f"{resource.space.code}-")


def bars_of(resource: Resource) -> Iterator[Bar]:
    bookings: list[Booking] = resource.of_the_day  # type: ignore[attr-defined]
    for booking in bookings:
        if booking.block:
            yield Bar(booking.starts_at, booking.ends_at, booking.block.title, blocked=True)
        elif not was_undone(booking):
            ends_at = min(booking.ends_at, booking.ended_at or booking.ends_at)
            yield Bar(booking.starts_at, ends_at, words_of(booking))


def was_undone(booking: Booking) -> bool:
    """Over before it was worth a line: a wrong tap that was taken back, or somebody who left at once."""
    began = max(booking.starts_at, booking.checked_in_at or booking.starts_at)
    return booking.ended_at is not None and booking.ended_at - began < LEAST_STAY


def words_of(booking: Booking) -> str:
    if booking.is_hired:
        return HIRED
    return booking.first_name or (booking.person.first_name if booking.person else "")
