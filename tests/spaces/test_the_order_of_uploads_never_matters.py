"""Any facts, uploaded in any order, with or without the jobs: the same people, as a plain reading of the day says."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.spaces.conftest import Room, present, tuesday, undone
from venue.spaces import occupancy
from venue.spaces.models import Space

NINE = tuesday("09:00")
SITTING_ENDS = {"sitting:1": 150, "sitting:2": 230}  # minutes after nine; they are gone ten minutes later
LINGER = 10


class Fact(NamedTuple):
    """`minute` after nine; exactly one of a tap, a scan for a sitting, or a recount."""

    minute: int
    tap: int = 0
    scanned: int = 0
    about: str = ""
    counted: int | None = None


minutes = st.integers(0, 300)
facts = st.one_of(
    st.tuples(minutes, st.integers(-6, 6).filter(bool)).map(lambda it: Fact(it[0], tap=it[1])),
    st.tuples(minutes, st.integers(1, 6), st.sampled_from(sorted(SITTING_ENDS))).map(
        lambda it: Fact(it[0], scanned=it[1], about=it[2])
    ),
    st.tuples(minutes, st.integers(0, 60)).map(lambda it: Fact(it[0], counted=it[1])),
)


def gone_at(fact: Fact) -> int:
    usual = SITTING_ENDS[fact.about] + LINGER
    return usual if fact.minute < usual else fact.minute + LINGER


@dataclass
class Day:
    """The oracle: it lives through the day minute by minute, knowing all of it from the start."""

    facts: list[Fact]
    people: int = 0
    seen: int = 0  # of those whom the last recount saw, how many it takes to be here still
    came: list[Fact] = field(default_factory=list)  # scanned since the last recount
    counted: list[Fact] = field(default_factory=list)  # scanned before it, and seen by it

    def until(self, end: int) -> int:
        for minute in range(end + 1):
            self._leave(minute)
            # A recount has seen the movements of its minute.
            for fact in sorted((it for it in self.facts if it.minute == minute), key=lambda it: it.counted is not None):
                self._happen(fact)
            self._recount(minute)
        return max(0, self.people)

    def _leave(self, minute: int) -> None:
        old = min(sum(it.scanned for it in self.counted if gone_at(it) == minute), self.seen)
        new = sum(it.scanned for it in self.came if gone_at(it) == minute)
        self.seen -= old
        self.people -= min(old + new, max(0, self.people))

    def _happen(self, fact: Fact) -> None:
        self.people += fact.tap + fact.scanned
        if fact.scanned:
            self.came.append(fact)

    def _recount(self, minute: int) -> None:
        counts = [it.counted for it in self.facts if it.minute == minute and it.counted is not None]
        if counts:
            self.people = self.seen = max(counts)
            self.counted, self.came = self.counted + self.came, []


def upload(space: Space, day: list[Fact]) -> None:
    for fact in day:
        at = NINE + timedelta(minutes=fact.minute)
        if fact.counted is not None:
            occupancy.recount(space, fact.counted, by="person:chidi", at=at)
        elif fact.about:
            until = NINE + timedelta(minutes=SITTING_ENDS[fact.about])
            request = {"request_id": uuid.uuid4(), "by": "device:door"}
            occupancy.arrive(space, fact.scanned, at=at, about=fact.about, until=until, **request)  # type: ignore[arg-type]
        else:
            occupancy.move(space, fact.tap, request_id=uuid.uuid4(), by="device:door", at=at)


def write_estimates(space: Space) -> None:
    for about, end in SITTING_ENDS.items():
        occupancy.leave_estimated(about, space, NINE + timedelta(minutes=end))


@pytest.mark.django_db
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.lists(facts, max_size=12), order=st.randoms(use_true_random=False), end=minutes, job=st.booleans())
def test_the_order_of_uploads_never_matters(room: Room, day: list[Fact], order: Random, end: int, job: bool) -> None:
    shuffled, canteen = list(day), room("CANT")
    order.shuffle(shuffled)
    with undone():
        upload(canteen, shuffled)
        if job:
            write_estimates(canteen)
        read = present(NINE + timedelta(minutes=end))
    assert read == Day(day).until(end)
