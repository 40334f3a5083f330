"""Open or closed, until when, and why: for a building or one of its rooms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from venue.house.models import Building
from venue.spaces.calendar import Calendar, Place, Stretch, calendar, holiday
from venue.spaces.models.places import Space, speaks_french


@dataclass(frozen=True)
class Opening:
    """The state of a place at a moment. Times are aware, in the building's zone; None where there is nothing to say."""

    open_now: bool
    closes_at: datetime | None
    opens_at: datetime | None
    reason: str | None


def opening(place: Building | Space, at: datetime | None = None) -> Opening:
    """Whether `place` is open at `at` (default now), when that ends, and why it is closed when a closure says so."""
    at = at or timezone.now()
    where = place_of(place)
    known = calendar(where.building)
    zone = known.zones[where.building]
    today = at.astimezone(zone).date()
    # Yesterday first: its last stretch may run past midnight.
    for stretch in known.onwards(where, today - timedelta(days=1)):
        if stretch.starts <= at < stretch.ends:
            return Opening(True, stretch.ends.astimezone(zone), None, None)
        if at < stretch.starts:
            return Opening(False, None, stretch.starts.astimezone(zone), reason(place, at))
    return Opening(False, None, None, reason(place, at))


def is_open(place: Building | Space, at: datetime | None = None) -> bool:
    return opening(place, at).open_now


def stretches(place: Building | Space, day: date) -> list[Stretch]:
    """When `place` is open on the local `day`, in UTC; what opens that day and runs past midnight included."""
    where = place_of(place)
    return calendar(where.building).stretches(where, day)


def covers(place: Building | Space, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether `place` is open without a break from `starts_at` to `ends_at`; hours that meet at midnight are none."""
    closes_at = opening(place, starts_at).closes_at
    while closes_at is not None and closes_at < ends_at:
        closes_at = opening(place, closes_at).closes_at
    return closes_at is not None


def week(building: Building) -> dict[int, list[tuple[str, str]]]:
    """The usual hours of the building by weekday (0 = Monday), as wall times."""
    usual: dict[int, list[tuple[str, str]]] = {day: [] for day in range(7)}
    for hours in calendar(building.pk).hours.get((building.pk, None, None), []):
        usual[hours.weekday].append((f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"))
    return usual


def reason(place: Building | Space, at: datetime) -> str | None:
    """Why `place` is closed at `at` although it might be open: the closure's own words, or the holiday's name."""
    where = place_of(place)
    return reason_at(calendar(where.building), where, at)


def reason_at(known: Calendar, where: Place, at: datetime) -> str | None:
    for closure in known.closures_of(where):
        if closure.starts <= at < closure.ends:
            return closure.reason_en if closure.reason_en and not speaks_french() else closure.reason
    return holiday(where.building, at.astimezone(known.zones[where.building]).date())


def last_closing(place: Building | Space, at: datetime | None = None) -> datetime | None:
    """The last moment, not after `at`, at which `place` closed; None if it has not for two months."""
    where = place_of(place)
    return _last_closing(calendar(where.building), where, at or timezone.now())


def closings(at: datetime) -> dict[int, datetime]:
    """The last closing of every room of the deployment by its id, as of the minute of `at`."""
    known, minute = calendar(), at.replace(second=0, microsecond=0)
    if known.closing_minute != minute:
        found = {space: _last_closing(known, Place(building, space), minute) for space, building in known.rooms.items()}
        known.closing_moments = {space: moment for space, moment in found.items() if moment}
        known.closing_minute = minute
    return known.closing_moments


def _last_closing(known: Calendar, place: Place, at: datetime) -> datetime | None:
    today = at.astimezone(known.zones[place.building]).date()
    return next((stretch.ends for stretch in known.backwards(place, today) if stretch.ends <= at), None)


def place_of(place: Building | Space) -> Place:
    return Place(place.building_id, place.pk) if isinstance(place, Space) else Place(place.pk)
