"""What calendars read: a person's bookings, a room's busy times, the one booking of a letter (RFC 5545).

A series is one VEVENT with its rule; whatever of it is otherwise has a VEVENT of its own (RECURRENCE-ID) or is left out
(EXDATE). What was cancelled stays, and says so, until every calendar has heard of it. No METHOD: one reads, nobody is
invited.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Event, vRecur
from icalendar.enums import STATUS, TRANSP

from coworking import series as repeating
from coworking.models import Booking, BookingChange, BookingState, CalendarFeed, Resource, Series
from coworking.models.bookings import BookingQuerySet
from coworking.slots import zone_of
from venue import rules
from venue.answering import Told
from venue.ical import file, on_the_wall, uid
from venue.people.models import Person
from venue.recurrence import Occurrence
from venue.spaces.calendar import calendar

GONE = [BookingState.CANCELLED, BookingState.RELEASED]


# --- who reads what --------------------------------------------------------------------------------------------------


def give(*, by: str, person: Person | None = None, resource: Resource | None = None) -> CalendarFeed:
    """A new secret address for a person or a room; the one before it opens nothing any more."""
    with transaction.atomic():
        # The race: two requests for a first address. The unique constraint would refuse the second; it waits here.
        parent: Any = Person if person else Resource
        parent.objects.select_for_update(no_key=True).get(pk=(person or resource).pk)  # type: ignore[union-attr]
        standing(person=person, resource=resource).update(revoked_at=timezone.now())
        return CalendarFeed.objects.create(person=person, resource=resource, by=by)


def standing(**whose: Person | Resource | None) -> Any:
    return CalendarFeed.objects.filter(revoked_at=None, **whose)


def revoke(feed: CalendarFeed) -> None:
    """The address opens nothing any more; saying it twice is safe."""
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now())


def address(feed: CalendarFeed) -> str:
    return f"{settings.PUBLIC_URL}/api/v1/coworking/calendars/{feed.token}.ics"


def told(feed: CalendarFeed, now: datetime | None = None) -> Told:
    """The feed as it is now, with the tag by which a calendar says that it has it."""
    now = now or timezone.now()
    body = of_person(feed.person, now) if feed.person else of_room(feed.resource, now)  # type: ignore[arg-type]
    return Told(body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')


def of_person(person: Person, now: datetime) -> bytes:
    """All her bookings of the last `calendar.past_days` days and to come; of a series that reaches into them, all."""
    hers = Booking.objects.filter(person=person)
    shown = recent(hers, now)
    repeated = shown.exclude(series=None).values("series")
    rows = list(with_news(hers.filter(Q(pk__in=shown.values("pk")) | Q(series__in=repeated))))
    with translation.override(person.language):
        return ical(
            events(rows, now), rows, name=_("My bookings – %(house)s") % {"house": calendar().buildings[0].name}
        )


def of_room(resource: Resource, now: datetime) -> bytes:
    """When the room is taken and what for; never by whom. Each time by itself, whatever series it belongs to."""
    rows = list(with_news(recent(Booking.objects.filter(resource=resource), now)).select_related("block"))
    with translation.override(settings.LANGUAGE_CODE):
        return ical([of_busy(booking) for booking in rows], rows, name=resource.name)


def of_bookings(rows: Sequence[Booking], language: str, now: datetime | None = None) -> bytes:
    """Some bookings, as a letter carries them; one of a series comes as one of its dates, with the series."""
    repeated = {booking.series_id for booking in rows if booking.series_id}
    them = Q(pk__in=[booking.pk for booking in rows]) | Q(series__in=repeated)
    known = list(with_news(Booking.objects.filter(them)))
    with translation.override(language):
        return ical(events(known, now or timezone.now()), known)


def of_series(series: Series, language: str, now: datetime | None = None) -> bytes:
    """A whole series, as a letter carries it."""
    rows = list(with_news(Booking.objects.filter(series=series)))
    with translation.override(language):
        return ical(of_whole(series, rows, now or timezone.now()), rows)


def with_news(rows: BookingQuerySet) -> BookingQuerySet:
    """With their place, and when something last happened to them (`news_at`)."""
    last = BookingChange.objects.filter(booking=OuterRef("pk")).order_by("-at").values("at")[:1]
    placed = rows.select_related("resource__space__building", "series__resource__space__building")
    return placed.annotate(news_at=Coalesce(Subquery(last), "made_at")).order_by("starts_at", "pk")


def recent(rows: BookingQuerySet, now: datetime) -> BookingQuerySet:
    """Those that a feed shows: not long over, and if given up, not long ago."""
    since = now - timedelta(days=int(rules.get("calendar.past_days")))
    return rows.filter(ends_at__gte=since).exclude(state__in=GONE, ended_at__lt=heard_since(now))


def heard_since(now: datetime) -> datetime:
    """What was given up before that, every calendar has heard of."""
    return now - timedelta(days=int(rules.get("calendar.cancelled_days")))


# --- events ----------------------------------------------------------------------------------------------------------


def events(rows: Iterable[Booking], now: datetime) -> list[Event]:
    of: dict[Series, list[Booking]] = defaultdict(list)
    singles = []
    for booking in rows:
        if booking.series:
            of[booking.series].append(booking)
        else:
            singles.append(of_single(booking))
    return singles + [event for series, own in of.items() for event in of_whole(series, own, now)]


def of_single(booking: Booking) -> Event:
    return event(booking, uid=uid(booking.key), sequence=booking.sequence)


def of_busy(booking: Booking) -> Event:
    """For whoever may know that the room is taken, and not by whom; a hash in place of its key."""
    made = event(booking, uid=uid(hashlib.sha256(booking.key.encode()).hexdigest()[:32]), sequence=booking.sequence)
    made.summary = (booking.block.title if booking.block else booking.title) or _("Taken")
    del made["URL"]
    return made


def of_whole(series: Series, rows: Iterable[Booking], now: datetime) -> list[Event]:
    """The rule, then what of it is otherwise. All of them carry one SEQUENCE, which every change of any moves on."""
    known = {booking.recurrence_id: booking for booking in rows}
    sequence = series.sequence + sum(booking.sequence for booking in known.values())
    news_at = max([series.changed_at, *(news(booking) for booking in known.values())])
    whole = repeating.occurrences(series)
    rule = described(
        series.resource,
        uid=uid(str(series.pk)),
        starts=whole[0].starts,
        ends=whole[0].ends,
        sequence=sequence,
        made_at=series.made_at,
        news_at=news_at,
        title=next((it.title for it in known.values() if it.title), ""),
    )
    rule.status = STATUS.CONFIRMED
    rule.add("RRULE", vRecur.from_ical(series.rule))
    others = []
    for occurrence in whole:
        booking = known.get(occurrence.starts_at)
        if booking is None or (booking.state in GONE and (booking.ended_at or now) < heard_since(now)):
            rule.add("EXDATE", occurrence.starts)
        elif not is_as_ruled(booking, occurrence, series):
            other = event(booking, uid=uid(str(series.pk)), sequence=sequence)
            other.add("RECURRENCE-ID", occurrence.starts)
            others.append(other)
    return [rule, *others]


def is_as_ruled(booking: Booking, occurrence: Occurrence, series: Series) -> bool:
    """Whether the rule alone says all of it. In a night in which the clocks change, calendars count its end in two ways
    (RFC 5545 §3.8.5.3): there it is said in full.
    """
    return (
        status(booking) == STATUS.CONFIRMED
        and booking.resource_id == series.resource_id
        and (booking.starts_at, booking.ends_at) == (occurrence.starts_at, occurrence.ends_at)
        and occurrence.is_even
    )


def event(booking: Booking, *, uid: str, sequence: int) -> Event:
    starts, ends = on_the_wall(booking.starts_at, booking.ends_at, zone_of(booking.resource.space.building_id))
    made = described(
        booking.resource,
        uid=uid,
        starts=starts,
        ends=ends,
        sequence=sequence,
        made_at=booking.made_at,
        news_at=news(booking),
        title=booking.title,
    )
    made.status = status(booking)
    return made


def described(
    resource: Resource,
    *,
    uid: str,
    starts: datetime,
    ends: datetime,
    sequence: int,
    made_at: datetime,
    news_at: datetime,
    title: str,
) -> Event:
    """The parts that all have. DTSTAMP is when it last changed, so that an unchanged feed stays the same text."""
    building = resource.space.building
    return Event.new(
        uid=uid,
        start=starts,
        end=ends,
        sequence=sequence,
        created=made_at.replace(microsecond=0),
        stamp=news_at.replace(microsecond=0),
        last_modified=news_at.replace(microsecond=0),
        summary=title or f"{resource.local_name} – {building.name}",
        location=f"{inside(resource)}, {building.name}, {building.address}, {building.postcode} {building.city}",
        transparency=TRANSP.OPAQUE,
        url=page(),
    )


def inside(resource: Resource) -> str:
    """Where in the house: the seat and its room, or the room."""
    names = dict.fromkeys((resource.local_name, resource.space.local_name))
    return ", ".join(names)


def page() -> str:
    """Where she finds her bookings, in the language in force."""
    prefix = "" if (translation.get_language() or "fr") == "fr" else "/en"
    return f"{settings.PUBLIC_URL}{prefix}/travailler/reservations/"


def news(booking: Booking) -> datetime:
    at: datetime = booking.news_at  # type: ignore[attr-defined]  # `with_news`
    return at


def status(booking: Booking) -> STATUS:
    if booking.state in GONE:
        return STATUS.CANCELLED
    return STATUS.TENTATIVE if booking.state == BookingState.HELD else STATUS.CONFIRMED


def ical(them: Sequence[Event], rows: Sequence[Booking], *, name: str | None = None) -> bytes:
    """A calendar of these events, with the clock changes of the years that the bookings behind them are in."""
    return file(them, product="coworking", years={row.ends_at.year for row in rows}, name=name)
