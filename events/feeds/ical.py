"""The agenda as iCalendar: each date one VEVENT whose UID never changes, cancelled ones kept (REQ-S4, RFC 5545)."""

from __future__ import annotations

from typing import Final

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from icalendar import Event as Entry
from icalendar.enums import STATUS, TRANSP

from events import agenda
from events.agenda import Status
from events.feeds import parts
from events.models import Event, EventDate
from venue.house.models import Building
from venue.ical import file, file_of, on_the_wall, uid
from venue.wording import in_language

# A date that is put off has no time yet: what calendars show of it is only where it was.
STATE: Final = {
    Status.SCHEDULED: STATUS.CONFIRMED,
    Status.RESCHEDULED: STATUS.CONFIRMED,
    Status.POSTPONED: STATUS.TENTATIVE,
    Status.CANCELLED: STATUS.CANCELLED,
}


def make(building: Building) -> bytes:
    them = parts.of_events("ics", building, of_event)
    name = _("Events – %(house)s") % {"house": building.name}
    return file_of(them, product="events", years=years(building), zones=[building.time_zone], name=name)


def of_event(event: Event) -> bytes:
    return b"".join(entry(date).to_ical() for date in agenda.of(event))


def years(building: Building) -> list[int]:
    """The first and the last in which anything is."""
    told = EventDate.objects.public().filter(event__building=building)
    return [at.year for at in told.aggregate(Min("starts_at"), Max("ends_at")).values() if at]


def of_date(date: EventDate) -> bytes:
    """One date, for who adds it to her calendar."""
    return file([entry(date)], product="events")


def entry(date: EventDate) -> Entry:
    """DTSTAMP is when it last changed, so that an unchanged feed stays the same text."""
    event, status, place = date.event, agenda.status(date), agenda.tell_place(date)
    starts, ends = on_the_wall(date.starts_at, date.ends_at, agenda.zone(event))
    news_at = max(date.changed_at, event.changed_at).replace(microsecond=0)
    made = Entry.new(
        uid=uid(date.uid),
        start=starts,
        end=ends,
        sequence=date.sequence,
        created=event.made_at.replace(microsecond=0),
        stamp=news_at,
        last_modified=news_at,
        summary=title(event, status),
        description=words(event, status),
        location=", ".join(part for part in (place["name"], place["address"], place["city"]) if part),
        url=agenda.address(event),
        transparency=TRANSP.OPAQUE,
    )
    made.status = STATE[status]
    if event.keywords:
        made.categories = event.keywords
    if place["is_exact"] and place["latitude"] is not None:  # a point that is only about right is not told
        made.add("GEO", (place["latitude"], place["longitude"]))
    return made


def title(event: Event, status: Status) -> str:
    """Many calendars show no status: the title says it too."""
    if status == Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": event.local_title}
    if status == Status.POSTPONED:
        return _("Postponed: %(title)s") % {"title": event.local_title}
    return event.local_title


def words(event: Event, status: Status) -> str:
    """A reservation is of what takes place, as other dates of its event may."""
    takes_place = status not in (Status.CANCELLED, Status.POSTPONED)
    parts = [_("Subject to authorisation.")] if event.is_conditional and takes_place else []
    return "\n\n".join([*parts, in_language(event.summary, event.summary_en)])
