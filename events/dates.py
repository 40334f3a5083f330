"""The dates of a plan: add(), edit(), remove(). Once the street knows a date, its time and place change by `changes`.

A rule of RFC 5545 makes a row for each of its days, at the hour of the clock on the wall; each can then be changed or
taken out alone, and remembers by `recurrence_id` when the rule wanted it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from events import agenda, back_plan, bars, crew, kit, naming, places, placing, refusals, series, states, wall_clock
from events.models import COMING, PUBLIC, Event, EventChange, EventDate, EventState, KitReservation
from events.models.events import EventDateQuerySet
from events.series import wall
from venue import recurrence, rules
from venue.errors import NotFound
from venue.spaces import capacity
from venue.spaces.models import Layout

WHAT = EventChange.What
MINUTE: Final = timedelta(minutes=1)
# Of a date that the street knows: what is the team's own affair.
OURS: Final = frozenset(
    {
        "capacity",
        "fallback_site",
        "fallback_space",
        "fallback_layout",
        "fallback_starts_at",
        "decide_at",
    }
)
# While an event stands like this, it may have one more date.
GROWING: Final = [state for state in EventState if state not in PUBLIC] + COMING


@transaction.atomic
def add(slug: str, said: dict[str, Any], *, by: str, manager: bool = False) -> Event:
    """One more date, or by its `rule` several. The street hears of it at once where it knows the event: then it asks
    what publication asks, with `manager` the word to announce it *sous réserve*.

    Raises WrongState, BarQuotaReached, what `put` raises, TasksOverdue, AuthorisedElsewhere.
    """
    event = open_plan(slug)
    made = put(event, said)
    for date in made:
        states.file_again(event, date, by=by)
    bars.follow(event)
    back_plan.renew(event)
    if event.is_public:
        states.announce(event, made, by=by, manager=manager)
    states.record(event, WHAT.EDITED, by=by, figures={"fields": ["dates"]})
    return event


def put(event: Event, said: dict[str, Any]) -> list[EventDate]:
    """Write the dates that `said` means, and let them take their places; the caller holds the event's lock.

    Raises EndsBeforeStart, TooLong, InThePast, OnePlace, DecisionTooLate, TooManyDates, DateThere, BadRule, what
    `naming` and `placing.take` raise.
    """
    facts = naming.facts_of_date(said, event.building)
    rule = facts.pop("rule", "")
    first = EventDate(event=event, **facts)
    refuse_impossible(first)
    refuse_past_plan_b(first)
    wanted = repeated(first, rule) if rule else [first]
    if rule:
        event.rule = rule
    most = int(rules.get("event.max_dates", building=event.building_id))
    if event.dates.count() + len(wanted) > most:
        raise refusals.TooManyDates(allowed=most)
    starts = [date.recurrence_id for date in wanted if date.recurrence_id]
    if event.dates.filter(recurrence_id__in=starts).exists():
        raise refusals.DateThere
    for date in wanted:
        date.save(force_insert=True)
        placing.refuse_twice(date)
        placing.take(date)
    return wanted


def repeated(first: EventDate, text: str) -> list[EventDate]:
    """Like `first`, on each day that the rule means; in the hour that spring leaves out nothing takes place."""
    zone = agenda.zone(first.event)
    begin = wall(first.starts_at, first)
    minutes = (wall(first.ends_at, first) - begin) // MINUTE
    whole, together = recurrence.read(text, zone).occurrences(begin, minutes, zone), uuid.uuid4()
    made = []
    for there in whole:
        if not there.exists:
            continue
        days = there.starts.replace(tzinfo=None) - begin
        date = EventDate(
            event=first.event,
            **{name: getattr(first, name) for name in COPIED},
            starts_at=there.starts_at,
            ends_at=there.ends_at,
            series=together,
            recurrence_id=there.starts_at,
        )
        for name in series.HANGING:
            if moment := getattr(first, name):
                setattr(date, name, (wall(moment, first) + days).replace(tzinfo=zone))
        made.append(date)
    if not made:
        raise recurrence.BadRule
    return made


COPIED: Final = ("site", "space", "layout", "capacity", "fallback_site", "fallback_space", "fallback_layout")


@transaction.atomic
def edit(slug: str, pk: int, said: dict[str, Any], *, by: str, following: bool = False) -> Event:
    """Change one date, or with `following` also those that its rule made after it, all of them or none. What the street
    knows of it changes by `changes`; what is the team's own, here.

    Another start takes its crew and its kit along. Raises NotFound, WrongState, AlreadyPublished, NoSeries,
    CapacityBelowRegistered, DoubleDuty, KitTaken, BarQuotaReached, and what `put` raises; of several, the first refusal
    says of which `date`.
    """
    event = states.locked(slug)
    first, *others = locked_from(event, pk) if following else [locked(event, pk)]
    facts = with_one_place(naming.facts_of_date(said, event.building))
    wishes = [(first, facts), *((other, series.as_meant(facts, first, other)) for other in others)]
    altered = [it for date, own in wishes if (it := alter(date, own, one_of_several=following))]
    if not altered:
        return event
    settle(altered)
    bars.follow(event)
    for it in altered:
        states.file_again(event, it.date, by=by)
    back_plan.renew(event)
    fields = sorted({name for it in altered for name in it.fields})
    states.record(event, WHAT.EDITED, by=by, figures={"fields": fields, "date": pk})
    return event


class Altered(NamedTuple):
    """A date as it is written now; what of it differs, when it began before, and by how much it goes later."""

    date: EventDate
    fields: set[str]
    began: datetime
    one_of_several: bool

    @property
    def by(self) -> timedelta:
        return wall_clock.between(self.began, self.date.starts_at, agenda.zone(self.date.event))

    def naming_it(self) -> AbstractContextManager[None]:
        return series.said_of(self.date, starts_at=self.began) if self.one_of_several else nullcontext()


def alter(date: EventDate, facts: dict[str, Any], *, one_of_several: bool = False) -> Altered | None:
    """Write these facts of a date that is locked; None where nothing differs. Its place, crew and kit follow later."""
    event, began = date.event, date.starts_at
    altered = Altered(date, {name for name, it in facts.items() if getattr(date, name) != it}, began, one_of_several)
    with altered.naming_it():
        if event.is_public and altered.fields - OURS:
            raise refusals.AlreadyPublished
        if event.dropped_at or not date.stands:
            raise refusals.WrongState(state=event.state, allowed=list(states.FOLLOWS[event.state]))
        if not altered.fields:
            return None
        before = wall(began, date)
        for name in altered.fields:
            setattr(date, name, facts[name])
        move_along(date, wall(date.starts_at, date) - before, facts)
        refuse_impossible(date)
        if "fallback_starts_at" in altered.fields:
            refuse_past_plan_b(date)
        registered = date.places_taken
        if date.capacity is not None and date.capacity < registered:
            raise refusals.CapacityBelowRegistered(registered=registered)
        if "capacity" in altered.fields:
            places.count_line(date)
        date.revision, date.changed_at = date.revision + 1, timezone.now()
        date.save()
    return altered


def settle(altered: Sequence[Altered]) -> None:
    """Kit, crew and places follow, in the order of locks; all places are given back before one is taken."""
    later = sorted((it for it in altered if it.by > timedelta(0)), key=start_of, reverse=True)
    earlier = sorted((it for it in altered if it.by < timedelta(0)), key=start_of)
    for shift in (kit.shift, crew.shift):
        for it in [*later, *earlier]:  # the last one first when they go later, so that none runs into its sister
            with it.naming_it():
                shift(it.date, it.by)
    for it in altered:
        placing.give_back(it.date)
    for it in sorted(altered, key=place_of):
        with it.naming_it():
            placing.refuse_twice(it.date)
            placing.take(it.date)


def start_of(altered: Altered) -> tuple[datetime, int]:
    return altered.date.starts_at, altered.date.pk


def place_of(altered: Altered) -> tuple[int, int, int]:
    """Always in one order, so that two who take several places do not wait for each other."""
    return altered.date.space_id or 0, altered.date.site_id or 0, altered.date.pk


def with_one_place(facts: dict[str, Any]) -> dict[str, Any]:
    """Who names a room leaves the square, and the other way round; the layout belongs to the room."""
    for site, space, layout in (("site", "space", "layout"), ("fallback_site", "fallback_space", "fallback_layout")):
        if facts.get(site) and not facts.get(space):
            facts |= {space: None, layout: ""}
        elif facts.get(space) and not facts.get(site):
            facts = {layout: ""} | facts | {site: None}
    return facts


def move_along(date: EventDate, by: timedelta, facts: dict[str, Any]) -> None:
    """What hangs on a date's start goes with it on the wall's clock, unless it was said."""
    for name in series.HANGING:
        moment = getattr(date, name)
        if by and moment and name not in facts:
            setattr(date, name, (wall(moment, date) + by).replace(tzinfo=agenda.zone(date.event)))


@transaction.atomic
def remove(slug: str, pk: int, *, by: str, following: bool = False) -> Event:
    """Take a date out of a plan that the street never heard of, or with `following` also those that its rule made after
    it, all of them or none. Raises NotFound, AlreadyPublished, NoSeries, WrongState.
    """
    event = states.locked(slug)
    dates = locked_from(event, pk) if following else [locked(event, pk)]
    if event.is_public:
        raise refusals.AlreadyPublished
    for date in dates:
        with series.said_of(date) if following else nullcontext():
            take_out(date)
    bars.let_go(event)
    back_plan.renew(event)
    states.record(event, WHAT.EDITED, by=by, figures={"fields": ["dates"]})
    return event


def take_out(date: EventDate) -> None:
    if date.kit.filter(state=KitReservation.State.OUT).exists():  # what is out must still come back
        raise refusals.WrongState(state=date.event.state, allowed=[])
    placing.give_back(date)
    try:
        date.delete()
    except ProtectedError:  # something happened on it already, which is never forgotten
        raise refusals.WrongState(state=date.event.state, allowed=[]) from None


def refuse_impossible(date: EventDate) -> None:
    """Raises what `refuse_impossible_times` raises, OnePlace, DecisionTooLate, UnknownLayout, PlanBTooSmall."""
    refuse_impossible_times(date)
    if (date.site is None) == (date.space is None) or (date.fallback_site and date.fallback_space):
        raise refusals.OnePlace
    if date.layout:
        refuse_unknown_layout(date)
    if date.decide_at and date.decide_at > date.starts_at:
        raise refusals.DecisionTooLate
    placing.refuse_unfit(date.fallback_site, date.fallback_space, date.fallback_layout, placing.people(date))


def refuse_impossible_times(date: EventDate) -> None:
    """Raises EndsBeforeStart, TooLong, InThePast."""
    if date.ends_at <= date.starts_at:
        raise refusals.EndsBeforeStart
    longest = int(rules.get("event.max_days", building=date.event.building_id))
    if date.ends_at - date.starts_at > timedelta(days=longest):
        raise refusals.TooLong(allowed_days=longest)
    if date.ends_at <= timezone.now():
        raise refusals.InThePast


def refuse_past_plan_b(date: EventDate) -> None:
    """Asked when it is written: later its hour may well go by before the date is over. Raises InThePast."""
    if date.fallback_starts_at and date.fallback_starts_at <= timezone.now():
        raise refusals.InThePast


def refuse_unknown_layout(date: EventDate) -> None:
    try:
        if date.space is None:
            raise capacity.UnknownLayout
        date.space.layout(date.layout)
    except Layout.DoesNotExist as error:
        raise capacity.UnknownLayout from error


def open_plan(slug: str) -> Event:
    """The event, locked, if it may have one more date. Raises NotFound, WrongState."""
    event = states.locked(slug)
    if event.dropped_at or event.state not in GROWING:
        raise refusals.WrongState(state=event.state, allowed=list(states.FOLLOWS[event.state]))
    return event


def locked_of(event: Event) -> EventDateQuerySet:
    """The dates that stand, in the order in which they are locked."""
    rows = EventDate.objects.select_for_update(of=("self",), no_key=True).standing().filter(event=event)
    return rows.select_related("site", "space__building").order_by("pk")


def locked(event: Event, pk: int) -> EventDate:
    """One date under its event's lock. Raises NotFound."""
    found = all_locked(event, Q(pk=pk))
    if not found:
        raise NotFound
    return found[0]


def locked_from(event: Event, pk: int) -> list[EventDate]:
    """One date and those of its rule that follow, itself first. Raises NotFound, NoSeries."""
    return sorted(all_locked(event, series.from_(event, pk)), key=lambda date: (date.pk != pk, date.recurrence_id))


def all_locked(event: Event, which: Q) -> list[EventDate]:
    rows = EventDate.objects.select_for_update(of=("self",), no_key=True).filter(which, event=event)
    found = list(rows.select_related("site", "space__building", "fallback_site", "fallback_space").order_by("pk"))
    for date in found:
        date.event = event
    return found
