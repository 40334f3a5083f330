"""How full the places were: the report agrees with counting by hand, over both clock changes too (REQ-W6)."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coworking import report
from coworking.models import Block, Booking, BookingChange, BookingState, Kind, Release, Resource
from tests import cast
from venue.house.models import Building
from venue.rules.models import RuleOverride
from venue.spaces.models import Closure, OpeningHours, Space

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 23)
STEP = timedelta(minutes=5)  # whatever happens in these tests happens on it
State, What = BookingState, BookingChange.What


def at(text: str) -> datetime:
    """`at("2026-11-24 09:00")`, as the clock on the wall says it."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.fixture
def study() -> Space:
    room = cast.space("STUD", 30, name="Salle d’étude", kind="study")
    for weekday in range(7):
        OpeningHours.objects.create(building=room.building, weekday=weekday, opens=time(8), closes=time(18))
    return room


def seat(space: Space, number: int = 1, **facts: Any) -> Resource:
    plain = {"entity": cast.entity(), "name": f"Place {number}", "kind": Kind.STUDY_SEAT, "placed_at": None}
    return Resource.objects.create(space=space, code=f"{space.code}-{number:02}", **plain | facts)


def booked(resource: Resource, start: str, end: str, **facts: Any) -> Booking:
    plain: dict[str, Any] = {"state": State.FINISHED, "ended_at": at(end), "by": "test"}
    if facts.get("state", State.FINISHED) == State.FINISHED:
        plain["checked_in_at"] = at(start)
    return Booking.objects.create(
        resource=resource, starts_at=at(start), ends_at=at(end), busy=(at(start), at(end)), **plain | facts
    )


def changed(booking: Booking, what: str, when: str) -> None:
    BookingChange.objects.create(
        booking=booking, what=what, at=at(when), by="test", starts_at=booking.starts_at, ends_at=booking.ends_at
    )


def figures(space: Space, monday: date = MONDAY, now: str = "2027-12-01 00:00") -> report.Figures:
    asked = report.weeks(space.building, monday, monday)
    return report.report(space.building, asked, now=at(now)).weeks[0][1].total


def test_an_empty_week_offers_its_opening_hours(study: Space) -> None:
    seat(study, 1)
    seat(study, 2, retired_at=at("2026-11-23 12:00"))
    seat(study, 3, placed_at=at("2026-11-29 10:00"))
    seat(study, 4, placed_at=at("2026-11-30 10:00"))
    assert figures(study) == report.Figures(offered_min=7 * 600 + 4 * 60 + 8 * 60)


def test_closures_and_blocks_are_not_offered(study: Space) -> None:
    one, two = seat(study, 1), seat(study, 2)
    Closure.objects.create(building=study.building, starts=at("2026-11-24 17:00"), ends=at("2026-11-26 00:00"))
    lunch = Block.objects.create(
        title="Repas", starts_at=at("2026-11-24 16:00"), ends_at=at("2026-11-24 19:00"), by="test"
    )
    facts = {"block": lunch, "checked_in_at": None}
    booked(one, "2026-11-24 16:00", "2026-11-24 19:00", state=State.BLOCKED, ended_at=None, **facts)
    lifted = facts | {"state": State.CANCELLED, "ended_at": at("2026-11-24 16:30")}
    booked(two, "2026-11-24 16:00", "2026-11-24 19:00", **lifted)
    assert figures(study).offered_min == 2 * (5 * 600 + 540) - 60 - 30
    assert figures(study).booked_min == 0


def test_who_sat_is_told_from_who_booked(study: Space) -> None:
    one = seat(study)
    came = booked(one, "2026-11-24 09:00", "2026-11-24 12:00", checked_in_at=at("2026-11-24 08:50"))
    changed(came, What.PAUSED, "2026-11-24 10:00")
    changed(came, What.RESUMED, "2026-11-24 10:20")
    booked(one, "2026-11-24 12:00", "2026-11-24 14:00", ended_at=at("2026-11-24 13:00"), walk_in=True)
    nobody = {"state": State.RELEASED, "release": Release.NO_SHOW, "ended_at": at("2026-11-24 14:15")}
    booked(one, "2026-11-24 14:00", "2026-11-24 16:00", **nobody)
    booked(one, "2026-11-24 16:00", "2026-11-24 17:00", state=State.CANCELLED)
    booked(one, "2026-11-25 16:00", "2026-11-25 17:00", state=State.RELEASED, release=Release.HOLD)
    booked(one, "2026-11-26 16:00", "2026-11-26 17:00", state=State.RELEASED, release=Release.CLOSED)
    assert figures(study) == report.Figures(
        offered_min=4200, booked_min=300, used_min=170 + 60, walk_in_min=60, no_show_min=120, no_shows=1
    )


def test_a_pause_that_was_too_long_ends_the_stay(study: Space) -> None:
    facts = {"state": State.RELEASED, "release": Release.PAUSE, "checked_in_at": at("2026-11-24 09:00")}
    gone = booked(seat(study), "2026-11-24 09:00", "2026-11-24 12:00", ended_at=at("2026-11-24 10:31"), **facts)
    changed(gone, What.PAUSED, "2026-11-24 10:00")
    changed(gone, What.RELEASED, "2026-11-24 10:31")
    told = figures(study)
    assert (told.booked_min, told.used_min, told.no_shows) == (180, 60, 0)


def test_who_still_sits_has_sat_until_now(study: Space) -> None:
    one, two = seat(study, 1), seat(study, 2)
    sitting = {"ended_at": None, "checked_in_at": at("2026-11-24 09:00")}
    booked(one, "2026-11-24 09:00", "2026-11-24 12:00", state=State.CHECKED_IN, **sitting)
    paused = booked(two, "2026-11-24 09:00", "2026-11-24 12:00", state=State.PAUSED, **sitting)
    changed(paused, What.PAUSED, "2026-11-24 09:45")
    assert figures(study, now="2026-11-24 10:30").used_min == 90 + 45


def test_the_week_that_runs_counts_until_now(study: Space) -> None:
    one = seat(study)
    booked(one, "2026-11-23 09:00", "2026-11-23 12:00")
    sitting = {"state": State.CHECKED_IN, "ended_at": None, "checked_in_at": at("2026-11-24 09:00")}
    booked(one, "2026-11-24 09:00", "2026-11-24 12:00", **sitting)
    booked(one, "2026-11-25 09:00", "2026-11-25 12:00", state=State.CONFIRMED, ended_at=None)
    asked, now = report.weeks(study.building, MONDAY, MONDAY + timedelta(days=13)), at("2026-11-24 10:00")
    made = report.report(study.building, asked, now=now)
    running = report.Figures(offered_min=600 + 120, booked_min=180 + 60, used_min=180 + 60)
    assert [line.total for _, line in made.weeks] == [running, report.Figures()]
    assert [made.until(week) for week, _ in made.weeks] == [now, at("2026-11-30 00:00")]
    assert made.whole.total == running


@pytest.mark.parametrize(
    ("sunday", "hours", "night"), [("2027-03-28", 167, 300), ("2026-11-29", 168, 360), ("2027-10-31", 169, 420)]
)
def test_a_week_is_as_long_as_the_clocks_make_it(sunday: str, hours: int, night: int) -> None:
    hall = cast.space("HALL", 80, name="Grande salle", kind="hall")
    for weekday in range(7):
        OpeningHours.objects.create(building=hall.building, weekday=weekday, opens=time(0), closes=time(0))
    booked(seat(hall, kind=Kind.HALL), f"{sunday} 00:00", f"{sunday} 06:00")
    told = figures(hall, date.fromisoformat(sunday) - timedelta(days=6))
    assert (told.offered_min, told.booked_min, told.used_min) == (hours * 60, night, night)


@pytest.mark.parametrize("monday", [date(2027, 3, 22), date(2027, 10, 25)])
def test_the_report_agrees_with_counting_every_five_minutes(study: Space, monday: date) -> None:
    """Two weeks around a clock change, some of it open all night, two seats, whatever may happen to a booking."""
    dice = random.Random(monday.toordinal())
    RuleOverride.objects.create(key="hours.holidays_country", value="", valid_from=date(2020, 1, 1))
    for weekday, opens, closes in [(5, time(20), time(4)), (6, time(20), time(4))]:
        OpeningHours.objects.create(building=study.building, weekday=weekday, opens=opens, closes=closes)
    seats = [seat(study, number) for number in (1, 2)]
    for each in seats:
        live(each, monday, dice)
    asked = report.weeks(study.building, monday, monday + timedelta(days=13))
    now = at(f"{monday + timedelta(days=9)} 11:00")
    told = report.report(study.building, asked, now=now)
    assert [line.total for _, line in told.weeks] == [counted(study.building, week, now) for week in asked]
    assert min(vars(told.whole.total).values()) > 0
    assert told.whole.total == sum((line.total for _, line in told.weeks), report.Figures())


def live(resource: Resource, monday: date, dice: random.Random) -> None:
    """Bookings of a fortnight, one after another, each of which fares as the dice say."""
    clock = datetime.combine(monday, time(0), tzinfo=PARIS).astimezone(UTC)
    end = clock + timedelta(days=14)
    minute = timedelta(minutes=1)
    while clock < end:
        clock += 30 * minute * dice.randint(1, 12)
        ends = clock + 30 * minute * dice.randint(1, 8)
        fate = dice.choice(["finished", "early", "paused", "no_show", "cancelled", "held", "blocked", "open", "closed"])
        facts: dict[str, Any] = {"checked_in_at": clock + minute * dice.choice([-10, -5, 0, 10]), "ended_at": ends}
        if fate == "early":
            facts["ended_at"] = clock + 20 * minute
        elif fate == "open":
            facts |= {"state": State.CHECKED_IN, "ended_at": None}
        elif fate in {"no_show", "closed"}:
            facts |= {"state": State.RELEASED, "release": fate, "checked_in_at": None}
        elif fate == "cancelled":
            facts |= {"state": State.CANCELLED, "checked_in_at": None}
        elif fate == "held":
            facts |= {"state": State.HELD, "checked_in_at": None, "ended_at": None, "expires_at": ends}
        elif fate == "blocked":
            block = Block.objects.create(title="Fête", starts_at=clock, ends_at=ends, by="test")
            facts = {"state": State.BLOCKED, "block": block}
        plain = {"state": State.FINISHED, "walk_in": dice.random() < 0.2, "by": "test"}
        made = Booking.objects.create(
            resource=resource, starts_at=clock, ends_at=ends, busy=(clock, ends), **plain | facts
        )
        if fate == "paused":
            for what, after in ((What.PAUSED, 15), (What.RESUMED, dice.choice([20, 25])), (What.PAUSED, 30)):
                BookingChange.objects.create(
                    booking=made, what=what, at=clock + after * minute, by="test", starts_at=clock, ends_at=ends
                )
        clock = ends


def counted(building: Building, week: report.Week, now: datetime) -> report.Figures:
    """The same, by asking every five minutes of the week: who is where, and is it open?"""
    minutes: Counter[str] = Counter()
    hours = list(OpeningHours.objects.all())
    paused = {}
    for booking in Booking.objects.all():
        turns = list(booking.changes.order_by("at", "pk"))
        following = [turn.at for turn in turns[1:]] + [now + timedelta(days=365)]
        paused[booking.pk] = [(t.at, end) for t, end in zip(turns, following, strict=False) if t.what == What.PAUSED]
    for resource in Resource.objects.all():
        bookings = list(resource.bookings.all())
        moment = week.starts
        while moment < min(week.ends, now):  # the second of the weeks still runs
            here = [each for each in bookings if each.starts_at <= moment < each.ends_at]
            if is_open(hours, moment) and not any(each.state == State.BLOCKED for each in here):
                minutes["offered_min"] += 1
            for each in here:
                stood = each.state in {State.CONFIRMED, State.CHECKED_IN, State.PAUSED, State.FINISHED}
                if not each.walk_in and (stood or each.release == Release.NO_SHOW):
                    minutes["booked_min"] += 1
                if each.release == Release.NO_SHOW:
                    minutes["no_show_min"] += 1
                    minutes["no_shows"] += moment == each.starts_at
            for each in bookings:
                left = min(each.ended_at or now, each.ends_at, now)
                away = any(start <= moment < end for start, end in paused[each.pk])
                if each.checked_in_at and each.checked_in_at <= moment < left and not away:
                    minutes["used_min"] += 1
                    minutes["walk_in_min"] += each.walk_in
            moment += STEP
    return report.Figures(**{name: count * (1 if name == "no_shows" else 5) for name, count in minutes.items()})


def is_open(hours: list[OpeningHours], moment: datetime) -> bool:
    wall = moment.astimezone(PARIS)
    clock = wall.time()
    for each in hours:
        if each.closes > each.opens:
            found = wall.weekday() == each.weekday and each.opens <= clock < each.closes
        else:
            evening = wall.weekday() == each.weekday and clock >= each.opens
            found = evening or (wall.weekday() == (each.weekday + 1) % 7 and clock < each.closes)
        if found:
            return True
    return False
