"""The tasks of a plan: add(), edit(). Those of the rules come and move by themselves (`back_plan`)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from events import back_plan, naming, planning, refusals
from events.models import Event, EventChange, Task
from venue.errors import NotFound

# More than that is a list that nobody reads.
MOST = 200


@transaction.atomic
def add(slug: str, said: dict[str, Any], *, by: str) -> Task:
    """One of the team's own. Raises NotFound, WrongState, TooManyTasks, UnknownPerson."""
    event = planning.locked(slug)
    if event.tasks.count() >= MOST:
        raise refusals.TooManyTasks(allowed=MOST)
    owner = naming.person(said.pop("owner", None)) or event.animator
    task = Task.objects.create(event=event, owner=owner, **said)
    record(event, task, by=by)
    return task


@transaction.atomic
def edit(slug: str, pk: int, said: dict[str, Any], *, by: str) -> Task:
    """Done, not needed, somebody else's, a note; what a rule asks keeps its words and its day.

    Raises NotFound, WrongState, OfTheRules, ReasonMissing, NotDoneYet, PaperMissing, UnknownPerson.
    """
    event = planning.locked(slug)
    task = Task.objects.select_for_update(of=("self",)).select_related("deadline").filter(event=event, pk=pk).first()
    if task is None:
        raise NotFound
    if task.deadline_id and said.keys() & {"title", "title_en", "due_on", "mandatory"}:
        raise refusals.OfTheRules
    if "owner" in said:
        said["owner"] = naming.person(said["owner"])
    before = (task.state, task.owner_id, task.due_on)
    was_proven = task.state == Task.State.DONE and not task.lacks_paper
    for name, value in said.items():
        setattr(task, name, value)
    settle(task)
    if task.state == Task.State.DONE and task.lacks_paper and (was_proven or before[0] != Task.State.DONE):
        # What was ticked before papers were asked for may still change hands: only the street's announcement asks.
        raise refusals.PaperMissing(task=task.pk, title=task.local_title)
    if before[1:] != (task.owner_id, task.due_on):
        task.reminded_on = None  # whoever has it now has not been told
    task.save()
    if before[0] != task.state:
        record(event, task, by=by)
        back_plan.renew(event)  # what is to do again has the day of today's rules
    return task


def settle(task: Task) -> None:
    """What is done has its day, and nothing else has one. Raises NotDoneYet, ReasonMissing."""
    today = timezone.localdate()
    if task.state == Task.State.DONE:
        task.done_on = task.done_on or today
        if task.done_on > today:
            raise refusals.NotDoneYet
    else:
        task.done_on = None
    if task.state == Task.State.NOT_NEEDED and task.mandatory and not task.note.strip():
        raise refusals.ReasonMissing


def record(event: Event, task: Task, *, by: str) -> None:
    """Who answers for it; the street hears nothing of it."""
    figures = {"fields": ["tasks"], "task": task.title, "state": task.state}
    EventChange.objects.create(event=event, what=EventChange.What.EDITED, by=by, figures=figures)
