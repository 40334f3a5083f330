"""Cancel, put off, move: one action by which the place, the crew, the kit, everybody's places, the notices, the feeds
and the banner follow, all of it or nothing (REQ-S3).

A date can change alone. The event's own state is what is left of all of them: *cancelled* once every date is, *put off*
once none stands and one is put off, *moved* once all that are to come have moved; until then it stays published.

A date that moves to grounds or hours which the authorisation does not name (`permits`) is authorised no longer: the
event is announced *sous réserve* again, by a manager's word (REQ-S1), and what is mandatory is to do again where there
is time for it. Three things never wait for that word: to cancel, to move into a room of the house, and plan B once its
first hour of go or no-go has come, so that a storm stays one deed. Plan B on a site of the file needs none either.

Locks (DESIGN §4): Event, its dates by id, registrations, kit, persons, Building and Space or Site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as day
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone, translation

from events import (
    agenda,
    back_plan,
    bars,
    crew,
    decisions,
    kit,
    news,
    notices,
    paying,
    permits,
    placing,
    refusals,
    registrations,
    series,
    states,
    wall_clock,
)
from events.dates import refuse_impossible_times
from events.models import COMING, DateState, Event, EventChange, EventDate, EventState, Registration, Site
from events.models.events import EventDateQuerySet
from venue.errors import NotFound, Refused
from venue.money.models import Payment
from venue.spaces.models import Space

WHAT = EventChange.What
S = EventState
# Which dates can change so: one that is put off can still be cancelled, or have its new time.
FROM: Final = {
    WHAT.CANCELLED: (DateState.SCHEDULED, DateState.POSTPONED),
    WHAT.POSTPONED: (DateState.SCHEDULED,),
    WHAT.MOVED: (DateState.SCHEDULED, DateState.POSTPONED),
}
LONGEST_PLACE: Final = 120  # letters of a place that was


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What shall change. `date` None: all that are to come; with `following`, also those that its rule made after it.
    A move says where (`site` or `space`), when, both, or `plan_b`; of several dates `starts_at` is the first one's, and
    the others move as far by the clock on the wall. `manager`: whoever wishes may announce it *sous réserve
    d'autorisation*, if it comes to that.
    """

    what: EventChange.What
    date: int | None = None
    following: bool = False
    plan_b: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    site: Site | None = None
    space: Space | None = None
    layout: str = ""
    words: str = ""
    words_en: str = ""
    manager: bool = False


def apply(event: Event, wish: Wish, *, by: str) -> EventChange:
    """Do it, in one transaction; whoever is told hears it by jobs of that transaction.

    Raises NotFound, WrongState, InThePast, NothingChanges, NoPlanB, NoNewTime, EndsBeforeStart, TooLong,
    AuthorisedElsewhere, and what placing, crew and kit refuse: SiteTaken, SiteTooSmall, OverCapacity, UnknownLayout,
    DoubleDuty, KitTaken, BarQuotaReached.
    """
    with transaction.atomic():
        event = states.locked(event.slug)
        change = begin(event, wish)
        change.refuse_without_a_word()
        reach = notices.reach(change.dates)
        change.save_dates()
        again = change.ask_again(by=by)
        written = change.write(
            by=by,
            notices=reach._asdict(),
            conditional=change.conditional,
            again=back_plan.said(again.to_do),
            too_late=back_plan.said(again.too_late),
        )
        notices.leave(written, change.dates)
        change.end_registrations()
        for _date, step in change.steps():
            step()
        back_plan.renew(event)
        news.announce(event.building)
        return written


def preview(event: Event, wish: Wish) -> dict[str, Any]:
    """What `apply` would do, found by doing it, up to what people would notice, and taking it back.

    Raises what `apply` raises, except for what stands in the way: that is told by date, all of it.
    """
    with transaction.atomic():
        event = states.locked(event.slug)
        change = begin(event, wish)
        reach, back = notices.reach(change.dates), refunds(change.dates) if wish.what == WHAT.CANCELLED else 0
        due = {task.pk: task.due_on for task in event.tasks.all()}
        change.save_dates()
        conflicts = change.try_steps() if wish.what == WHAT.MOVED else {}
        again = change.ask_again(by="")
        tasks = back_plan.renew(event)
        late = [*back_plan.overdue(event), *again.too_late]
        transaction.set_rollback(True)
    return {
        "what": str(wish.what),
        "state": change.state,
        "dates": [it | {"conflicts": conflicts.get(it["id"], [])} for it in change.figures],
        "notices": reach._asdict(),
        "refunds": back,
        "conditional": change.conditional,
        "again": back_plan.said(again.to_do),
        "tasks": [
            {
                "task": task.pk if task.pk in due else None,
                "title": task.local_title,
                "due_on": task.due_on.isoformat(),
                "was_due_on": said(due.get(task.pk)),
            }
            for task in tasks
            if task.due_on != due.get(task.pk)
        ],
        "late_tasks": back_plan.said(late),
    }


def said(on: day | None) -> str | None:
    return on.isoformat() if on else None


def refunds(dates: Sequence[EventDate]) -> int:
    """How many payments for places at these dates the house still has."""
    theirs = Registration.objects.filter(date__in=dates).annotate(name=Cast("pk", CharField()))
    paid = Payment.objects.filter(purpose=paying.PURPOSE, kept=True, state=Payment.State.PAID)
    return paid.filter(reference__in=theirs.values("name")).count()


class Change:
    """A wish on its way: the dates that it concerns as they will be, and how they were."""

    def __init__(self, event: Event, wish: Wish, everything: Sequence[EventDate], dates: Sequence[EventDate]) -> None:
        self.event, self.wish, self.dates = event, wish, dates
        before = [(date.starts_at, tell(date)) for date in dates]
        file = event.authorised_for if event.authorised_at else permits.file_of(dates)
        storm = wish.plan_b and all(decisions.urgent(date) for date in dates)
        alter(wish, dates)
        # Those that leave what was filed: where they were and their plan B, as long as there is no answer.
        self.outside = [date for date in dates if wish.what == WHAT.MOVED and not permits.within(date, file)]
        self.needs_a_word = bool(self.outside and event.authorised_at) and not (wish.manager or storm)
        self.shifts = {
            date.pk: wall_clock.between(was, date.starts_at, agenda.zone(event))
            for date, (was, _told) in zip(dates, before, strict=True)
        }
        self.figures: list[dict[str, Any]] = [
            {"id": date.pk, "before": told, "after": tell(date)}
            for date, (_was, told) in zip(dates, before, strict=True)
        ]
        self.state = state_after(event, everything)

    def write(self, *, by: str, **figures: Any) -> EventChange:
        """The event with its next state, and what happened."""
        wish, event = self.wish, self.event
        told: dict[str, Any] = {
            "date_id": None if wish.following else wish.date,
            "words": wish.words,
            "words_en": wish.words_en,
            "figures": {"dates": self.figures, "plan_b": wish.plan_b} | figures,
        }
        if self.state == event.state:
            return states.record(event, wish.what, by=by, **told)
        return states.step(event, self.state, wish.what, by=by, **told)

    @property
    def conditional(self) -> bool:
        """Whether the street will read *sous réserve d'autorisation* of it."""
        return self.state in COMING and self.event.authorised_at is None

    def refuse_without_a_word(self) -> None:
        """Raises AuthorisedElsewhere: it would be announced without its authorisation, which a manager decides."""
        if self.needs_a_word:
            raise refusals.AuthorisedElsewhere

    def ask_again(self, *, by: str) -> back_plan.Again:
        """What leaves the file is no longer authorised, and what was done for it is to do again; event not saved."""
        if not self.outside:
            return back_plan.Again([], [])
        if self.event.authorised_at:
            permits.withdraw(self.event)
            self.event.conditional_by = by
        return back_plan.again(self.event, self.outside)

    def save_dates(self) -> None:
        now = timezone.now()
        for date in self.dates:
            date.sequence, date.revision, date.changed_at = date.sequence + 1, date.revision + 1, now
            if self.wish.what != WHAT.CANCELLED:
                date.moved_at = now
            date.save()

    def end_registrations(self) -> None:
        """Of what is cancelled nobody holds a place; who comes to what is moved or put off keeps hers."""
        if self.wish.what == WHAT.CANCELLED:
            registrations.give_back(self.dates, "cancelled")

    def steps(self) -> Iterator[tuple[EventDate, Callable[[], Any]]]:
        """What follows for each date, in the order of locks: kit, people, places; then the bars of the year."""
        if self.wish.what == WHAT.MOVED:
            yield from self.steps_of_a_move()
        else:
            free: list[Callable[[EventDate], Any]] = [kit.release, crew.release, placing.give_back]
            yield from ((date, partial(verb, date)) for verb in free for date in self.dates)
        if self.event.bar:
            # Only a move can need a bar in another year: calling off must never be refused for one.
            settle = bars.claim if self.wish.what == WHAT.MOVED else bars.let_go
            yield self.dates[0], partial(settle, self.event)

    def steps_of_a_move(self) -> Iterator[tuple[EventDate, Callable[[], Any]]]:
        # The last one first when they go later, so that none runs into its sister.
        later = [date for date in self.dates if self.shifts[date.pk] > timedelta(0)]
        earlier = [date for date in self.dates if self.shifts[date.pk] < timedelta(0)]
        for shift in (kit.shift, crew.shift):
            for date in [*by_start(later)[::-1], *by_start(earlier)]:
                yield date, partial(shift, date, self.shifts[date.pk])
        # Who leads on site is wanted once as well; what stays at its hour makes nothing worse.
        yield from ((date, partial(crew.refuse_lead_elsewhere, date)) for date in self.dates if self.shifts[date.pk])
        # All places are given back before one is taken: two dates may change places.
        yield from ((date, partial(placing.give_back, date)) for date in self.dates)
        yield from ((date, partial(placing.refuse_twice, date)) for date in self.dates)
        yield from ((date, partial(placing.take, date)) for date in by_place(self.dates))

    def try_steps(self) -> dict[int, list[dict[str, Any]]]:
        """Every step, and what stands in its way; the transaction is taken back afterwards."""
        found: dict[int, list[dict[str, Any]]] = {date.pk: [] for date in self.dates}
        for date in self.outside[:1]:
            with noted(found[date.pk]):
                self.refuse_without_a_word()
        for date, step in self.steps():
            with noted(found[date.pk]):
                step()
        return found


@contextmanager
def noted(conflicts: list[dict[str, Any]]) -> Iterator[None]:
    """A refusal becomes what a preview says of it, one line for each thing in the way."""
    try:
        with transaction.atomic():
            yield
    except Refused as no:
        kind = KINDS.get(no.code, "place")
        with_ = [it.get("with") or it.get("title") or "" for it in no.figures.get("conflicts", [])] or [""]
        conflicts += [
            {"kind": kind, "with": title, "code": no.code, "detail": str(no.sentence)} for title in dict.fromkeys(with_)
        ]


KINDS: Final = {
    "site_taken": "site",
    "site_too_small": "cap",
    "over_capacity": "cap",
    "double_duty": "crew",
    "kit_taken": "kit",
    "bar_quota_reached": "bar",
    "needs_authorisation": "permit",
}


def begin(event: Event, wish: Wish) -> Change:
    """The dates locked, the wish checked, nothing written. The caller holds the event's lock."""
    states.refuse_unless_follows(event, S(str(wish.what)))
    places = ("site", "space__building", "fallback_site", "fallback_space__building")
    locked: EventDateQuerySet = EventDate.objects.select_for_update(of=("self",), no_key=True).select_related(*places)
    everything = list(locked.filter(event=event).order_by("pk"))
    for date in everything:
        date.event = event
    return Change(event, wish, everything, wanted(wish, everything))


def wanted(wish: Wish, dates: Sequence[EventDate]) -> list[EventDate]:
    """Those that the wish means, the soonest first. Raises NotFound, WrongState, InThePast."""
    now = timezone.now()
    if wish.date is not None:
        found = [date for date in dates if date.pk == wish.date]
        if not found:
            raise NotFound
        if found[0].state not in FROM[wish.what]:
            raise refusals.WrongState(state=found[0].state, allowed=[])
        if found[0].stands and found[0].ends_at <= now:
            raise refusals.InThePast
        if wish.following:
            series.refuse_single(found[0])
            found += [date for date in by_start(able(wish, dates, now)) if series.follows(date, found[0])]
        return found
    found = able(wish, dates, now)
    if not found:
        raise refusals.InThePast
    return by_start(found)


def able(wish: Wish, dates: Sequence[EventDate], now: datetime) -> list[EventDate]:
    """Those to which it can still happen."""
    return [date for date in dates if date.state in FROM[wish.what] and (not date.stands or date.ends_at > now)]


def alter(wish: Wish, dates: Sequence[EventDate]) -> None:
    """Let the dates be as the wish wants them; not saved. Raises NoPlanB, NoNewTime, NothingChanges, and what
    `refuse_impossible_times` raises: the street is not told a time that a plan could not have.
    """
    if wish.what != WHAT.MOVED:
        for date in dates:
            date.state = DateState(str(wish.what))
        return
    first = dates[0].starts_at
    for date in dates:
        was = date.starts_at
        if wish.plan_b:
            go_to_plan_b(date)
        else:
            move(date, wish, first)
        refuse_impossible_times(date)
        if was != date.starts_at <= timezone.now():  # what has begun may go elsewhere, but nothing moves to yesterday
            raise refusals.InThePast


class Spot(NamedTuple):
    """When and where."""

    starts_at: datetime
    ends_at: datetime
    site: Site | None
    space: Space | None
    layout: str


def move(date: EventDate, wish: Wish, first: datetime) -> None:
    if date.state == DateState.POSTPONED and wish.starts_at is None:
        raise refusals.NoNewTime
    zone, starts_at, ends_at = agenda.zone(date.event), date.starts_at, date.ends_at
    if wish.starts_at is not None:
        by = wall_clock.between(first, wish.starts_at, zone)
        starts_at, ends_at = wall_clock.both_later(starts_at, ends_at, by, zone)
    if wish.ends_at is not None:
        begins = wish.starts_at or first
        if wish.ends_at <= begins:
            raise refusals.EndsBeforeStart
        ends_at = wall_clock.end(starts_at, (begins, wish.ends_at), zone)
    elsewhere = wish.site or wish.space
    place = (wish.site, wish.space, wish.layout) if elsewhere else (date.site, date.space, wish.layout or date.layout)
    put(date, Spot(starts_at, ends_at, *place))


def go_to_plan_b(date: EventDate) -> None:
    """It is used up then: what comes next is decided anew."""
    elsewhere = date.fallback_site or date.fallback_space
    if not (elsewhere or date.fallback_starts_at):
        raise refusals.NoPlanB(date=date.pk)
    starts_at = date.fallback_starts_at or date.starts_at
    place = (
        (date.fallback_site, date.fallback_space, date.fallback_layout)
        if elsewhere
        else (date.site, date.space, date.layout)
    )
    ends_at = wall_clock.end(starts_at, (date.starts_at, date.ends_at), agenda.zone(date.event))
    put(date, Spot(starts_at, ends_at, *place))
    date.fallback_site = date.fallback_space = date.fallback_starts_at = date.decide_at = None
    date.fallback_layout = ""


def put(date: EventDate, to: Spot) -> None:
    """There and then; where and when it was is remembered (schema.org `previousStartDate`). Raises NothingChanges."""
    was = Spot(date.starts_at, date.ends_at, date.site, date.space, date.layout)
    to = to._replace(layout=to.layout if to.space else "")
    was_put_off = date.state == DateState.POSTPONED
    if to == was and not was_put_off:
        raise refusals.NothingChanges
    if to[:2] != was[:2] or was_put_off:
        date.was_starts_at, date.was_ends_at = was.starts_at, was.ends_at
        zone = agenda.zone(date.event)
        by = wall_clock.between(was.starts_at, to.starts_at, zone)
        date.decide_at = date.decide_at and wall_clock.later(date.decide_at, by, zone)
        date.fallback_starts_at = None
    if (to.site, to.space) != (was.site, was.space):
        date.was_place, date.was_place_en = names_of(date)
    date.state = DateState.SCHEDULED
    date.starts_at, date.ends_at, date.site, date.space, date.layout = to


def state_after(event: Event, dates: Sequence[EventDate]) -> EventState:
    """What the event is once these are its dates."""
    standing = [date for date in dates if date.state in (DateState.SCHEDULED, DateState.HELD)]
    if not standing:
        put_off = any(date.state == DateState.POSTPONED for date in dates)
        return S.POSTPONED if put_off else S.CANCELLED
    now = timezone.now()
    coming = [date for date in standing if date.ends_at > now]
    moved = bool(coming) and all(date.was_starts_at or date.was_place for date in coming)
    return S.MOVED if moved or event.state == S.POSTPONED else S(event.state)


def tell(date: EventDate) -> dict[str, Any]:
    """As it stands, for the history, the notices and the preview: times with the house's offset, both languages."""
    zone = agenda.zone(date.event)
    french, english = names_of(date)
    return {
        "state": str(date.state),
        "starts_at": date.starts_at.astimezone(zone).isoformat(),
        "ends_at": date.ends_at.astimezone(zone).isoformat(),
        "place": french,
        "place_en": english,
    }


def names_of(date: EventDate) -> tuple[str, str]:
    """Of its place, in French and in English."""
    found = []
    for language in ("fr", "en"):
        with translation.override(language):
            found.append(str(agenda.tell_place(date)["name"])[:LONGEST_PLACE])
    return found[0], found[1]


def by_start(dates: Sequence[EventDate]) -> list[EventDate]:
    return sorted(dates, key=lambda date: (date.starts_at, date.pk))


def by_place(dates: Sequence[EventDate]) -> list[EventDate]:
    """Always in one order, so that two changes that take several places do not wait for each other."""
    return sorted(dates, key=lambda date: (date.space_id or 0, date.site_id or 0, date.pk))
