"""Booking the same place again and again, all or none; changing or ending one, the rest, or all to come.

Each occurrence is a booking like any other, with the same rules and refusals; the series only ties them together. One
of them alone is moved or cancelled as a booking. What has begun is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, paying, plans, refusals, slots, wishes
from coworking.models import Booking, BookingState, Resource, Series
from coworking.models.bookings import BookingQuerySet
from coworking.plans import Plan
from coworking.wishes import Item, Wish
from venue import recurrence
from venue.errors import NotFound, Refused
from venue.recurrence import Occurrence

CHANGEABLE = [BookingState.HELD, BookingState.CONFIRMED]


class SeriesOver(Refused):
    code = "series_over"
    status: ClassVar[int] = 409
    message = _("Nothing of this series is still to come.")


# --- booking all of them ---------------------------------------------------------------------------------------------


def create(plan: Plan, *, skip: Collection[datetime] = (), now: datetime | None = None) -> Series:
    """Book every occurrence but the skipped ones, or nothing. Call inside a transaction.

    Raises what `plans.refuse_conflicts` raises; its list names what has changed since the preview.
    """
    now = now or timezone.now()
    wanted = plans.refuse_conflicts(plan, skip, now)
    try:
        with transaction.atomic():
            made = paying.place(plan.wish([plans.item_of(plan, it) for it in wanted]))
    except Refused:
        plans.refuse_conflicts(plan, skip, now)  # somebody was quicker: say with which days
        raise
    whole = plan.occurrences()
    series = Series.objects.create(
        resource=plan.resource,
        person=None if plan.host else plan.person,
        rule=str(plan.rule.counted(len(whole))),
        first_day=whole[0].starts.date(),
        start_time=whole[0].starts.time(),
        time_zone=plan.zone.key,
        minutes=plan.minutes,
        by=plan.by,
        made_at=now,
        changed_at=now,
    )
    for booking in made:
        booking.series, booking.recurrence_id = series, booking.starts_at
    Booking.objects.bulk_update(made, ["series", "recurrence_id"])
    return series


def occurrences(series: Series) -> list[Occurrence]:
    """All that its rule means, the skipped ones and the past ones too."""
    zone = ZoneInfo(series.time_zone)
    return recurrence.stretches(
        list(recurrence.read(series.rule, zone).starts(series.first_start)), series.minutes, zone
    )


# --- the rest of them ------------------------------------------------------------------------------------------------


def cancel(series: Series, *, by: str, from_: datetime | None = None, now: datetime | None = None) -> Series:
    """Give back every occurrence that is still to come, from `from_` on; all or none, in one transaction.

    Raises SeriesOver, and OccurrencesRefused (a room that begins too soon).
    """
    now = now or timezone.now()
    with transaction.atomic():
        series = locked(series)
        act_on_each(ahead(series, now, from_), lambda it: bookings.cancel(bookings.locked(it.pk), by=by, at=now))
        if not ahead_of(series, now).exists():
            series.ended_at = now
        touch(series, now)
    return series


def move(
    series: Series,
    *,
    start_time: time,
    end_time: time,
    by: str,
    host: bool = False,
    from_: datetime | None = None,
    now: datetime | None = None,
) -> Series:
    """Another hour of the day for every occurrence still to come, from `from_` on; all or none, in one transaction.

    Each stays on the day that it has. As RFC 5545's THISANDFUTURE: if something came before, the series is cut there,
    and the answer is another one that follows it. Raises EndsBeforeStart, SeriesOver, OccurrencesRefused.
    """
    now = now or timezone.now()
    zone = ZoneInfo(series.time_zone)
    minutes = minutes_between(start_time, end_time)
    plans.refuse_length(minutes)
    with transaction.atomic():
        series = locked(series)
        coming = ahead(series, now, from_)

        def at_its_new_hour(booking: Booking) -> None:
            (there,) = recurrence.stretches([on_day_of(booking.starts_at, start_time, zone)], minutes, zone)
            reschedule(bookings.locked(booking.pk), there, by=by, host=host, now=now)

        act_on_each(coming, at_its_new_hour)
        since = min(it.recurrence_id for it in coming if it.recurrence_id)
        return going_on(series, since, start_time, minutes, by=by, now=now)


def reschedule(booking: Booking, there: Occurrence, *, by: str, host: bool, now: datetime) -> None:
    """One of them to another time, under the rules that booking it would meet."""
    if not there.exists:
        raise refusals.NoSuchHour
    wish = Wish(
        items=[Item(booking.resource, there.starts_at, there.ends_at)],
        by=by,
        person=booking.person,
        host=host,
        freely=plans.plans_freely(booking.resource, host=host),
        people=booking.people,
    )
    wishes.refuse_impossible(wish, now)
    wishes.refuse_quota(wish, now, besides=booking)
    bookings.move(booking, there.starts_at, there.ends_at, by=by, now=now)


def minutes_between(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def on_day_of(moment: datetime, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.astimezone(zone).date(), at)


def locked(series: Series) -> Series:
    """The series with every lock that its changes need, in the house's order: the person's, resources, series.

    `bookings.reschedule` asks for the person's too, and must not find somebody who waits for our resources with it.
    """
    if series.person:
        wishes.alone(series.person.pk)
    places = Booking.objects.filter(series=series).values("resource")
    list(Resource.objects.select_for_update(no_key=True).filter(pk__in=places).order_by("pk").values_list("pk"))
    found = Series.objects.select_for_update(of=("self",), no_key=True).select_related("person").filter(pk=series.pk)
    if (now := found.first()) is None:
        raise NotFound
    return now


def ahead_of(series: Series, now: datetime) -> BookingQuerySet:
    coming = Booking.objects.filter(series=series, state__in=CHANGEABLE, starts_at__gt=now)
    return coming.select_related("resource__space").order_by("starts_at", "pk")


def ahead(series: Series, now: datetime, from_: datetime | None) -> list[Booking]:
    """What can still be changed, from the occurrence `from_` on (as the rule had it). Raises SeriesOver."""
    coming = ahead_of(series, now)
    found = list(coming.filter(recurrence_id__gte=from_) if from_ else coming)
    if not found:
        raise SeriesOver
    return found


def act_on_each(rows: Iterable[Booking], act: Callable[[Booking], object]) -> None:
    """All or none: raises OccurrencesRefused with each one that was refused, which rolls the others back."""
    refused = []
    for row in rows:
        zone = slots.zone_of(row.resource.space.building_id)
        try:
            with transaction.atomic():
                act(row)
        except Refused as no:
            refused.append((Occurrence(row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)), no))
    plans.refuse_any(refused)


def going_on(series: Series, since: datetime, start_time: time, minutes: int, *, by: str, now: datetime) -> Series:
    """The series from `since` on at its new hour: itself if nothing came before, else one that follows it."""
    rule, whole = recurrence.read(series.rule, ZoneInfo(series.time_zone)), occurrences(series)
    rest = [it for it in whole if it.starts_at >= since]
    later = series
    if Booking.objects.filter(series=series, recurrence_id__lt=since).exists():
        series.rule, series.ended_at = str(rule.counted(len(whole) - len(rest))), now
        touch(series, now)
        later = Series(
            resource=series.resource,
            person=series.person,
            time_zone=series.time_zone,
            follows=series,
            by=by,
            made_at=now,
        )
    later.rule = str(rule.counted(len(rest)))
    later.first_day, later.start_time, later.minutes = rest[0].starts.date(), start_time, minutes
    touch(later, now, new=later is not series)
    for before, after in zip(rest, occurrences(later), strict=True):
        own = Booking.objects.filter(series=series, recurrence_id=before.starts_at)
        own.update(series=later, recurrence_id=after.starts_at)
    return later


def touch(series: Series, now: datetime, *, new: bool = False) -> None:
    """Write it as it is now; calendars learn that it has changed."""
    series.changed_at = now
    series.sequence += not new
    series.save()
