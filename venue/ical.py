"""Calendar files (RFC 5545): what stands around the events, whichever room they are of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vDuration

READ_AGAIN: Final = timedelta(hours=1)
END: Final = b"END:VCALENDAR\r\n"


def uid(name: str) -> str:
    """What calendars know an event by for ever, also when the house has another address on the web."""
    return f"{name}@{settings.FEED_DOMAIN}"


def file(them: Sequence[Event], *, product: str, years: Iterable[int] = (), name: str | None = None) -> bytes:
    """A calendar of these events, with the clock changes of their years and of `years`. No METHOD: one reads, nobody
    is invited. `product` is a room's: coworking.
    """
    known = {moment.year for it in them for moment in (it.start, it.end)} | {*years}
    zones = {
        it.start.tzinfo.key for it in them if isinstance(it.start, datetime) and isinstance(it.start.tzinfo, ZoneInfo)
    }
    return file_of([it.to_ical() for it in them], product=product, years=known, zones=zones, name=name)


def file_of(
    them: Iterable[bytes], *, product: str, years: Collection[int], zones: Iterable[str], name: str | None = None
) -> bytes:
    """The same of events that are written already, each in its lines."""
    made = Calendar()
    made.add("PRODID", f"-//Préau//{product}//FR")
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    if name:
        made.calendar_name = name
        made.refresh_interval = READ_AGAIN
        made.add("X-PUBLISHED-TTL", vDuration(READ_AGAIN))
    head = made.to_ical().removesuffix(END)
    clocks = [clock_changes(zone, min(years) - 1, max(years) + 1).to_ical() for zone in sorted(zones)] if years else []
    return b"".join([head, *clocks, *them, END])


def on_the_wall(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The times in `zone`; in UTC if one is the second of a doubled hour, which TZID cannot say."""
    starts, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return (starts_at, ends_at) if starts.fold or ends.fold else (starts, ends)


def clock_changes(zone: str, first_year: int, last_year: int) -> Timezone:
    """VTIMEZONE for these years, both included."""
    made = Timezone.from_tzinfo(ZoneInfo(zone), zone, date(first_year, 1, 1), date(last_year, 12, 31))
    del made["COMMENT"]
    for part in made.subcomponents:
        # icalendar 7.3 names the first time after the hour that spring leaves out; RFC 5545 §3.6.5 asks for the old
        # clock's time of that moment.
        left_out = max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta())
        repeated = [moment - left_out for moment, _end in part.rdates]
        part.DTSTART -= left_out
        if repeated:
            del part["RDATE"]
            part.add("RDATE", sorted(repeated))
    return made
