"""The jobs: each minute a look, at closing a reset, each night less raw data (REQ-E3, REQ-P2)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.jobs import run_jobs_here
from tests.spaces.conftest import Room, arrive, paris, present, recount, step, tuesday
from venue.house.models import Building
from venue.spaces import demo_pulse, jobs, keeping, occupancy
from venue.spaces.models import Heartbeat, Movement, OpeningHours, QuarterHour, Recount
from venue.spaces.reading import read_house

pytestmark = pytest.mark.django_db


def test_at_closing_the_rooms_in_which_somebody_was_are_reset(room: Room) -> None:
    step(room("CANT"), 12, "18:30")
    recount(room("HALL"), 30, "18:30")
    assert keeping.reset_closed(tuesday("19:01")) == 2
    resets = Recount.objects.filter(by="closing").values_list("space__code", "present", "at")
    assert sorted(resets) == [("CANT", 0, tuesday("19:00")), ("HALL", 0, tuesday("19:00"))]


def test_a_reset_is_written_once(room: Room) -> None:
    step(room("CANT"), 12, "18:30")
    assert [keeping.reset_closed(tuesday(clock)) for clock in ("19:01", "19:02", "23:00")] == [1, 0, 0]


def test_a_late_reset_reads_like_one_on_time(room: Room) -> None:
    step(room("CANT"), 12, "18:30")
    step(room("CANT"), 2, "20:30")
    late = paris("2026-11-25 03:00")
    before = present(late)
    keeping.reset_closed(late)
    assert (before, present(late)) == (2, 2)


def test_a_reset_stands_when_the_hours_are_edited_afterwards(room: Room) -> None:
    step(room("CANT"), 12, "18:30")
    keeping.reset_closed(tuesday("19:01"))
    for hours in OpeningHours.objects.filter(weekday=1):
        hours.delete()
    assert present("19:30") == 0


def test_a_trial_sitting_survives_the_reset(room: Room) -> None:
    arrive(room("CANT"), 6, "18:50", about="sitting:9", until=tuesday("20:00"), trial=True)
    keeping.reset_closed(tuesday("19:01"))
    assert (present("19:30"), present("20:10")) == (6, 0)


def test_the_worker_keeps_rooms_with_bookable_seats_fresh(house: Building) -> None:
    keeping.keep_fresh(tuesday("12:00"))
    keeping.keep_fresh(tuesday("12:01"))
    beats = Heartbeat.objects.order_by("space__code").values_list("space__code", "minute")
    assert list(beats) == [("COWO", tuesday("12:01")), ("STUD", tuesday("12:01"))]


def test_each_minute_everybody_is_told(
    house: Building, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(keeping, "announce_on_commit", lambda *topics: told.extend(topics))
    Building.objects.create(code="annexe", name="L’Annexe", public_cap=30, position=9)
    keeping.keep_fresh(tuesday("12:00"))
    assert told == ["occupancy", "occupancy:preau", "occupancy:annexe"]


def test_raw_counts_become_totals_per_quarter(room: Room) -> None:
    old = (timezone.now() - timedelta(days=40)).replace(hour=12, minute=0, second=0, microsecond=0)

    def moved(people: int, minutes: int) -> None:
        at = old + timedelta(minutes=minutes)
        with time_machine.travel(at, tick=False):
            occupancy.move(room("CANT"), people, request_id=uuid.uuid4(), by="device:door", at=at)

    for people, minutes in [(3, 0), (4, 14), (-2, 14), (5, 15)]:
        moved(people, minutes)
    occupancy.move(room("CANT"), 1, request_id=uuid.uuid4(), by="device:door")
    assert keeping.forget_raw_counts() == 4
    totals = QuarterHour.objects.values_list("starts_at", "came", "left")
    assert list(totals) == [(old, 7, 2), (old + timedelta(minutes=15), 5, 0)]
    assert Movement.objects.count() == 1
    assert keeping.forget_raw_counts() == 0


def test_a_room_that_never_closes_gets_a_baseline_that_changes_nothing(house: Building, room: Room) -> None:
    for hours in OpeningHours.objects.all():
        hours.delete()
    step(room("CANT"), 7, "12:00")
    later = tuesday("12:00") + timedelta(days=5)
    assert (present(later), keeping.set_baselines(later), present(later)) == (7, 1, 7)
    assert keeping.set_baselines(later) == 0


def test_the_demo_house_breathes_but_leaves_the_canteen_to_the_scanner(house: Building) -> None:
    for minute in range(0, 30, 5):
        demo_pulse.pulse(tuesday(f"11:{minute:02}"))
    told = read_house(at=tuesday("11:30"))
    assert told is not None
    people = {it.code: it.present for it in told.rooms}
    assert (people["CANT"], people["YARD"], people["COWO"] > 5, people["STUD"] > 10) == (0, 0, True, True)
    assert {it.code for it in told.rooms if it.news_at is None} == {"KITC"}


def test_the_demo_keeps_its_hands_off_a_room_where_somebody_counts(room: Room) -> None:
    with time_machine.travel(tuesday("11:00"), tick=False):
        recount(room("COWO"), 3, "11:00")
        demo_pulse.pulse()
        demo_pulse.seed_counts()
    assert present("11:01", "COWO") == 3


def test_the_jobs_run(room: Room, settings: Any) -> None:
    settings.DEMO = False
    with time_machine.travel(tuesday("20:00"), tick=False):
        step(room("CANT"), 12, "18:30")
        due: list[Any] = [jobs.look_at_rooms, jobs.shorten_counts, jobs.demo_pulse]
        for job in due:
            job.defer(timestamp=0)
        assert run_jobs_here() == ["spaces.look_at_rooms", "spaces.shorten_counts", "spaces.demo_pulse"]
    assert (Recount.objects.count(), Heartbeat.objects.count(), Movement.objects.count()) == (1, 2, 1)
