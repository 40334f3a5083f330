"""Two seats and seven people walk at random beside a model that knows no database, and agree after every step.

The model counts slots one by one: who has each half hour of each seat, and who stands where in line.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from coworking import bookings, offering, slots, waiting
from coworking.models import Booking, BookingState, Resource, WaitingPlace
from tests import cast as house
from tests.coworking.cast import TUESDAY, person, resource, wish
from venue.errors import Refused
from venue.people.models import Person

STEP, OFFER = timedelta(minutes=30), timedelta(minutes=15)
SEATS = {"STUD-01": True, "STUD-02": False}  # with a socket or without
NAMES = ["Amina", "Bruno", "Chidi", "Dora", "Eli", "Fatou", "Gil"]
MOST_OPEN, MOST_WAITS = 2, 3

people = st.sampled_from(NAMES)
deeds = st.sampled_from(["join"] * 4 + ["give back"] * 4 + ["time passes"] * 3 + ["accept"] * 2 + ["leave", "book"])
wanteds = st.sampled_from([*SEATS, "any", "plug"])
# Mostly as the first hours are had, so that what comes free is what somebody waits for.
starts = st.sampled_from([0, 0, 2, 2, 4, 1, 3]).map(lambda n: TUESDAY + n * STEP)
stretches = st.tuples(starts, st.sampled_from([1, 2, 2, 3]))
numbers = st.integers(0, 9)


# --- the model -------------------------------------------------------------------------------------------------------


@dataclass
class Sitting:
    seat: str
    who: str | None
    starts: datetime
    ends: datetime
    until: datetime | None = None  # of an offer

    def touches(self, starts: datetime, ends: datetime) -> bool:
        return self.starts < ends and self.ends > starts


@dataclass
class Waiter:
    who: str
    wish: str
    starts: datetime
    ends: datetime
    state: str = "waiting"
    skipped: bool = False
    offer: Sitting | None = None
    since: datetime = TUESDAY

    def wants(self, seat: str) -> bool:
        return self.wish in (seat, "any") or (self.wish == "plug" and SEATS[seat])


@dataclass
class Model:
    now: datetime = TUESDAY - STEP
    sat: list[Sitting] = field(default_factory=list)
    line: list[Waiter] = field(default_factory=list)  # in the order in which they came
    given: list[tuple[Sitting, datetime]] = field(default_factory=list)

    def free(self, seat: str, starts: datetime, ends: datetime) -> bool:
        return not any(it.seat == seat and it.touches(starts, ends) for it in self.sat)

    def open_of(self, who: str) -> int:
        return sum(it.who == who and it.ends > self.now for it in self.sat)

    def sits(self, who: str, starts: datetime, ends: datetime) -> bool:
        """An offer whose time is over is in nobody's way but others'."""
        hers = [it for it in self.sat if it.who == who and (it.until is None or it.until > self.now)]
        return any(it.touches(starts, ends) for it in hers)

    def gave_up(self, waiter: Waiter, seat: str, starts: datetime) -> bool:
        return any(
            (it.who, it.seat) == (waiter.who, seat) and at > waiter.since and it.touches(starts, waiter.ends)
            for it, at in self.given
        )

    def next_step(self) -> datetime:
        at = TUESDAY - 4 * STEP
        while at < self.now:
            at += STEP
        return at

    def last_step(self) -> datetime:
        return self.next_step() if self.next_step() == self.now else self.next_step() - STEP

    def comes_free(self, seat: str, starts: datetime, ends: datetime) -> None:
        for waiter in self.line:
            if waiter.state == "waiting" and waiter.wants(seat) and waiter.starts < ends and waiter.ends > starts:
                self.offer(waiter, seat)

    def offer(self, waiter: Waiter, seat: str) -> None:
        begin = waiter.starts if waiter.starts >= self.now else self.next_step()
        if waiter.ends - begin < STEP:
            return
        if self.gave_up(waiter, seat, begin):
            waiter.skipped = True
            return
        if not self.free(seat, begin, waiter.ends):
            return
        if self.sits(waiter.who, begin, waiter.ends) or self.open_of(waiter.who) >= MOST_OPEN:
            waiter.skipped = True
            return
        waiter.state, waiter.skipped = "offered", False
        waiter.offer = Sitting(seat, waiter.who, begin, waiter.ends, min(self.now, begin) + OFFER)
        if begin > self.now:
            waiter.offer.until = self.now + OFFER
        self.sat.append(waiter.offer)

    def end(self, sitting: Sitting) -> None:
        self.sat = [it for it in self.sat if it is not sitting]
        self.comes_free(sitting.seat, sitting.starts, sitting.ends)

    def lapse(self, waiter: Waiter) -> None:
        assert waiter.offer is not None
        waiter.state = "lapsed"
        self.end(waiter.offer)

    def overdue(self) -> list[Waiter]:
        ends = [
            (it.offer.until, number, it)
            for number, it in enumerate(self.line)
            if it.state == "offered" and it.offer and it.offer.until and it.offer.until <= self.now
        ]
        return [waiter for _until, _number, waiter in sorted(ends, key=lambda end: end[:2])]

    def book(self, who: str, seat: str, starts: datetime, ends: datetime) -> str:
        if starts < self.last_step() or ends <= self.now:
            return "in_the_past"
        if self.sits(who, starts, ends):
            return "two_at_once"
        if self.open_of(who) >= MOST_OPEN:
            return "quota_exceeded"
        before = deepcopy(self.__dict__)
        in_the_way = [it for it in self.overdue() if it.offer and it.offer.seat == seat]
        for waiter in sorted(in_the_way, key=lambda it: it.offer.starts):  # type: ignore[union-attr]
            if waiter.offer and waiter.offer.touches(starts, ends):
                self.lapse(waiter)
        if not self.free(seat, starts, ends):
            self.__dict__ = before
            return "seat_taken"
        self.sat.append(Sitting(seat, who, starts, ends))
        return "booked"

    def join(self, who: str, wanted: str, starts: datetime, ends: datetime) -> str:
        waiter = Waiter(who, wanted, starts, ends, since=self.now)
        if starts < self.last_step() or ends <= self.now:
            return "in_the_past"
        standing = [it for it in self.line if it.who == who and it.state in ("waiting", "offered")]
        standing = [it for it in standing if it.ends > self.now]
        if any(it.starts < ends and it.ends > starts for it in standing):
            return "already_waiting"
        if len(standing) >= MOST_WAITS:
            return "quota_exceeded"
        if self.sits(who, starts, ends):
            return "two_at_once"
        if any(waiter.wants(seat) and self.free(seat, starts, ends) for seat in SEATS):
            return "places_free"
        self.line.append(waiter)
        return "joined"

    def accept(self, waiter: Waiter) -> str:
        if waiter.state == "taken":
            return "taken"
        if (
            waiter.state != "offered"
            or waiter.offer is None
            or not waiter.offer.until
            or waiter.offer.until <= self.now
        ):
            return "offer_over"
        if self.open_of(waiter.who) > MOST_OPEN:
            return "quota_exceeded"
        waiter.state, waiter.offer.until = "taken", None
        return "taken"

    def leave(self, waiter: Waiter) -> str:
        if waiter.state == "taken":
            return "offer_over"
        if waiter.state == "waiting":
            waiter.state = "left"
        elif waiter.state == "offered" and waiter.offer:
            waiter.state = "left"
            self.end(waiter.offer)
        return waiter.state

    def a_minute_passes(self) -> None:
        for waiter in self.overdue():
            self.lapse(waiter)
        for waiter in self.line:
            if waiter.state == "waiting" and waiter.ends - STEP < self.now:
                waiter.state = "lapsed"
        for waiter in self.line:
            free = [seat for seat in SEATS if waiter.state == "waiting" and waiter.wants(seat)]
            begin = waiter.starts if waiter.starts >= self.now else self.next_step()
            free = [seat for seat in free if self.free(seat, begin, waiter.ends)]
            if free:
                self.comes_free(free[0], waiter.starts, waiter.ends)


# --- the house -------------------------------------------------------------------------------------------------------


class WaitingList(RuleBasedStateMachine):
    seats: ClassVar[dict[str, Resource]]
    persons: ClassVar[dict[str, Person]]

    @initialize()
    def open(self) -> None:
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.model = Model()
        self.places: list[int] = []
        # The house is full: that is when people wait. A host seats them, so nobody's quota is touched.
        for code, seat in self.seats.items():
            for at in (TUESDAY, TUESDAY + 2 * STEP, TUESDAY + 4 * STEP):
                with transaction.atomic():
                    bookings.place(wish(seat, at, 1), now=self.model.now)
                self.model.sat.append(Sitting(code, None, at, at + 2 * STEP))

    def said(self, act: Any) -> Any:
        """What the house answers, or the code of its refusal."""
        try:
            with transaction.atomic():
                return act()
        except Refused as reason:
            return reason.code

    # One rule with a weighted choice: left alone, Hypothesis prefers walks in which some rules never come.
    @rule(deed=deeds, who=people, wanted=wanteds, stretch=stretches, number=numbers)
    def something_happens(self, deed: str, who: str, wanted: str, stretch: tuple[datetime, int], number: int) -> None:
        at, length = stretch
        if deed == "book":
            self.book(who, [*SEATS][number % 2], at, length)
        elif deed == "join":
            self.join(who, wanted, at, length)
        elif deed == "time passes":
            self.time_passes([1, 7, 14, 15, 31][number % 5], the_worker_runs=number > 4)
        elif deed == "give back" and self.kept():
            self.give_back(number % 2)
        elif deed == "accept" and self.places:
            self.accept(number % 3)
        elif deed == "leave" and self.places:
            self.leave(number % 3)

    def book(self, who: str, seat: str, at: datetime, length: int) -> None:
        asked = wish(self.seats[seat], at, length / 2, who=self.persons[who])
        said = self.said(lambda: bookings.place(asked, now=self.model.now) and "booked")
        assert said == self.model.book(who, seat, at, at + length * STEP)

    def join(self, who: str, wanted: str, at: datetime, length: int) -> None:
        some: dict[str, Any] = {"resource": self.seats[wanted]} if wanted in SEATS else {"kind": "study_seat"}
        wait = waiting.Wait(
            person=self.persons[who],
            building=house.building(),
            starts_at=at,
            ends_at=at + length * STEP,
            needs=["plug"] if wanted == "plug" else [],
            **some,
        )
        said = self.said(lambda: waiting.join(wait, now=self.model.now))
        if isinstance(said, WaitingPlace):
            self.places.append(said.pk)
            said = "joined"
        assert said == self.model.join(who, wanted, at, at + length * STEP)

    def accept(self, number: int) -> None:
        pk, waiter = self.standing("offered", "taken", "lapsed", "waiting")[number % len(self.places)]
        who = self.persons[waiter.who]
        said = self.said(lambda: waiting.accept(pk, person=who, now=self.model.now).state)
        assert said == self.model.accept(waiter)

    def leave(self, number: int) -> None:
        pk, waiter = self.standing("waiting", "offered", "taken", "left")[number % len(self.places)]
        who = self.persons[waiter.who]
        said = self.said(lambda: waiting.leave(pk, person=who, now=self.model.now).state)
        assert said == self.model.leave(waiter)

    def standing(self, *states: str) -> list[tuple[int, Waiter]]:
        """Everybody who ever stood in line, those in the first of the states first."""
        known = [*zip(self.places, self.model.line, strict=True)]
        return sorted(known, key=lambda it: (it[1].state not in states, (*states, it[1].state).index(it[1].state)))

    def give_back(self, number: int) -> None:
        gone = self.kept()[number % len(self.kept())]
        found = Booking.objects.active().get(resource__code=gone.seat, starts_at=gone.starts)
        with transaction.atomic():
            bookings.cancel(bookings.locked(found.pk), by="person:1", at=self.model.now)
        self.model.given.append((gone, self.model.now))
        self.model.end(gone)

    def kept(self) -> list[Sitting]:
        """What can be given back, that which somebody waits for first."""
        kept = [it for it in self.model.sat if it.until is None and it.ends > self.model.now]
        wanted = [it for it in self.model.line if it.state == "waiting"]
        return sorted(kept, key=lambda it: not any(it.touches(one.starts, one.ends) for one in wanted))

    def time_passes(self, minutes: int, the_worker_runs: bool) -> None:
        self.model.now += timedelta(minutes=minutes)
        if the_worker_runs:
            bookings.lapse_overdue(self.model.now)
            offering.keep_moving(self.model.now)
            self.model.a_minute_passes()
            self.nobody_waits_beside_a_free_seat()

    def nobody_waits_beside_a_free_seat(self) -> None:
        zone = slots.zone_of(house.building().pk)
        for place in WaitingPlace.objects.in_line().filter(skipped=""):
            begin = max(place.starts_at, slots.raised(self.model.now, STEP, zone))
            assert offering.free_among(place.resources(), slots.Stretch(begin, place.ends_at)) == []

    @invariant()
    def the_seats_are_had_by_the_same_people_and_the_line_is_the_same(self) -> None:
        if not hasattr(self, "model"):
            return
        active = Booking.objects.active().order_by("starts_at", "resource__code")
        assert [*active.values_list("resource__code", "person__first_name", "starts_at", "ends_at", "expires_at")] == [
            (it.seat, it.who, it.starts, it.ends, it.until)
            for it in sorted(self.model.sat, key=lambda it: (it.starts, it.seat))
        ]
        columns = ("person__first_name", "state", "skipped", "booking__resource__code", "booking__state")
        places = [*WaitingPlace.objects.order_by("pk").values_list(*columns)]
        assert [(who, state, bool(why), seat) for who, state, why, seat, _held in places] == [
            (it.who, it.state, it.skipped, it.offer.seat if it.offer else None) for it in self.model.line
        ]
        assert all((state == "offered") == (held == BookingState.HELD) for _, state, _, _, held in places)
        # Nobody is offered what she did not ask for.
        assert all(it.wants(it.offer.seat) and it.offer.ends == it.ends for it in self.model.line if it.offer)

    def teardown(self) -> None:
        if hasattr(self, "walk"):
            transaction.set_rollback(True)
            self.walk.__exit__(None, None, None)


@pytest.mark.django_db
def test_a_random_walk_agrees_with_the_model() -> None:
    WaitingList.seats = {code: resource(code, plug=plug) for code, plug in SEATS.items()}
    WaitingList.persons = {name: person(name) for name in NAMES}
    quick: Any = profile(
        max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(WaitingList, settings=quick)
