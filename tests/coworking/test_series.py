"""Booking again and again: a preview that tells the truth, all or none, and changes that leave the past alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from coworking import bookings, plans, series
from coworking.models import Booking, BookingState, Series
from tests.coworking import cast
from tests.coworking.cast import MONDAY, PARIS, TUESDAY
from venue.recurrence import Occurrence

pytestmark = pytest.mark.django_db
WEEKLY = "FREQ=WEEKLY;BYDAY=TU;COUNT=4"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def plan(rule: str = WEEKLY, starts_at: datetime = TUESDAY, hours: int = 2, **whom: Any) -> plans.Plan:
    """A host's, for the house, unless it is somebody's."""
    who = whom.pop("who", None)
    resource = whom.pop("resource", None) or cast.room()
    by = f"person:{who.pk}" if who else cast.HOST
    ends_at = starts_at + timedelta(hours=hours)
    return plans.plan(resource, starts_at, ends_at, rule, **{"by": by, "person": who, "host": who is None} | whom)


def made(rule: str = WEEKLY, **facts: Any) -> Series:
    skip = facts.pop("skip", ())
    with transaction.atomic():
        return series.create(plan(rule, **facts), skip=skip)


def days(of: Series, state: str = "confirmed") -> list[str]:
    rows = Booking.objects.filter(series=of, state=state).order_by("starts_at")
    return [f"{it.starts_at.astimezone(PARIS):%d.%m. %H:%M}" for it in rows]


def codes(foreseen: list[plans.Foreseen]) -> list[str]:
    return [it.refusal.code if it.refusal else "ok" for it in foreseen]


def in_weeks(weeks: int) -> datetime:
    """The same time of the wall, some Tuesdays later."""
    return TUESDAY + timedelta(weeks=weeks)


# --- looking first ---------------------------------------------------------------------------------------------------


def test_the_preview_names_each_day_with_the_refusal_that_booking_it_would_meet() -> None:
    cast.booking(cast.room(), in_weeks(1), who=cast.person())
    foreseen = plans.preview(plan())
    assert codes(foreseen) == ["ok", "seat_taken", "ok", "ok"]
    assert str(foreseen[1].refusal.sentence)  # type: ignore[union-attr]


def test_the_set_up_of_a_neighbour_is_in_the_way_too() -> None:
    cast.booking(cast.room(), in_weeks(2) + timedelta(hours=2), hours=1)
    assert codes(plans.preview(plan())) == ["ok", "ok", "seat_taken", "ok"]


def test_who_is_of_the_house_plans_a_room_for_longer_than_others() -> None:
    far = "FREQ=WEEKLY;COUNT=30"
    assert codes(plans.preview(plan(far))) == ["ok"] * 30
    assert codes(plans.preview(plan(far, who=cast.person())))[:7] == ["ok"] * 5 + ["quota_exceeded"] * 2


def test_a_seat_keeps_its_seven_days_for_everybody() -> None:
    for who in (None, cast.person()):
        foreseen = plans.preview(plan(resource=cast.resource(), who=who))
        assert codes(foreseen) == ["ok", "too_far_ahead", "too_far_ahead", "too_far_ahead"]


def test_quotas_count_the_earlier_days_of_the_same_series() -> None:
    daily = plan("FREQ=DAILY;COUNT=4", resource=cast.resource(), who=cast.person())
    assert codes(plans.preview(daily)) == ["ok", "ok", "quota_exceeded", "quota_exceeded"]


def test_a_skipped_day_uses_nothing_of_a_quota() -> None:
    daily = plan("FREQ=DAILY;COUNT=4", resource=cast.resource(), who=cast.person())
    skip = [TUESDAY + timedelta(days=1)]
    assert codes(plans.preview(daily, skip=skip)) == ["ok", "ok", "quota_exceeded"]


def test_the_hour_that_spring_leaves_out_is_not_possible() -> None:
    night = plan("FREQ=DAILY;COUNT=3", starts_at=datetime(2027, 3, 27, 2, 30, tzinfo=PARIS), hours=1)
    # The third is Easter Monday.
    assert codes(plans.preview(night)) == ["ok", "no_such_hour", "outside_opening_hours"]


def test_a_preview_asks_for_conflicts_once(django_assert_num_queries: Any) -> None:
    few, many = plan("FREQ=WEEKLY;COUNT=2"), plan("FREQ=WEEKLY;COUNT=50")
    plans.preview(few)
    for wanted in (few, many):
        with django_assert_num_queries(1):
            plans.preview(wanted)


# --- booking them ----------------------------------------------------------------------------------------------------


def test_a_series_is_booked_at_one_go() -> None:
    of = made()
    assert days(of) == ["24.11. 10:00", "01.12. 10:00", "08.12. 10:00", "15.12. 10:00"]
    assert Booking.objects.values_list("group").distinct().count() == 1
    assert list(of.bookings.values_list("recurrence_id", flat=True)) == [in_weeks(week) for week in range(4)]


def test_a_day_that_is_taken_can_be_left_out() -> None:
    cast.booking(cast.room(), in_weeks(1))
    assert days(made(skip=[in_weeks(1)])) == ["24.11. 10:00", "08.12. 10:00", "15.12. 10:00"]


def test_all_or_none_and_each_conflict_is_named() -> None:
    cast.booking(cast.room(), in_weeks(1))
    cast.booking(cast.room(), in_weeks(3))
    with pytest.raises(plans.OccurrencesRefused) as refused:
        made()
    told = [(it["starts_at"], it["code"]) for it in refused.value.figures["conflicts"]]
    assert told == [("2026-12-01T10:00:00+01:00", "seat_taken"), ("2026-12-15T10:00:00+01:00", "seat_taken")]
    assert (Series.objects.count(), Booking.objects.count()) == (0, 2)


def test_who_was_quicker_since_the_look_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    look = plans.refuse_conflicts

    def overtaken(*asked: Any) -> list[Occurrence]:
        monkeypatch.setattr(plans, "refuse_conflicts", look)
        seen = look(*asked)
        cast.booking(cast.room(), in_weeks(2))
        return seen

    monkeypatch.setattr(plans, "refuse_conflicts", overtaken)
    with pytest.raises(plans.OccurrencesRefused) as refused:
        made()
    assert [it["starts_at"] for it in refused.value.figures["conflicts"]] == ["2026-12-08T10:00:00+01:00"]


def test_only_days_of_the_series_can_be_left_out_and_not_all_of_them() -> None:
    with pytest.raises(plans.UnknownOccurrence):
        made(skip=[TUESDAY + timedelta(days=1)])
    with pytest.raises(plans.NothingLeft):
        made(skip=[in_weeks(week) for week in range(4)])


# --- changing them ---------------------------------------------------------------------------------------------------


def test_one_is_cancelled_as_any_booking_and_the_others_stay() -> None:
    of = made()
    with transaction.atomic():
        bookings.cancel(bookings.locked(of.bookings.all()[1].pk), by=cast.HOST)
    assert (days(of), days(of, "cancelled")) == (["24.11. 10:00", "08.12. 10:00", "15.12. 10:00"], ["01.12. 10:00"])


def test_the_rest_is_cancelled_from_a_day_on() -> None:
    of = made()
    series.cancel(of, by=cast.HOST, from_=in_weeks(2))
    assert (days(of), days(of, "cancelled")) == (["24.11. 10:00", "01.12. 10:00"], ["08.12. 10:00", "15.12. 10:00"])
    of.refresh_from_db()
    assert (of.sequence, of.ended_at) == (1, None)


def test_all_to_come_are_cancelled_and_what_has_begun_is_left_alone(clock: time_machine.Traveller) -> None:
    of = made()
    clock.move_to(in_weeks(1) + timedelta(minutes=5))
    ended = series.cancel(of, by=cast.HOST)
    assert (days(of), days(of, "cancelled")) == (["24.11. 10:00", "01.12. 10:00"], ["08.12. 10:00", "15.12. 10:00"])
    assert ended.ended_at is not None
    with pytest.raises(series.SeriesOver):
        series.cancel(of, by=cast.HOST)


def test_a_room_that_begins_too_soon_keeps_all_of_them(clock: time_machine.Traveller) -> None:
    of = made()
    clock.move_to(in_weeks(1) - timedelta(hours=3))
    with pytest.raises(plans.OccurrencesRefused) as refused:
        series.cancel(of, by=cast.HOST)
    assert [it["code"] for it in refused.value.figures["conflicts"]] == ["too_late_to_cancel"]
    assert days(of, "cancelled") == []


def test_all_of_it_moves_to_another_hour_and_stays_itself() -> None:
    of = made()
    moved = series.move(of, start_time=time(14), end_time=time(15, 30), by=cast.HOST, host=True)
    assert (moved.pk, moved.sequence, moved.start_time, moved.minutes) == (of.pk, 1, time(14), 90)
    assert days(of) == ["24.11. 14:00", "01.12. 14:00", "08.12. 14:00", "15.12. 14:00"]
    assert all(it.recurrence_id == it.starts_at for it in of.bookings.all())


def test_the_rest_moves_and_becomes_a_series_that_follows() -> None:
    of = made()
    rest = series.move(of, from_=in_weeks(2), start_time=time(8), end_time=time(10), by=cast.HOST, host=True)
    of.refresh_from_db()
    assert (rest.follows, of.rule, rest.rule) == (of, "FREQ=WEEKLY;COUNT=2;BYDAY=TU", "FREQ=WEEKLY;COUNT=2;BYDAY=TU")
    assert (days(of), days(rest)) == (["24.11. 10:00", "01.12. 10:00"], ["08.12. 08:00", "15.12. 08:00"])


def test_what_has_begun_keeps_its_hour(clock: time_machine.Traveller) -> None:
    of = made()
    clock.move_to(in_weeks(1) + timedelta(minutes=5))
    rest = series.move(of, start_time=time(14), end_time=time(16), by=cast.HOST, host=True)
    assert (days(of), days(rest)) == (["24.11. 10:00", "01.12. 10:00"], ["08.12. 14:00", "15.12. 14:00"])


def test_one_that_was_moved_to_another_day_keeps_that_day_when_the_hour_changes() -> None:
    of = made()
    wednesday = in_weeks(1) + timedelta(days=1)
    with transaction.atomic():
        bookings.reschedule(of.bookings.all()[1].pk, wednesday, wednesday + timedelta(hours=1), by=cast.HOST, host=True)
    series.move(of, start_time=time(14), end_time=time(16), by=cast.HOST, host=True)
    assert days(of) == ["24.11. 14:00", "02.12. 14:00", "08.12. 14:00", "15.12. 14:00"]


def test_they_move_together_or_not_at_all() -> None:
    of = made()
    cast.booking(cast.room(), in_weeks(2) + timedelta(hours=4))
    with pytest.raises(plans.OccurrencesRefused) as refused:
        series.move(of, start_time=time(14), end_time=time(16), by=cast.HOST, host=True)
    assert [it["code"] for it in refused.value.figures["conflicts"]] == ["seat_taken"]
    assert days(of) == ["24.11. 10:00", "01.12. 10:00", "08.12. 10:00", "15.12. 10:00"]


def test_a_move_keeps_the_local_hour_on_both_sides_of_a_clock_change() -> None:
    of = made("FREQ=WEEKLY;COUNT=3", starts_at=datetime(2027, 3, 23, 10, tzinfo=PARIS))
    series.move(of, start_time=time(9), end_time=time(10), by=cast.HOST, host=True)
    assert [it.starts_at.hour for it in of.bookings.all()] == [8, 7, 7]


def test_a_series_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(plans.refusals.EndsBeforeStart):
        series.move(made(), start_time=time(14), end_time=time(14), by=cast.HOST)


def test_every_occurrence_counts_as_a_change_for_calendars() -> None:
    of = made()
    series.move(of, start_time=time(14), end_time=time(16), by=cast.HOST, host=True)
    assert {(it.sequence, it.state) for it in of.bookings.all()} == {(1, BookingState.CONFIRMED)}
