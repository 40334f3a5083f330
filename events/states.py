"""How far an event has come: which state may follow which, and what each step asks (REQ-S1).

`idea > prepared > filed > authorised > published > (moved | postponed | cancelled) > held > reported`. Before the
street knows, a plan may go back a step. Cancelling, postponing and moving are in `changes`: they concern people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from unicodedata import category

from django.utils import timezone

from events import back_plan, openagenda_push, permits, refusals, rule_sets
from events.models import PUBLIC, DateState, Event, EventChange, EventDate, EventState, Task
from venue.errors import NotFound
from venue.live import announce_on_commit

WHAT = EventChange.What
S = EventState

FOLLOWS: Final[dict[str, tuple[EventState, ...]]] = {
    S.IDEA: (S.PREPARED,),
    S.PREPARED: (S.IDEA, S.FILED, S.PUBLISHED),
    S.FILED: (S.PREPARED, S.AUTHORISED, S.PUBLISHED),
    S.AUTHORISED: (S.FILED, S.PUBLISHED),
    S.PUBLISHED: (S.MOVED, S.POSTPONED, S.CANCELLED, S.HELD),
    S.MOVED: (S.MOVED, S.POSTPONED, S.CANCELLED, S.HELD),
    S.POSTPONED: (S.MOVED, S.CANCELLED),
    S.CANCELLED: (),
    S.HELD: (S.REPORTED,),
    S.REPORTED: (),
}


# Nothing of it is to come any more.
OVER: Final = frozenset({S.CANCELLED, S.HELD, S.REPORTED})


def locked(slug: str) -> Event:
    """The event with its lock, before those of its dates; inside a transaction. Raises NotFound."""
    event = Event.objects.select_for_update(of=("self",), no_key=True).filter(slug=slug).first()
    if event is None:
        raise NotFound
    return event


def refuse_unless_follows(event: Event, to: EventState) -> None:
    """Raises WrongState with what may follow."""
    if event.dropped_at or to not in FOLLOWS[event.state]:
        raise refusals.WrongState(state=event.state, allowed=[] if event.dropped_at else list(FOLLOWS[event.state]))


def plan(event: Event, to: EventState, *, by: str) -> None:
    """A step of the plan, forth or back; the caller holds the lock. Taking an authorisation back forgets its day."""
    if to in PUBLIC:
        raise refusals.WrongState(state=event.state, allowed=list(FOLLOWS[event.state]))
    refuse_unless_follows(event, to)
    if to == S.AUTHORISED:
        receive(event)
        permits.grant(event)
    elif event.state == S.AUTHORISED:
        permits.withdraw(event)
    step(event, to, WHAT.STATE, by=by)


def file_again(event: Event, date: EventDate, *, by: str) -> None:
    """A plan whose date leaves what its authorisation names (`permits`) is but filed again; the street knows nothing
    yet. The caller holds the lock and has saved the date.
    """
    if event.state == S.AUTHORISED and not permits.within(date, event.authorised_for):
        plan(event, S.FILED, by=by)
        back_plan.again(event, [date])


def authorise(event: Event, *, by: str) -> None:
    """The authorisation is here: the next state, or, for what the street knows already, the end of its reservation."""
    if not event.is_public:
        return plan(event, S.AUTHORISED, by=by)
    if event.state in OVER:
        raise refusals.WrongState(state=event.state, allowed=list(FOLLOWS[event.state]))
    if event.authorised_at is None:
        receive(event)
        permits.grant(event)
        record(event, WHAT.AUTHORISED, by=by)
    return None


def receive(event: Event) -> None:
    """The permit is in hand: the task that waits for it is done today. Raises PermitMissing while neither the paper nor
    a word of where it lies is there.
    """
    waiting = event.tasks.to_do().filter(deadline__key__in=rule_sets.PERMITS).select_related("deadline")
    for task in waiting.order_by("pk"):
        if task.lacks_paper:
            raise refusals.PermitMissing(task=task.pk, title=task.local_title)
        task.state, task.done_on = Task.State.DONE, timezone.localdate()
        task.save()


def publish(event: Event, *, by: str, conditional: bool = False) -> None:
    """Tell the street. `conditional`: a manager's word to announce it *sous réserve d'autorisation* (REQ-S1).

    Raises WrongState, Incomplete, TasksOverdue, NeedsAuthorisation.
    """
    refuse_unless_follows(event, S.PUBLISHED)
    if missing := missing_fields(event):
        raise refusals.Incomplete(missing=missing)
    if late := back_plan.blocking(event):
        raise refusals.TasksOverdue(tasks=back_plan.said(late))
    if event.authorised_at is None:
        if not conditional:
            raise refusals.NeedsAuthorisation
        event.conditional_by = by
    event.published_at = timezone.now()
    step(event, S.PUBLISHED, WHAT.PUBLISHED, by=by)


def announce(event: Event, dates: Sequence[EventDate], *, by: str, manager: bool) -> None:
    """One more date of what the street knows; the caller holds the lock, has saved it and renewed the back-plan.

    Raises TasksOverdue for what its ground asks, AuthorisedElsewhere: without a manager's word nothing is announced
    that the authorisation does not name (REQ-S1).
    """
    if late := back_plan.blocking_at(event, dates):
        raise refusals.TasksOverdue(tasks=back_plan.said(late))
    if event.authorised_at and not all(permits.within(date, event.authorised_for) for date in dates):
        if not manager:
            raise refusals.DateNotAuthorised
        permits.withdraw(event)
        event.conditional_by = by


def missing_fields(event: Event) -> list[str]:
    """What the street would miss: a sentence, a description, whom to ask, a date to come."""
    missing = [name for name in ("title", "summary", "description") if is_blank(getattr(event, name))]
    if not event.dates.coming().exists():
        missing.append("dates")
    if event.photo and is_blank(event.photo_alt):
        missing.append("photo_alt")
    return missing


def is_blank(text: str) -> bool:
    """Nothing that anybody could read: neither spaces nor letters without width are words."""
    return all(category(letter)[0] in "ZC" for letter in text)


def hold(event: Event, *, by: str) -> None:
    """It has taken place: all its dates that stood are over, and none waits for its new time. Raises WrongState."""
    refuse_unless_follows(event, S.HELD)
    if event.dates.ahead().exists():
        raise refusals.WrongState(state=event.state, allowed=list(FOLLOWS[event.state]))
    event.dates.standing().update(state=DateState.HELD, changed_at=timezone.now())
    step(event, S.HELD, WHAT.HELD, by=by)


def drop(event: Event, *, by: str) -> None:
    """Give up a plan that the street never heard of: off the board, still in the books."""
    if event.is_public:
        raise refusals.WrongState(state=event.state, allowed=list(FOLLOWS[event.state]))
    event.dropped_at = event.dropped_at or timezone.now()
    record(event, WHAT.STATE, by=by)


def step(event: Event, to: EventState, what: EventChange.What, *, by: str, **told: Any) -> EventChange:
    before, event.state = event.state, to
    return record(event, what, by=by, from_state=before, to_state=to, **told)


def record(event: Event, what: EventChange.What, *, by: str, **told: Any) -> EventChange:
    """Write the event as it is now, and what happened to it; announced after COMMIT if the street may see it."""
    event.revision += 1
    event.changed_at = timezone.now()
    event.save()
    if event.is_public:
        announce_on_commit(f"event:{event.slug}")
        openagenda_push.leave(event)
    return EventChange.objects.create(event=event, what=what, by=by, at=event.changed_at, **told)
