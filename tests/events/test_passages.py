"""Counting who comes by: a tap is heard once, whenever and in whatever order it arrives (REQ-S5)."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from events import passages
from events.models import EventDate, Passage
from events.passages import Answer, Tap
from tests import cast as house
from tests.events import cast
from tests.events.cast import HOUR, SATURDAY
from venue.spaces import occupancy

pytestmark = pytest.mark.django_db
PHONE = "device:1"


@pytest.fixture(autouse=True)
def after_it() -> Iterator[None]:
    with time_machine.travel(SATURDAY + 5 * HOUR, tick=False):
        yield


def tap(step: int = 1, minutes: float = 0, method: str = "counted", *, leaving: bool = False) -> Tap:
    return Tap(step, method, SATURDAY + timedelta(minutes=minutes), uuid.uuid4(), leaving)


def heard(date: EventDate, *taps: Tap) -> dict[str, Any]:
    """The count after these."""
    assert set(passages.hear(date, taps, by=PHONE)) <= {Answer.HEARD, Answer.REPEATED}
    return passages.tell(date, passages.count(date))


def test_people_are_counted_by_quarters_with_mistakes_taken_back() -> None:
    told = heard(cast.date(), tap(5, 3), tap(5, 14), tap(-2, 14, "counted"), tap(30, 15, "estimated"))
    assert {name: told[name] for name in ("total", "now", "peak", "peak_of", "methods")} == {
        "total": 38,
        "now": None,
        "peak": 30,
        "peak_of": "quarter",
        "methods": ["counted", "estimated"],
    }
    assert [(it["starts_at"], it["walked_in"]) for it in told["quarters"]] == [
        ("2027-04-24T15:00:00+02:00", 8),
        ("2027-04-24T15:15:00+02:00", 30),
    ]


def test_how_many_are_there_is_known_where_somebody_counts_who_goes() -> None:
    told = heard(cast.date(), tap(20, 0), tap(30, 20), tap(-15, 25, leaving=True), tap(-40, 50, leaving=True))
    assert (told["total"], told["now"], told["peak"], told["peak_of"]) == (50, 0, 35, "present")


def test_an_offline_phone_may_upload_in_any_order_and_again() -> None:
    date, chance = cast.date(), random.Random(5)
    taps = [tap(chance.choice([1, 1, 5, -1]), chance.uniform(0, 200)) for _tap in range(30)]
    straight = heard(date, *taps)
    Passage.objects.all().delete()

    sent = [*taps, *chance.sample(taps, 15)]
    chance.shuffle(sent)
    told: dict[str, Any] = {}
    while sent:
        bundle, sent = sent[:7], sent[7:]
        told = heard(date, *bundle)

    assert (told, Passage.objects.count()) == (straight, 30)


def test_a_tap_that_cannot_be_holds_up_no_other() -> None:
    date = cast.date()
    first = tap()
    changed = first._replace(step=2)
    bundle = [first, changed, tap(1, -3000), tap(1, 400), tap()]
    assert passages.hear(date, bundle, by=PHONE) == [
        Answer.HEARD,
        Answer.REUSED,
        Answer.OUTSIDE,
        Answer.FUTURE,
        Answer.HEARD,
    ]
    assert passages.hear(date, [changed], by="device:2") == [Answer.HEARD]  # another phone's own name for its tap


def test_who_is_counted_into_a_room_is_in_the_live_picture_until_the_event_ends() -> None:
    date = cast.date(space=house.space("HALL", 120, name="Grande salle", kind="hall"))
    with time_machine.travel(SATURDAY + HOUR, tick=False):
        heard(date, tap(20, 10), tap(-3, 12))
        present = occupancy.snapshot(cast.house(), crew=True)["spaces"]
    after = occupancy.snapshot(cast.house(), crew=True)["spaces"]
    assert ([it["present"] for it in present], [it["present"] for it in after]) == ([17], [0])


def test_more_taken_back_than_counted_takes_nobody_admitted_away() -> None:
    told = heard(cast.date(), tap(2, 3), tap(-40, 20))
    assert (told["walked_in"], told["admitted"], told["total"], told["peak"]) == (0, 0, 0, 2)
