"""Who was scanned in is taken to leave when the sitting has ended, job or no job (issue 2 §2.4)."""

import pytest

from tests.spaces.conftest import Room, arrive, leave, present, recount, step, tuesday
from venue.spaces import occupancy
from venue.spaces.models import Movement, Space

pytestmark = pytest.mark.django_db

FIRST = {"about": "sitting:1", "until": tuesday("12:50")}
SECOND = {"about": "sitting:2", "until": tuesday("13:50")}
LUNCH = [f"{hour}:{minute:02}" for hour in (12, 13) for minute in range(0, 60, 5)] + ["14:00", "14:05"]


def two_full_sittings(space: Space) -> None:
    for minute in range(48):
        arrive(space, 1, f"{11 + (minute + 45) // 60}:{(minute + 45) % 60:02}", **FIRST)
    for minute in range(48):
        arrive(space, 1, f"13:{minute // 2:02}", **SECOND)


@pytest.mark.parametrize("job", ["on time", "late"])
def test_two_full_sittings_never_show_more_than_54_after_the_first_has_left(room: Room, job: str) -> None:
    two_full_sittings(room("CANT"))
    if job == "on time":
        occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
        occupancy.leave_estimated("sitting:2", room("CANT"), tuesday("13:50"))
    curve = [present(clock) for clock in LUNCH]
    assert (present("12:59"), present("13:30")) == (48, 48)
    assert max(curve[12:]) <= 54
    assert curve[-2:] == [0, 0]


def test_with_the_job_hours_late_every_minute_reads_the_same(room: Room) -> None:
    two_full_sittings(room("CANT"))
    before = [present(clock) for clock in LUNCH]
    occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
    occupancy.leave_estimated("sitting:2", room("CANT"), tuesday("13:50"))
    assert [present(clock) for clock in LUNCH] == before


def test_the_estimate_is_written_once(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", **FIRST)
    first = occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
    again = occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
    assert (first and first.step, again, Movement.objects.filter(kind="estimate").count()) == (-5, None, 1)


def test_nobody_scanned_means_nobody_leaves(room: Room) -> None:
    assert occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50")) is None


def test_an_undone_scan_is_not_estimated_to_leave(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", **FIRST)
    leave(room("CANT"), 2, "12:01", about="sitting:1")
    assert (present("12:05"), present("13:00")) == (3, 0)
    estimate = occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
    arrive(room("CANT"), 1, "13:01", **SECOND)
    assert (estimate and estimate.step, present("13:05")) == (-3, 1)


def test_a_sitting_closed_before_its_time_empties_the_room_soon_after(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", **FIRST)
    occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:30"))
    assert (present("12:39"), present("12:40")) == (5, 0)


def test_who_is_scanned_after_the_end_stays_a_while(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", **FIRST)
    arrive(room("CANT"), 2, "13:05", **FIRST)
    occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
    assert (present("13:10"), present("13:15")) == (2, 0)


def test_a_scan_uploaded_hours_late_disturbs_nobody(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", **FIRST)
    occupancy.leave_estimated("sitting:1", room("CANT"), tuesday("12:50"))
    arrive(room("CANT"), 1, "12:10", **FIRST)
    assert (present("12:15"), present("13:05")) == (6, 0)


def test_people_whom_a_recount_saw_leave_with_their_sitting(room: Room) -> None:
    arrive(room("CANT"), 35, "12:00", **FIRST)
    recount(room("CANT"), 40, "12:30")
    assert (present("12:59"), present("13:00")) == (40, 5)


def test_people_whom_a_recount_no_longer_saw_do_not_leave_twice(room: Room) -> None:
    arrive(room("CANT"), 35, "12:00", **FIRST)
    recount(room("CANT"), 10, "12:45")
    arrive(room("CANT"), 20, "12:55", **SECOND)
    assert (present("12:59"), present("13:00")) == (30, 20)


def test_taps_for_early_leavers_do_not_swallow_the_next_sitting(room: Room) -> None:
    arrive(room("CANT"), 48, "12:00", **FIRST)
    step(room("CANT"), -10, "12:40")
    arrive(room("CANT"), 20, "13:05", **SECOND)
    assert (present("12:59"), present("13:00"), present("13:05")) == (38, 0, 20)


def test_without_an_end_nobody_is_taken_to_leave(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", about="sitting:1")
    assert present("18:59") == 5


def test_a_scan_undone_after_everybody_left_changes_nothing(room: Room) -> None:
    arrive(room("CANT"), 5, "12:00", **FIRST)
    step(room("CANT"), 3, "12:30")
    leave(room("CANT"), 5, "15:00", about="sitting:1")
    assert (present("12:59"), present("13:30"), present("15:00"), present("15:30")) == (8, 3, 3, 3)
