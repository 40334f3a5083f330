"""The back-plan: which tasks an event has by the rules of its ground, when each is due, and what is late (REQ-S2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from events import clear_days, rule_sets
from events.models import Deadline, Event, EventDate, RuleSet, Task
from venue.spaces.calendar import calendar

TO_DO: Final = Task.State.TO_DO


class Due(NamedTuple):
    """Local days; `earliest_on` None: as early as one likes."""

    due_on: date
    earliest_on: date | None


def due(deadline: Deadline, rules: RuleSet, day: date) -> Due:
    """When the deadline falls for an event that begins on the local `day`."""
    clear = deadline.unit == Deadline.Unit.CLEAR_DAYS
    last = clear_days.before(day, deadline.days, clear=clear)
    first = None if deadline.earliest_days is None else clear_days.before(day, deadline.earliest_days, clear=clear)
    if deadline.working_day:
        last = clear_days.working_day_by(last, rules.country, rules.subdivision)
        first = first and min(clear_days.working_day_from(first, rules.country, rules.subdivision), last)
    return Due(last, first)


def concerns(deadline: Deadline, event: Event, *, outside: bool) -> bool:
    """Whether the deadline asks something of this event; `outside` the house it is on public space."""
    asks = Deadline.Asks
    special = {
        asks.ALWAYS: True,
        asks.PUBLIC_SPACE: outside,
        asks.SOUND: event.sound,
        asks.MUSIC: event.music,
        asks.TENTS: event.tents,
        asks.BAR: event.bar,
        asks.FOOD: event.food,
        asks.CITY_KIT: event.city_kit,
        asks.LARGE: event.expected_people >= max(1, deadline.from_people),
    }
    return special[asks(deadline.asked_of)]


def renew(event: Event, today: date | None = None) -> list[Task]:
    """Make the tasks that the rules in force ask of the event, and bring those that are to do to its day.

    Each ground on which a date stands asks its own; what one asks is one task, due by the earliest date there: a filing
    names all the days of a series. What is done stays as it was; what is no longer asked, and nobody has begun, goes:
    what has a note or a paper is begun. Call inside a transaction.
    """
    firsts = first_dates(event)
    if not firsts:
        return list(event.tasks.all())
    wanted = asked_everywhere(event, firsts, today or timezone.localdate())
    known = {name(it.deadline): it for it in event.tasks.exclude(deadline=None).select_related("deadline")}
    gone = {key: known[rules, key] for rules, key in sorted(known.keys() - wanted.keys())}
    for asks, (deadline, until) in wanted.items():
        # Who moves to other ground takes along what is asked there as well.
        task = known.get(asks) or gone.pop(deadline.key, None) or Task(event=event, owner=event.animator)
        if task.state != Task.State.DONE:
            task.due_on, task.earliest_on = until
            task.deadline, task.mandatory = deadline, deadline.mandatory
            task.title, task.title_en = deadline.title, deadline.title_en
            task.save()
    idle = [it.pk for it in known.values() if name(it.deadline) not in wanted and it.state == TO_DO and not it.note]
    Task.objects.filter(pk__in=idle, papers=None).delete()
    return list(event.tasks.order_by("due_on", "pk"))


# What one set of rules asks by one key: the row may be another one tomorrow, the task stays.
Name = tuple[int, str]


def name(deadline: Deadline | None) -> Name:
    assert deadline  # noqa: S101  asked of tasks that a rule wants
    return deadline.rule_set_id, deadline.key


def asked_everywhere(event: Event, firsts: Iterable[EventDate], today: date) -> dict[Name, tuple[Deadline, Due]]:
    """What all these grounds ask, each thing once, and until when."""
    found: dict[Name, tuple[Deadline, Due]] = {}
    for first in firsts:
        if rules := rule_set(first):
            day = local_day(first)
            found |= {name(it): (it, due(it, rules, day)) for it in asked(event, first, rules, today)}
    return found


class Again(NamedTuple):
    """What is to do again, and what cannot be in time any more: that stays as it was, and whoever moves it is told."""

    to_do: list[Task]
    too_late: list[Task]


def again(event: Event, moved: Iterable[EventDate], today: date | None = None) -> Again:
    """What is mandatory where these dates are now was done for a place and an hour that are no longer: it is to do
    again (CSI L211-2), as far as its last day is still to come. Its papers stay with the event; they prove nothing for
    the new place.

    Call inside a transaction, once the dates are saved and before `renew`, which gives the new days.
    """
    today = today or timezone.localdate()
    grounds = {rules.pk for it in moved if (rules := rule_set(it))}
    everywhere = asked_everywhere(event, first_dates(event), today)
    # By key alone: what another owner asks as well is one thing that comes along, as in `renew`.
    wanted = {key: (deadline, until) for (rules, key), (deadline, until) in everywhere.items() if rules in grounds}
    found = Again([], [])
    done = event.tasks.filter(state=Task.State.DONE, mandatory=True).select_related("deadline").order_by("due_on", "pk")
    for task in done:
        asks = wanted.get(task.deadline.key) if task.deadline else None
        if asks is None or (name(task.deadline) in everywhere and name(task.deadline) != name(asks[0])):
            continue  # nobody asks for it there, or it is another ground's, which is where it was
        task.due_on, task.earliest_on = asks[1]
        (found.too_late if task.due_on < today else found.to_do).append(task)
    for task in found.to_do:
        task.papers.update(task=None)
        task.state, task.done_on, task.note, task.reminded_on = Task.State.TO_DO, None, "", None
        task.save()
    return found


def asked(event: Event, first: EventDate, rules: RuleSet, today: date) -> list[Deadline]:
    valid = sorted(rules.deadlines.valid_on(today), key=lambda it: it.position)
    return [it for it in valid if concerns(it, event, outside=first.site_id is not None)]


def overdue(event: Event, today: date | None = None) -> list[Task]:
    """What should be done by now and is not, the mandatory first."""
    late = event.tasks.filter(state=Task.State.TO_DO, due_on__lt=today or timezone.localdate())
    return list(late.order_by("-mandatory", "due_on", "pk"))


def blocking(event: Event, today: date | None = None) -> list[Task]:
    """The mandatory ones among them, and those ticked without the paper that proves it: while there is one, nothing
    is published (REQ-S2). What was published before is not asked again.
    """
    late = Q(state=Task.State.TO_DO) | Q(pk__in=event.tasks.unproven())
    rows = event.tasks.filter(late, mandatory=True, due_on__lt=today or timezone.localdate())
    return list(rows.select_related("deadline").order_by("due_on", "pk"))


def blocking_at(event: Event, dates: Iterable[EventDate]) -> list[Task]:
    """Those of them that the grounds of these dates ask: what is late elsewhere is another date's."""
    grounds = {rules.pk for it in dates if (rules := rule_set(it))}
    return [task for task in blocking(event) if task.deadline and task.deadline.rule_set_id in grounds]


def first_dates(event: Event) -> list[EventDate]:
    """On each ground, that is by each set of rules, the first date that stands: its rules count from it. The soonest
    first.
    """
    standing = event.dates.standing().select_related("site__rule_set", "event__building").order_by("starts_at", "pk")
    firsts: dict[int | None, EventDate] = {}
    for it in standing:
        firsts.setdefault(it.site.rule_set_id if it.site else None, it)
    return list(firsts.values())


def rule_set(first: EventDate) -> RuleSet | None:
    """Who has a word there: the ground's owner and town, or, in a room, the house. None where it has written none."""
    return first.site.rule_set if first.site else RuleSet.objects.filter(code=rule_sets.HOUSE).first()


def local_day(first: EventDate) -> date:
    zone = calendar(first.event.building_id).zones[first.event.building_id]
    return first.starts_at.astimezone(zone).date()


def said(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """As a refusal tells them: what, and since when it is late; `lacks_paper` of what is ticked and not proven."""
    return [
        {
            "task": task.pk,
            "title": task.local_title,
            "due_on": task.due_on.isoformat(),
            "lacks_paper": task.state == Task.State.DONE and task.lacks_paper,
        }
        for task in tasks
    ]
