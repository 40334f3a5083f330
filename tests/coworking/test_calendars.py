"""What a calendar reads is what the database holds, whatever happened to a series, in nights in which clocks change."""

# ruff: noqa: DTZ001  the times of a wall are naive
from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import recurring_ical_events  # type: ignore[import-untyped]
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from coworking import bookings, calendars, plans, series
from coworking.models import Booking, BookingState, CalendarFeed, Release
from tests.coworking import cast
from tests.coworking.cast import MONDAY, PARIS, TUESDAY, utc
from venue import ical
from venue.people.models import Person
from venue.recurrence import WEEKDAYS
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def read(person: Person) -> Calendar:
    found = Calendar.from_ical(calendars.of_person(person, datetime.now(PARIS)))
    assert isinstance(found, Calendar)
    return found


def only_event(person: Person) -> Event:
    (event,) = read(person).events
    return event


def expanded(calendar: Calendar) -> list[tuple[datetime, datetime]]:
    """What a calendar program shows: times in UTC of all that is not cancelled."""
    shown = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2028, 12, 31))
    return sorted((utc_of(it.start), utc_of(it.end)) for it in shown if it.get("STATUS") != "CANCELLED")


def utc_of(moment: Any) -> datetime:
    return datetime.fromtimestamp(moment.timestamp(), tz=utc(2026, 1, 1).tzinfo)


def standing(person: Person) -> list[tuple[datetime, datetime]]:
    return sorted(Booking.objects.active().filter(person=person).values_list("starts_at", "ends_at"))


def act(booking: Booking, verb: Any, *more: Any, **how: Any) -> None:
    with transaction.atomic():
        verb(bookings.locked(booking.pk), *more, by=cast.HOST, **how)


# --- one booking -----------------------------------------------------------------------------------------------------


def test_a_booking_is_an_event_with_where_and_when() -> None:
    amina = cast.person(email="amina@example.org", language="en")
    made = cast.booking(cast.resource(name="Place 7", name_en="Seat 7"), TUESDAY, who=amina)
    event = only_event(amina)
    assert (event.uid, event.start, event.end) == (f"{made.key}@localhost", made.starts_at, made.ends_at)
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert (event.sequence, event.status, event.summary) == (0, "CONFIRMED", "Seat 7 – Le Préau")
    assert str(event.location).startswith("Seat 7, Salle d’étude, Le Préau")
    assert event.url == "http://localhost:8000/en/travailler/reservations/"


def test_its_uid_stays_and_its_sequence_grows_until_it_is_cancelled() -> None:
    amina = cast.person()
    made = cast.booking(who=amina)
    told = [only_event(amina)]
    act(made, bookings.move, TUESDAY + cast.HOUR, TUESDAY + 2 * cast.HOUR)
    told.append(only_event(amina))
    act(made, bookings.cancel)
    told.append(only_event(amina))
    assert [(it.sequence, it.status) for it in told] == [(0, "CONFIRMED"), (1, "CONFIRMED"), (2, "CANCELLED")]
    assert len({it.uid for it in told}) == 1
    assert told[1].start == TUESDAY + cast.HOUR


def test_what_is_held_is_tentative() -> None:
    amina = cast.person()
    cast.booking(who=amina, hold_until=MONDAY + cast.HOUR)
    assert only_event(amina).status == "TENTATIVE"


def test_what_was_released_is_shown_as_cancelled(clock: time_machine.Traveller) -> None:
    amina = cast.person()
    made = cast.booking(who=amina)
    clock.move_to(TUESDAY + timedelta(minutes=20))
    act(made, lambda booking, by: bookings.release(booking, Release.NO_SHOW, by=by))
    assert only_event(amina).status == "CANCELLED"


def test_a_cancellation_stays_for_thirty_days_and_the_past_for_as_long(clock: time_machine.Traveller) -> None:
    amina = cast.person()
    gone, kept = (cast.booking(cast.room(), TUESDAY + n * 3 * cast.HOUR, who=amina) for n in range(2))
    act(gone, bookings.cancel, at=MONDAY)
    clock.move_to(MONDAY + timedelta(days=29))
    assert [it.status for it in read(amina).events] == ["CANCELLED", "CONFIRMED"]
    clock.move_to(MONDAY + timedelta(days=30, minutes=1))
    assert [it.uid for it in read(amina).events] == [f"{kept.key}@localhost"]
    clock.move_to(TUESDAY + timedelta(days=31))
    assert read(amina).events == []


def test_the_second_of_a_doubled_hour_is_told_in_utc() -> None:
    amina = cast.person()
    for start in (utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 1, 30)):
        with transaction.atomic():
            bookings.place(cast.wish(cast.room(setup_min=0, cleanup_min=0), start, 0.5, who=amina, freely=True))
    assert expanded(read(amina)) == standing(amina)


def test_the_clock_changes_are_told_as_the_standard_wants_them() -> None:
    paris = ical.clock_changes("Europe/Paris", 2027, 2027)
    changes = [(it.DTSTART, it.TZOFFSETFROM, it.TZOFFSETTO) for it in paris.subcomponents[1:]]
    hour = timedelta(hours=1)
    assert changes == [(datetime(2027, 3, 28, 2), hour, 2 * hour), (datetime(2027, 10, 31, 3), 2 * hour, hour)]


# --- a series --------------------------------------------------------------------------------------------------------


def booked(person: Person, rule: str, starts_at: datetime, minutes: int, skip: list[int] | None = None) -> Any:
    """Every day of the rule that can be had, but the skipped ones."""
    plan = plans.plan(
        cast.room(setup_min=0, cleanup_min=0),
        starts_at,
        starts_at + timedelta(minutes=minutes),
        rule,
        by=f"person:{person.pk}",
        person=person,
    )
    foreseen = plans.preview(plan)
    left_out = {it.occurrence.starts_at for it in foreseen if it.refusal}
    left_out |= {foreseen[day].occurrence.starts_at for day in skip or [] if day < len(foreseen)}
    with transaction.atomic():
        return series.create(plan, skip=left_out)


@pytest.fixture
def unlimited() -> None:
    for rule in ("room.open", "room.ahead_days"):
        RuleOverride.objects.create(key=rule, value=1000, valid_from=date(2020, 1, 1))


def test_a_series_is_one_event_with_its_rule_and_what_is_otherwise(unlimited: None) -> None:
    amina = cast.person()
    of = booked(amina, "FREQ=WEEKLY;COUNT=4", TUESDAY, 120, skip=[1])
    rows = list(of.bookings.all())
    act(rows[1], bookings.move, rows[1].starts_at + cast.HOUR, rows[1].ends_at + cast.HOUR)
    act(rows[2], bookings.cancel)
    rule, moved, cancelled = read(amina).events
    assert rule["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=4"
    assert [it.dt for it in rule["EXDATE"].dts] == [TUESDAY + timedelta(weeks=1)]
    assert {it.uid for it in (rule, moved, cancelled)} == {f"{of.pk}@localhost"}
    assert [(it.RECURRENCE_ID, it.status) for it in (moved, cancelled)] == [
        (TUESDAY + timedelta(weeks=2), "CONFIRMED"),
        (TUESDAY + timedelta(weeks=3), "CANCELLED"),
    ]
    assert {it.sequence for it in (rule, moved, cancelled)} == {2}


def test_a_series_grows_its_sequence_with_every_change_of_it_or_of_one_of_it(unlimited: None) -> None:
    amina = cast.person()
    of = booked(amina, "FREQ=WEEKLY;COUNT=3", TUESDAY, 120)
    told = [read(amina).events[0].sequence]
    act(of.bookings.first(), bookings.cancel)
    told.append(read(amina).events[0].sequence)
    series.move(of, start_time=time(14), end_time=time(16), by=f"person:{amina.pk}")
    told.append(read(amina).events[0].sequence)
    assert told == sorted(set(told))


STARTS = st.sampled_from(
    [datetime(2027, 3, 20, hour, minute) for hour, minute in ((1, 0), (1, 30), (2, 0), (2, 30), (3, 0), (10, 0))]
    + [datetime(2027, 10, 24, hour, minute) for hour, minute in ((1, 30), (2, 0), (2, 30), (3, 0), (23, 0))]
)
RULES = st.builds(
    lambda freq, interval, days, count: (
        f"FREQ={freq};INTERVAL={interval};COUNT={count}" + (f";BYDAY={','.join(days)}" if days else "")
    ),
    st.sampled_from(["DAILY", "WEEKLY"]),
    st.integers(1, 3),
    st.lists(st.sampled_from([*WEEKDAYS]), unique=True, max_size=3),
    st.integers(3, 10),
)
HOW = st.tuples(st.sampled_from([30, 90, 150]), st.lists(st.integers(0, 9), max_size=2))
ACTS = st.lists(st.tuples(st.sampled_from(["cancel", "shift", "away", "rest", "end"]), st.integers(0, 9)), max_size=3)


def happens(amina: Person, deed: str, which: int) -> None:
    """Something to the booking of that place in her list, if there are so many; refusals are fine."""
    rows = list(Booking.objects.filter(person=amina, state=BookingState.CONFIRMED).order_by("starts_at"))
    if which >= len(rows):
        return
    row, by = rows[which], f"person:{amina.pk}"
    try:
        with transaction.atomic():
            if deed == "cancel":
                act(row, bookings.cancel)
            elif deed == "shift":
                act(row, bookings.move, row.starts_at + cast.HOUR / 2, row.ends_at + cast.HOUR / 2)
            elif deed == "away":
                act(row, bookings.move, row.starts_at + timedelta(days=40), row.ends_at + timedelta(days=40))
            elif deed == "rest":
                series.move(row.series, from_=row.recurrence_id, start_time=time(1, 30), end_time=time(3), by=by)
            else:
                series.cancel(row.series, from_=row.recurrence_id, by=by)
    except series.Refused:
        pass


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STARTS, RULES, HOW, ACTS)
def test_a_feed_expands_to_exactly_the_bookings(
    unlimited: None, start: datetime, rule: str, how: tuple[int, list[int]], deeds: list[tuple[str, int]]
) -> None:
    minutes, skip = how
    with transaction.atomic():
        amina = cast.person()
        with contextlib.suppress(plans.NothingLeft, plans.refusals.NoSuchHour):
            booked(amina, rule, start.replace(tzinfo=PARIS), minutes, skip)
        for deed, which in deeds:
            happens(amina, deed, which)
        calendar = read(amina)
        assert expanded(calendar) == standing(amina)
        identities = [(it.uid, it.get("RECURRENCE-ID") and it["RECURRENCE-ID"].to_ical()) for it in calendar.events]
        assert len(set(identities)) == len(identities)
        transaction.set_rollback(True)


# --- a room ----------------------------------------------------------------------------------------------------------


def test_a_room_tells_when_it_is_taken_and_what_for_and_never_by_whom() -> None:
    amina = cast.person("Amina", email="amina@example.org")
    titled = cast.booking(cast.room(), TUESDAY, who=amina, title="Atelier vélo")
    cast.booking(cast.room(), TUESDAY + 3 * cast.HOUR, first_name="Dora")
    body = calendars.of_room(cast.room(), MONDAY)
    shown = Calendar.from_ical(body)
    assert isinstance(shown, Calendar)
    assert [it.summary for it in shown.events] == ["Atelier vélo", "Occupé"]
    assert all(word not in body.decode() for word in ("Amina", "Dora", str(amina.pk), titled.key))


# --- addresses -------------------------------------------------------------------------------------------------------


def test_a_new_address_closes_the_old_one() -> None:
    amina = cast.person()
    first, second = (calendars.give(by="person:1", person=amina) for _ in range(2))
    first.refresh_from_db()
    assert (first.revoked_at is None, second.revoked_at is None, first.token == second.token) == (False, True, False)
    assert CalendarFeed.objects.count() == 2


def test_a_calendar_without_anything_new_is_the_same_text(clock: time_machine.Traveller) -> None:
    amina = cast.person()
    cast.booking(who=amina)
    feed = calendars.give(by="person:1", person=amina)
    told = calendars.told(feed)
    clock.shift(timedelta(hours=5))
    assert calendars.told(feed) == told
    act(Booking.objects.get(), bookings.cancel)
    assert calendars.told(feed).tag != told.tag


def test_a_feed_costs_as_many_questions_for_many_as_for_one(unlimited: None, django_assert_num_queries: Any) -> None:
    amina = cast.person()
    for hour in (0, 3):
        booked(amina, "FREQ=WEEKLY;COUNT=4", TUESDAY + hour * cast.HOUR, 120)
        cast.booking(cast.resource(f"STUD-0{hour}"), TUESDAY + hour * cast.HOUR, who=amina)
        with django_assert_num_queries(1):
            calendars.of_person(amina, MONDAY)
