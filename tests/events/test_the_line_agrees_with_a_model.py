"""Parties of one to four walk at random through a date of five places, beside a model that knows no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events import line, refusals, registrations
from events.models import EventDate, Registration
from tests.events import cast, guests
from venue.errors import Refused

STARTS = cast.SATURDAY  # 15:00: the walk begins that morning, no offer ends by night
ENDS = STARTS + timedelta(hours=4)
OFFER = timedelta(minutes=60)
numbers = st.integers(0, 20)
HOLD = ("registered", "offered")


@dataclass(eq=False)
class Party:
    places: int
    state: str
    until: datetime | None = None
    nameless: bool = False


@dataclass
class Model:
    capacity: int = 5
    now: datetime = STARTS - timedelta(hours=5)
    parties: list[Party] = field(default_factory=list)  # in the order in which they came

    @property
    def taken(self) -> int:
        return sum(it.places for it in self.parties if it.state in HOLD)

    @property
    def line(self) -> list[Party]:
        return [it for it in self.parties if it.state == "waiting"]

    @property
    def nameless(self) -> int:
        return sum(it.places for it in self.parties if it.nameless and it.state in (*HOLD, "waiting"))

    def may_come(self, places: int) -> bool:
        """Whether who leaves no contact may, too: six of them, or more of many, until two hours before."""
        late = self.now >= STARTS - timedelta(hours=2)
        return late or self.nameless + places <= max(6, 0.6 * self.capacity)

    def has_room(self, places: int) -> bool:
        return not self.line and self.taken + places <= self.capacity

    def refusal(self, places: int, nameless: bool) -> type[Refused] | None:
        if self.now >= ENDS:
            return refusals.InThePast
        if self.now >= STARTS and not self.has_room(places):
            return refusals.EventFull  # what has begun is not waited for
        return refusals.ContactNeeded if nameless and not self.may_come(places) else None

    def come(self, places: int, nameless: bool) -> None:
        free = self.has_room(places)
        self.parties.append(Party(places, "registered" if free else "waiting", nameless=nameless))

    def end(self, party: Party, state: str) -> None:
        party.state, party.until = state, None
        self.move_up()

    def move_up(self) -> None:
        """The first in line, as long as there is one who fits: nobody overtakes."""
        while (line := self.line) and self.now < STARTS and self.taken + line[0].places <= self.capacity:
            line[0].state, line[0].until = "offered", min(self.now + OFFER, STARTS)

    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        for party in [it for it in self.parties if it.until and it.until <= self.now]:
            self.end(party, "expired")
        if self.now >= STARTS:
            for party in self.line:
                party.state = "expired"
        self.move_up()


class Line(RuleBasedStateMachine):
    model: Model
    date: EventDate
    keys: list[str]
    travelling: Any

    @initialize()
    def open(self) -> None:
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.model, self.keys = Model(), []
        self.clock()
        guests.ask_for_contacts()
        self.date = guests.gig(capacity=self.model.capacity)

    def clock(self) -> None:
        if hasattr(self, "travelling"):
            self.travelling.stop()
        self.travelling = time_machine.travel(self.model.now, tick=False)
        self.travelling.start()

    def party(self, number: int, *states: str) -> tuple[Party, str] | None:
        found = [(it, key) for it, key in zip(self.model.parties, self.keys, strict=True) if it.state in states]
        return found[number % len(found)] if found else None

    @rule(places=st.sampled_from([1, 1, 2, 2, 3, 4]), nameless=st.booleans())
    def somebody_comes(self, places: int, nameless: bool) -> None:
        who = guests.NAMELESS if nameless else {}
        if no := self.model.refusal(places, nameless):
            with pytest.raises(no):
                guests.registered(self.date, places, **who)
            return
        self.model.come(places, nameless)
        made = guests.registered(self.date, places, **who)
        self.keys.append(made.key)
        behind = self.model.line.index(self.model.parties[-1]) if made.state == "waiting" else None
        assert (made.state, made.ahead) == (self.model.parties[-1].state, behind)

    @rule(number=numbers)
    def somebody_gives_up(self, number: int) -> None:
        if self.model.now >= STARTS or not (found := self.party(number, "registered", "offered", "waiting")):
            return
        assert registrations.cancel(found[1]).state == "cancelled"
        self.model.end(found[0], "cancelled")

    @rule(number=numbers)
    def somebody_accepts(self, number: int) -> None:
        if found := self.party(number, "offered"):
            assert registrations.accept(found[1]).state == "registered"
            found[0].state, found[0].until = "registered", None

    @rule(number=numbers)
    def somebody_accepts_what_is_not_offered(self, number: int) -> None:
        if found := self.party(number, "waiting", "expired", "cancelled"):
            with pytest.raises(Refused):
                registrations.accept(found[1])

    @rule(minutes=st.sampled_from([1, 20, 59, 61]))
    def time_passes(self, minutes: int) -> None:
        self.model.pass_time(minutes)
        self.clock()
        line.keep_moving()

    @rule()
    def a_table_more(self) -> None:
        self.model.capacity += 1
        EventDate.objects.filter(pk=self.date.pk).update(capacity=self.model.capacity)
        self.model.move_up()
        line.keep_moving()

    @invariant()
    def everybody_holds_or_waits_in_the_same_order(self) -> None:
        if not hasattr(self, "date"):
            return
        rows = Registration.objects.order_by("rank").values_list("key", "places", "state", "expires_at")
        assert [*rows] == [
            (key, it.places, it.state, it.until) for key, it in zip(self.keys, self.model.parties, strict=True)
        ]
        date = EventDate.objects.get(pk=self.date.pk)
        assert (date.places_taken, date.waiting) == (self.model.taken, len(self.model.line))
        assert date.nameless == self.model.nameless
        assert date.places_taken <= self.model.capacity

    def teardown(self) -> None:
        if hasattr(self, "walk"):
            self.travelling.stop()
            transaction.set_rollback(True)
            self.walk.__exit__(None, None, None)


@pytest.mark.django_db
def test_a_random_walk_agrees_with_the_model() -> None:
    quick: Any = profile(
        max_examples=10, stateful_step_count=35, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Line, settings=quick)
