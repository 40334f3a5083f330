"""What a phone counted while the date was where it was counts for it, even if it was moved meanwhile (DESIGN §1.2)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from events import changes, incidents, passages, refusals
from events.changes import Wish
from events.models import EventChange, EventDate
from events.passages import Answer, Tap
from tests import cast as house
from tests.events.cast import ANIMATOR, HOUR, SATURDAY, event
from tests.events.cast import date as on
from venue.spaces.models import Movement

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
PHONE = "device:1"


@pytest.fixture
def moved() -> Iterator[EventDate]:
    """In a room; an hour after its begin it goes to the next week, and two hours later the phone has network again."""
    made = on(event(state="published", dated=False), space=house.space("HALL", 150))
    with time_machine.travel(SATURDAY + HOUR, tick=False):
        wish = Wish(what=EventChange.What.MOVED, starts_at=SATURDAY + WEEK, words="Orage.")
        changes.apply(made.event, wish, by=ANIMATOR)
    with time_machine.travel(SATURDAY + 3 * HOUR, tick=False):
        yield EventDate.objects.get(pk=made.pk)


def test_taps_of_the_old_hours_are_heard_and_nobody_is_taken_to_be_inside_until_next_week(moved: EventDate) -> None:
    taps = [Tap(5, "counted", SATURDAY + after, uuid.uuid4()) for after in (HOUR / 2, 2 * HOUR, -WEEK)]
    assert passages.hear(moved, taps, by=PHONE) == [Answer.HEARD, Answer.HEARD, Answer.OUTSIDE]
    assert (passages.count(moved).total, Movement.objects.filter(about=moved.about).count()) == (10, 0)


def test_an_incident_of_the_old_hours_is_written_down(moved: EventDate) -> None:
    told = {"gravity": "minor", "what": "Une chute.", "by": PHONE}
    assert incidents.report(moved, **told, request_id=uuid.uuid4(), at=SATURDAY + HOUR)[1]
    with pytest.raises(refusals.OutsideTheDay):
        incidents.report(moved, **told, request_id=uuid.uuid4(), at=SATURDAY - WEEK)


def test_hours_that_it_left_before_they_came_are_none_of_its_own() -> None:
    made = on(event(state="published", dated=False), space=house.space("HALL", 150))
    with time_machine.travel(SATURDAY - WEEK, tick=False):
        wish = Wish(what=EventChange.What.MOVED, starts_at=SATURDAY + WEEK, words="Férié.")
        changes.apply(made.event, wish, by=ANIMATOR)
    with time_machine.travel(SATURDAY + 3 * HOUR, tick=False):
        tap = Tap(5, "counted", SATURDAY + HOUR, uuid.uuid4())
        assert passages.hear(EventDate.objects.get(pk=made.pk), [tap], by=PHONE) == [Answer.OUTSIDE]
