"""Counting people from facts: the order of uploads never matters, nothing is ever edited (DESIGN §4 Occupancy)."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, transaction

from tests.race import race
from tests.spaces.conftest import Room, arrive, leave, paris, present, recount, step, tuesday
from venue.house.models import Building
from venue.spaces import occupancy
from venue.spaces.models import Movement, Recount, Space

pytestmark = pytest.mark.django_db


def test_who_came_in_is_there(room: Room) -> None:
    arrive(room("CANT"), 3, "12:00")
    leave(room("CANT"), 1, "12:05")
    assert present("12:10") == 2


def test_a_recount_has_the_last_word_about_what_was_before(room: Room) -> None:
    step(room("CANT"), 9, "12:00")
    recount(room("CANT"), 5, "12:10")
    step(room("CANT"), 1, "12:11")
    assert present("12:15") == 6


def test_a_late_upload_from_before_the_recount_changes_nothing(room: Room) -> None:
    recount(room("CANT"), 5, "12:10")
    step(room("CANT"), 7, "12:09")
    assert (present("12:15"), Movement.objects.count()) == (5, 1)


def test_whoever_counts_has_seen_the_movement_of_that_moment(room: Room) -> None:
    recount(room("CANT"), 5, "12:10")
    step(room("CANT"), 7, "12:10")
    assert present("12:15") == 5


def test_of_two_recounts_at_one_moment_the_fuller_counts(room: Room) -> None:
    recount(room("CANT"), 9, "12:10", by="person:chidi")
    recount(room("CANT"), 5, "12:10", by="person:bruno")
    assert present("12:15") == 9


def test_movements_are_not_clamped_but_presence_is(room: Room) -> None:
    step(room("CANT"), -3, "12:00")
    assert present("12:05") == 0
    step(room("CANT"), 4, "12:06")
    assert present("12:10") == 1


def test_the_past_can_be_read(room: Room) -> None:
    step(room("CANT"), 3, "12:00")
    step(room("CANT"), 4, "12:30")
    assert (present("11:59"), present("12:29"), present("12:31")) == (0, 3, 7)


def test_rooms_do_not_mix(room: Room) -> None:
    step(room("CANT"), 3, "12:00")
    step(room("HALL"), 5, "12:00")
    assert (present("12:05"), present("12:05", "HALL"), present("12:05", "CAFE")) == (3, 5, 0)


def test_the_same_request_is_heard_once(room: Room) -> None:
    request_id = uuid.uuid4()
    first = arrive(room("CANT"), 2, "12:00", request_id=request_id)
    again = arrive(room("CANT"), 2, "12:00", request_id=request_id)
    assert (first.pk, first.repeated, again.repeated, present("12:05")) == (again.pk, False, True, 2)


def test_two_phones_may_choose_the_same_request_id(room: Room) -> None:
    request_id = uuid.uuid4()
    arrive(room("CANT"), 2, "12:00", request_id=request_id, by="device:a")
    arrive(room("CANT"), 3, "12:00", request_id=request_id, by="device:b")
    assert present("12:05") == 5


@pytest.mark.parametrize("other", [{"people": 3}, {"clock": "12:01"}, {"code": "HALL"}])
def test_a_request_id_that_said_something_else_is_refused(room: Room, other: dict[str, object]) -> None:
    request_id = uuid.uuid4()
    said = {"code": "CANT", "people": 2, "clock": "12:00"}

    def say(code: str, people: int, clock: str) -> None:
        arrive(room(code), people, clock, request_id=request_id)

    say(**said)  # type: ignore[arg-type]
    with pytest.raises(occupancy.RequestIdReused):
        say(**said | other)  # type: ignore[arg-type]
    assert (present("12:05"), present("12:05", "HALL")) == (2, 0)


def test_nobody_moving_is_no_movement(room: Room) -> None:
    with pytest.raises(IntegrityError, match="a_movement_moves_somebody"), transaction.atomic():
        step(room("CANT"), 0, "12:00")


def test_the_database_refuses_to_edit_a_movement(room: Room) -> None:
    movement = step(room("CANT"), 2, "12:00")
    with pytest.raises(DatabaseError, match="a movement is a fact"), transaction.atomic():
        Movement.objects.filter(pk=movement.pk).update(step=20)
    with pytest.raises(DatabaseError, match="a movement is a fact"), transaction.atomic():
        Movement.objects.filter(pk=movement.pk).delete()
    assert present("12:05") == 2


def test_the_database_refuses_to_edit_a_recount(room: Room) -> None:
    recount(room("CANT"), 5, "12:10")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Recount.objects.update(present=0)


def test_at_closing_time_the_room_is_empty_although_no_job_has_run(room: Room) -> None:
    step(room("CANT"), 12, "18:30")
    recount(room("HALL"), 30, "18:30")
    assert (present("18:59"), present("19:00"), present("19:00", "HALL")) == (12, 0, 0)
    assert present(paris("2026-11-25 09:00")) == 0


def test_who_comes_after_closing_is_counted_until_the_next_closing(room: Room) -> None:
    step(room("CANT"), 4, "21:00")
    assert (present("21:05"), present(paris("2026-11-25 18:59")), present(paris("2026-11-25 19:00"))) == (4, 4, 0)


def test_a_trial_sitting_goes_on_over_closing_time(room: Room) -> None:
    arrive(room("CANT"), 6, "18:50", about="sitting:9", until=tuesday("20:00"), trial=True)
    step(room("CANT"), 3, "18:50")
    assert (present("18:55"), present("19:05"), present("20:09"), present("20:10")) == (9, 6, 6, 0)


@pytest.mark.django_db(transaction=True)
def test_many_phones_count_at_once_and_nobody_waits_or_is_lost(room: Room) -> None:
    space = room("HALL")
    results = race(24, lambda: step(space, 1, "12:00").pk)
    assert (len(set(results)), present("12:05", "HALL")) == (24, 24)


@pytest.mark.django_db(transaction=True)
def test_the_same_request_at_once_is_one_movement(room: Room) -> None:
    space, request_id = room("HALL"), uuid.uuid4()
    results = race(12, lambda: arrive(space, 2, "12:00", request_id=request_id).repeated)
    assert (sorted(results), present("12:05", "HALL")) == ([False] + [True] * 11, 2)


def test_a_movement_costs_one_statement(room: Room, django_assert_num_queries: object) -> None:
    space = room("CANT")
    present("12:00")  # the calendar is in memory
    with django_assert_num_queries(1):  # type: ignore[operator]
        step(space, 1, "12:00")
    with django_assert_num_queries(1):  # type: ignore[operator]
        present("12:01")


def test_spaces_with_a_past_cannot_be_thrown_away(house: Building, room: Room) -> None:
    step(room("CANT"), 1, "12:00")
    with pytest.raises(Exception, match="protected"):
        Space.objects.get(code="CANT").delete()
