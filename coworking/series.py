"""Booking the same place again and again: look first, then all or none; change or end one, the rest, or all to come.

Each occurrence is a booking like any other, with the same rules and refusals; the series only ties them together. One
of them alone is moved or cancelled as a booking. What has begun is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, offers, paying, recurrence, refusals, slots, wishes
from coworking.models import Booking, BookingState, Resource, Series
from coworking.models.bookings import BookingQuerySet
from coworking.recurrence import Occurrence, Rule
from coworking.slots import Stretch
from coworking.wishes import Item, Wish
from venue.errors import NotFound, Refused
from venue.people.models import Person

CHANGEABLE = [BookingState.HELD, BookingState.CONFIRMED]
DAY_MINUTES = 24 * 60


class OccurrencesRefused(Refused):
    """Figure: `conflicts`, each with `starts_at`, `ends_at`, `code` and `detail`."""

    code = "occurrences_refused"
    status: ClassVar[int] = 409
    message = _("Some of these days are not possible. Nothing has been changed.")


class UnknownOccurrence(Refused):
    """Figure: `unknown`, the starts that were to be skipped and are none."""

    code = "unknown_occurrence"
    message = _("One of the days to be left out is none of the series.")


class NothingLeft(Refused):
    code = "nothing_left"
    message = _("Every day of the series is left out.")


class SeriesOver(Refused):
    code = "series_over"
    status: ClassVar[int] = 409
    message = _("Nothing of this series is still to come.")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody wishes to repeat, for whom; `first` is naive: what the clock on the wall shows."""

    resource: Resource
    rule: Rule
    first: datetime
    minutes: int
    by: str
    person: Person | None = None
    first_name: str = ""
    host: bool = False
    people: int = 1
    title: str = ""
    language: str = "fr"

    @property
    def zone(self) -> ZoneInfo:
        return slots.zone_of(self.resource.space.building_id)

    def occurrences(self) -> list[Occurrence]:
        return self.rule.occurrences(self.first, self.minutes, self.zone)

    def wish(self, items: list[Item]) -> Wish:
        return Wish(
            items=items,
            by=self.by,
            person=self.person,
            first_name=self.first_name,
            host=self.host,
            freely=plans_freely(self.resource, host=self.host),
            people=self.people,
            title=self.title,
            language=self.language,
        )


def plans_freely(resource: Resource, *, host: bool) -> bool:
    """The team plans rooms for the house: no horizon, length or quota. Seats keep their few days for everybody."""
    return host and not resource.is_seat


def plan(resource: Resource, starts_at: datetime, ends_at: datetime, rule: str, **whom: Any) -> Plan:
    """The plan whose first occurrence is said, in the wall time of the house.

    Raises BadRule, NoSuchHour, EndsBeforeStart, TooLong.
    """
    zone = slots.zone_of(resource.space.building_id)
    if slots.is_left_out(starts_at, zone) or slots.is_left_out(ends_at, zone):
        raise refusals.NoSuchHour
    first = wall(starts_at, zone)
    minutes = (wall(ends_at, zone) - first) // timedelta(minutes=1)
    refuse_length(minutes)
    return Plan(resource=resource, rule=recurrence.read(rule, zone), first=first, minutes=minutes, **whom)


def refuse_length(minutes: int) -> None:
    if minutes <= 0:
        raise refusals.EndsBeforeStart
    if minutes > DAY_MINUTES:
        raise refusals.TooLong(max_hours=24, asked_hours=minutes / 60)


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of the house shows, naive."""
    return moment.astimezone(zone).replace(tzinfo=None)


# --- looking first ---------------------------------------------------------------------------------------------------


class Foreseen(NamedTuple):
    """An occurrence, and what booking it would be refused with; None when it can be had."""

    occurrence: Occurrence
    refusal: Refused | None


def preview(plan: Plan, *, skip: Collection[datetime] = (), now: datetime | None = None) -> list[Foreseen]:
    """Each occurrence but the skipped ones. Quotas count the earlier ones of the same preview. Raises BadRule."""
    now = now or timezone.now()
    left_out = {start.astimezone(UTC) for start in skip}
    wanted = [it for it in plan.occurrences() if it.starts_at not in left_out]
    taken, granted, foreseen = taken_around(plan.resource, wanted, now), list[Item](), list[Foreseen]()
    for occurrence in wanted:
        try:
            refuse(plan, occurrence, granted, taken, now)
        except Refused as no:
            foreseen.append(Foreseen(occurrence, no))
        else:
            granted.append(item_of(plan, occurrence))
            taken.append(busy(granted[-1]))
            foreseen.append(Foreseen(occurrence, None))
    return foreseen


def refuse(plan: Plan, occurrence: Occurrence, granted: list[Item], taken: list[Stretch], now: datetime) -> None:
    """What `bookings.place` would say to this one, when the granted ones were already booked."""
    if not occurrence.exists:
        raise refusals.NoSuchHour
    item = item_of(plan, occurrence)
    wishes.refuse_impossible(plan.wish([item]), now)
    mine = busy(item)
    if any(it.starts_at < mine.ends_at and mine.starts_at < it.ends_at for it in taken):
        raise refusals.SeatTaken(
            resource=item.resource.code, starts_at=occurrence.starts.isoformat(), ends_at=occurrence.ends.isoformat()
        )
    wishes.refuse_quota(plan.wish([*granted, item]), now)
    if to_pay := paying.unpaid(plan.wish([item])):
        raise offers.payment_needed(to_pay)  # a desk opens with a pass; a series cannot be paid by the stretch


def item_of(plan: Plan, occurrence: Occurrence) -> Item:
    return Item(plan.resource, occurrence.starts_at, occurrence.ends_at)


def taken_around(resource: Resource, wanted: Sequence[Occurrence], now: datetime) -> list[Stretch]:
    """What others have of the resource meanwhile, in one query."""
    if not wanted:
        return []
    first, last = wanted[0].starts_at - resource.setup, wanted[-1].ends_at + resource.cleanup
    others = (
        Booking.objects.active()
        .filter(resource=resource)
        .between(first, last)
        .exclude(pk__in=Booking.objects.overdue_holds(now))
    )
    return [Stretch(it.lower, it.upper) for it in others.values_list("busy", flat=True)]


def busy(item: Item) -> Stretch:
    """As the database will keep it: set-up and clean-up included."""
    return Stretch(item.starts_at - item.resource.setup, item.ends_at + item.resource.cleanup)


def refuse_conflicts(plan: Plan, skip: Collection[datetime], now: datetime) -> list[Occurrence]:
    """The occurrences that are to be booked, if all of them can be.

    Raises BadRule, UnknownOccurrence, NothingLeft, OccurrencesRefused.
    """
    known = {it.starts_at for it in plan.occurrences()}
    if unknown := sorted({start.astimezone(UTC) for start in skip} - known):
        raise UnknownOccurrence(unknown=[start.isoformat() for start in unknown])
    foreseen = preview(plan, skip=skip, now=now)
    if not foreseen:
        raise NothingLeft
    refuse_any([(it.occurrence, it.refusal) for it in foreseen if it.refusal])
    return [it.occurrence for it in foreseen]


def refuse_any(refused: Sequence[tuple[Occurrence, Refused]]) -> None:
    if refused:
        raise OccurrencesRefused(conflicts=[tell_conflict(*it) for it in refused])


def tell_conflict(occurrence: Occurrence, no: Refused) -> dict[str, str]:
    return {
        "starts_at": occurrence.starts.isoformat(),
        "ends_at": occurrence.ends.isoformat(),
        "code": no.code,
        "detail": str(no.sentence),
    }


# --- booking all of them ---------------------------------------------------------------------------------------------


def create(plan: Plan, *, skip: Collection[datetime] = (), now: datetime | None = None) -> Series:
    """Book every occurrence but the skipped ones, or nothing. Call inside a transaction.

    Raises what `refuse_conflicts` raises; its list names what has changed since the preview.
    """
    now = now or timezone.now()
    wanted = refuse_conflicts(plan, skip, now)
    try:
        with transaction.atomic():
            made = paying.place(plan.wish([item_of(plan, it) for it in wanted]))
    except Refused:
        refuse_conflicts(plan, skip, now)  # somebody was quicker: say with which days
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
    refuse_length(minutes)
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
        freely=plans_freely(booking.resource, host=host),
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
    refuse_any(refused)


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
