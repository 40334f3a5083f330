"""The same start, end and place are one date of an event, not two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from events import changes, dates, refusals
from events.changes import Wish
from events.models import EventChange
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY, event, site
from tests.events.cast import date as on

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def said(**other: Any) -> dict[str, Any]:
    return {"starts_at": SATURDAY, "ends_at": SATURDAY + 4 * HOUR, "site": "jaude"} | other


@pytest.mark.parametrize("state", ["idea", "prepared"])
def test_adding_it_twice_is_refused_and_another_place_or_hour_is_not(state: str) -> None:
    made = event(state=state)
    site("delille", name="Place Delille")
    with pytest.raises(refusals.DateThere):
        dates.add(made.slug, said(), by=ANIMATOR)
    dates.add(made.slug, said(site="delille"), by=ANIMATOR)
    dates.add(made.slug, said(ends_at=SATURDAY + 3 * HOUR), by=ANIMATOR)
    assert made.dates.count() == 3


def test_nor_is_one_moved_or_edited_onto_its_sister() -> None:
    plan, told = event("plan"), event("bal", state="published", dated=False)
    later = on(plan, SATURDAY + WEEK)
    with pytest.raises(refusals.DateThere):
        dates.edit(plan.slug, later.pk, said(), by=ANIMATOR)
    delille = site("delille", name="Place Delille")
    on(told, SATURDAY + WEEK, site=delille)
    moving = on(told, SATURDAY + 2 * WEEK, site=delille)
    wish = Wish(what=EventChange.What.MOVED, date=moving.pk, starts_at=SATURDAY + WEEK, manager=True)
    with pytest.raises(refusals.DateThere):
        changes.apply(told, wish, by=ANIMATOR)
