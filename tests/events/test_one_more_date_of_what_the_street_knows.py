"""A date that comes to a published event is announced at once: it asks what publication asks (REQ-S1, REQ-S2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from events import dates, permits, refusals
from events.models import Event, EventDate, Task
from tests import cast as house
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY, event, site
from tests.events.cast import date as on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def indoors() -> Event:
    """Published and authorised, in a room; nothing was ever asked of it."""
    made = event(state="published", dated=False)
    on(made, space=house.space("HALL", 150))
    permits.grant(made)
    made.save()
    return made


def add(to: Event, starts_at: datetime, where: dict[str, Any], *, manager: bool) -> Event:
    site()
    told = {"starts_at": starts_at, "ends_at": starts_at + HOUR} | where
    return dates.add(to.slug, told, by=ANIMATOR, manager=manager)


STREET, ROOM = {"site": "jaude"}, {"space": "HALL"}


def test_what_its_ground_asks_is_overdue_and_nothing_is_added() -> None:
    made = indoors()
    with pytest.raises(refusals.TasksOverdue) as no:
        add(made, MONDAY + timedelta(days=5), STREET, manager=True)
    assert "Assurance responsabilité civile" in [it["title"] for it in no.value.figures["tasks"]]
    assert (EventDate.objects.count(), Task.objects.count()) == (1, 0)


def test_on_ground_that_was_not_authorised_it_takes_a_managers_word_and_says_so() -> None:
    made = indoors()
    with pytest.raises(refusals.DateNotAuthorised):
        add(made, SATURDAY + timedelta(days=7), STREET, manager=False)
    told = add(made, SATURDAY + timedelta(days=7), STREET, manager=True)
    assert (told.is_conditional, told.conditional_by) == (True, ANIMATOR)


def test_in_a_room_nobody_is_asked_whatever_is_late_in_the_street() -> None:
    made = event(state="published")
    made.tasks.create(title="Assurance", due_on=MONDAY.date() - timedelta(days=9), mandatory=True)
    house.space("HALL", 150)
    assert not add(made, MONDAY + timedelta(days=5), ROOM, manager=False).is_conditional
