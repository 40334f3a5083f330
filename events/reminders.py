"""Letters to whoever has something to do for an event: some days before, the day before, and once when it is late.

One letter a day to each person, with all that is hers; the row remembers its day, so that a second run, or a run after
a kill, tells nobody twice. Who was away when her day came, as a stopped worker is, gets it on the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as day
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from events.models import COMING, PUBLIC, EventState, Task
from venue import rules, wording
from venue.people import letters, mailboxes
from venue.people.models import Person

DAY: Final = timedelta(days=1)
# Of what is over or was called off nobody is reminded.
ALIVE: Final = [state for state in EventState if state not in PUBLIC] + COMING


def remind(today: day | None = None) -> int:
    """Write to everybody whose day it is; how many letters."""
    today = today or timezone.localdate()
    people = {task.owner_id for task in soon(today) if task.owner_id and is_due(task, today)}
    known = Person.objects.filter(pk__in=people, is_active=True).exclude(email=None).order_by("pk")
    return sum(write_to(person, today) for person in known)


@transaction.atomic
def write_to(person: Person, today: day) -> bool:
    """One letter with all that is due, unless her mailbox has had enough today: then tomorrow."""
    mine = [task for task in taken(soon(today).filter(owner=person)) if is_due(task, today)]
    if not mine or not person.email or mailboxes.is_full(person.email):
        return False
    Task.objects.filter(pk__in=[task.pk for task in mine]).update(reminded_on=today)
    with translation.override(person.language):
        context = {"first_name": person.first_name, "tasks": [said(task, today) for task in mine], "page": page()}
    letters.post(to=person.email, template="events/letters/reminder.txt", context=context, language=person.language)
    mailboxes.drop_in(person.email)
    return True


def taken(rows: QuerySet[Task]) -> QuerySet[Task]:
    """The race: two workers, each finding her not yet reminded. Who comes second finds the rows taken."""
    return rows.select_for_update(of=("self",), skip_locked=True)


def soon(today: day) -> QuerySet[Task]:
    """What is to do before long, or late, of plans that are alive."""
    until = today + max(ahead(), default=0) * DAY
    to_do = Task.objects.to_do().filter(due_on__lte=until, event__state__in=ALIVE, event__dropped_at=None)
    return to_do.filter(owner__isnull=False).select_related("event").order_by("due_on", "pk")


def is_due(task: Task, today: day) -> bool:
    """Whether one of its days has come since it was last told of."""
    reached = [it for it in days_of(task) if it <= today]
    return bool(reached) and (task.reminded_on is None or task.reminded_on < max(reached))


def days_of(task: Task) -> Iterable[day]:
    """Some days before, and the day after its last one."""
    return [*(task.due_on - days * DAY for days in ahead()), task.due_on + DAY]


def ahead() -> list[int]:
    return [int(days) for days in rules.get("event.remind_days")]


def said(task: Task, today: day) -> dict[str, Any]:
    language = translation.get_language() or "fr"
    return {
        "title": task.local_title,
        "event": task.event.local_title,
        "due_on": wording.day(task.due_on, language),
        "late": task.due_on < today,
        "mandatory": task.mandatory,
        "address": f"{page()}{task.event.slug}/",
    }


def page() -> str:
    prefix = "" if (translation.get_language() or "fr").startswith("fr") else "/en"
    return f"{settings.PUBLIC_URL}{prefix}/equipe/atelier/"
