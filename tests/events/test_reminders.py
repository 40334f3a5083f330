"""Who has something to do is told in time, in her language, once for each of its days."""

from datetime import date as day
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from events import reminders
from events.models import Event, Task
from tests.events.cast import MONDAY, event
from tests.jobs import run_jobs_here
from tests.people.cast import make_person
from tests.race import abreast, race
from venue.people.models import Letter

pytestmark = pytest.mark.django_db
DUE = day(2026, 12, 10)


@pytest.fixture(autouse=True)
def monday() -> Any:
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield


def task(of: Event | None = None, **facts: Any) -> Task:
    plain = {"title": "Affiches", "title_en": "Posters", "due_on": DUE}
    owner = facts.pop("owner", None) or make_person("Anna", language="en")
    return Task.objects.create(event=of or event("bal"), owner=owner, **plain | facts)


def told_on(*days: int) -> list[int]:
    """Of these days from the due one on, those on which there was a letter."""
    found = []
    for number in days:
        found += [number] * sum(reminders.remind(DUE + timedelta(days=number)) for _twice in range(2))
    return found


def test_somebody_is_told_a_week_before_the_day_before_and_once_when_it_is_late() -> None:
    task()
    assert told_on(*range(-20, 10)) == [-7, -1, 1]
    assert Letter.objects.count() == 3


def test_a_letter_names_all_that_is_hers_in_her_language() -> None:
    anna = make_person("Anna", language="en")
    bal = event("bal")
    task(bal, owner=anna)
    task(bal, owner=anna, title_en="Permit", mandatory=True, due_on=DUE - timedelta(days=9))
    assert reminders.remind(DUE - timedelta(days=7)) == 1
    run_jobs_here()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["anna@example.org"], "To do: 2 things for our events")
    assert "– Posters (Street games)\n  at the latest on Thursday 10 December" in letter.body
    assert "– Permit (Street games) – mandatory\n  late: it was due on Tuesday 1 December" in letter.body
    assert "/en/equipe/atelier/bal/" in letter.body


def test_after_a_stopped_worker_she_is_told_as_soon_as_it_runs() -> None:
    task()
    assert told_on(-4, -3, -2, 5, 6) == [-4, 5]


@pytest.mark.parametrize(
    "facts", [{"state": "done", "done_on": DUE}, {"state": "not_needed"}, {"state": "to_do", "owner": "none"}]
)
def test_what_is_settled_or_nobodys_is_not_reminded_of(facts: dict[str, Any]) -> None:
    if facts.pop("owner", None):
        Task.objects.filter(pk=task().pk).update(owner=None)
    else:
        task(**facts)
    assert told_on(-7, -1, 1) == []


@pytest.mark.parametrize("gone", [{"dropped_at": MONDAY}, {"state": "cancelled"}, {"state": "held"}])
def test_of_what_is_over_or_called_off_nobody_is_reminded(gone: dict[str, Any]) -> None:
    task(event("bal", **gone))
    assert told_on(-7, -1, 1) == []


def test_a_mailbox_that_had_enough_today_gets_it_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    task()
    monkeypatch.setattr(reminders.mailboxes, "is_full", lambda _address: True)
    assert told_on(-7) == []
    monkeypatch.undo()
    assert told_on(-6) == [-6]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_workers_at_once_write_one_letter(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = task().owner
    assert anna
    if not locked:  # the negative control: both find her not yet reminded, and write
        monkeypatch.setattr(reminders, "taken", lambda rows: rows)
        monkeypatch.setattr(reminders.mailboxes, "is_full", abreast(2, lambda _address: False))
    race(2, lambda: reminders.write_to(anna, DUE))
    assert (Letter.objects.count() == 1) == locked
