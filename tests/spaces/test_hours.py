"""Open or closed, until when, and why (DOMAIN §11.3)."""

from datetime import date, time

import pytest
from django.utils import translation

from tests.spaces.conftest import PARIS, Room, paris
from venue.house.models import Building
from venue.spaces import hours
from venue.spaces.calendar import Place, Stretch, calendar, forget
from venue.spaces.models import Closure, OpeningHours, Period

pytestmark = pytest.mark.django_db


def test_the_house_closes_at_seven(house: Building) -> None:
    assert hours.opening(house, paris("2026-11-24 12:00")).closes_at == paris("2026-11-24 19:00")


def test_on_thursdays_it_closes_at_ten(house: Building) -> None:
    assert hours.opening(house, paris("2026-11-26 20:00")).closes_at == paris("2026-11-26 22:00")


def test_on_sunday_it_opens_on_monday(house: Building) -> None:
    sunday = hours.opening(house, paris("2026-11-29 12:00"))
    assert (sunday.open_now, sunday.opens_at, sunday.reason) == (False, paris("2026-11-30 08:30"), None)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [("08:29:59", False), ("08:30:00", True), ("18:59:59", True), ("19:00:00", False)],
)
def test_the_first_moment_is_open_and_the_last_is_not(house: Building, at: str, is_open: bool) -> None:
    assert hours.is_open(house, paris(f"2026-11-24 {at}")) is is_open


def test_times_are_told_as_the_clock_of_the_house(house: Building) -> None:
    closes_at = hours.opening(house, paris("2026-11-24 12:00")).closes_at
    assert closes_at
    assert closes_at.isoformat() == "2026-11-24T19:00:00+01:00"


def test_the_study_room_opens_early_and_late_in_exam_weeks(room: Room) -> None:
    exam = hours.opening(room("STUD"), paris("2026-12-08 08:05"))
    usual = hours.opening(room("STUD"), paris("2026-12-01 08:05"))
    assert (exam.closes_at, usual.opens_at) == (paris("2026-12-08 22:00"), paris("2026-12-01 08:30"))


def test_only_the_study_room_opens_on_an_exam_sunday(house: Building, room: Room) -> None:
    at = paris("2026-12-13 15:00")
    assert (hours.is_open(room("STUD"), at), hours.is_open(room("COWO"), at), hours.is_open(house, at)) == (
        True,
        False,
        False,
    )


def test_the_winter_break_is_told_in_the_language_of_the_reader(house: Building) -> None:
    with translation.override("fr"):
        french = hours.opening(house, paris("2026-12-28 12:00"))
    with translation.override("en"):
        english = hours.opening(house, paris("2026-12-28 12:00"))
    assert (french.reason, english.reason) == ("Fermeture d’hiver", "Winter break")
    assert french.opens_at == paris("2027-01-04 08:30")


def test_after_three_weeks_of_august_it_opens_again(house: Building) -> None:
    assert hours.opening(house, paris("2027-08-02 09:00")).opens_at == paris("2027-08-23 08:30")


def test_public_holidays_close_the_house_by_their_name(house: Building) -> None:
    days = ["2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17", "2027-07-14"]
    openings = [hours.opening(house, paris(f"{day} 12:00")) for day in days]
    assert [it.open_now for it in openings] == [False] * 6
    with translation.override("fr"):
        assert hours.reason(house, paris("2027-03-29 12:00")) == "Lundi de Pâques"


def test_the_bridge_after_ascension_is_closed(house: Building) -> None:
    assert hours.opening(house, paris("2027-05-07 12:00")).opens_at == paris("2027-05-10 08:30")


def test_a_fire_drill_closes_two_rooms_for_an_afternoon(house: Building, room: Room) -> None:
    at = paris("2027-01-13 15:00")
    assert [code for code in ("HALL", "STUD", "COWO") if not hours.is_open(room(code), at)] == ["HALL", "STUD"]
    assert hours.opening(room("HALL"), paris("2027-01-13 13:00")).closes_at == paris("2027-01-13 14:00")


def test_the_boiler_takes_one_lunch_away(room: Room) -> None:
    boiler = Closure.objects.get(surprise=True)
    assert (boiler.space, hours.is_open(room("CANT"), paris("2026-12-01 12:30"))) == (room("CANT"), False)


def test_a_day_may_have_several_stretches(house: Building) -> None:
    OpeningHours.objects.create(building=house, weekday=6, opens=time(10), closes=time(12))
    OpeningHours.objects.create(building=house, weekday=6, opens=time(14), closes=time(18))
    stretches = hours.stretches(house, date(2026, 11, 29))
    assert stretches == [
        Stretch(paris("2026-11-29 10:00"), paris("2026-11-29 12:00")),
        Stretch(paris("2026-11-29 14:00"), paris("2026-11-29 18:00")),
    ]


def test_an_evening_may_run_past_midnight(house: Building) -> None:
    OpeningHours.objects.create(building=house, weekday=6, opens=time(20), closes=time(1))
    assert hours.opening(house, paris("2026-11-30 00:30")).closes_at == paris("2026-11-30 01:00")


def test_a_period_of_the_house_comes_before_its_usual_week(house: Building, room: Room) -> None:
    summer = Period.objects.create(building=house, name="Été", first_day=date(2027, 7, 5), last_day=date(2027, 7, 31))
    OpeningHours.objects.create(building=house, period=summer, weekday=0, opens=time(9), closes=time(13))
    assert hours.opening(room("COWO"), paris("2027-07-05 12:00")).closes_at == paris("2027-07-05 13:00")
    assert not hours.is_open(house, paris("2027-07-06 12:00"))


@pytest.mark.parametrize(
    ("day", "utc_hours"), [(date(2027, 3, 27), 7.0), (date(2026, 10, 24), 7.0), (date(2026, 10, 26), 10.5)]
)
def test_both_clock_changes_leave_the_clock_on_the_wall_alone(house: Building, day: date, utc_hours: float) -> None:
    (stretch,) = hours.stretches(house, day)
    assert (stretch.ends - stretch.starts).total_seconds() / 3600 == utc_hours
    assert stretch.starts.astimezone(PARIS).time() == (time(10) if day.weekday() == 5 else time(8, 30))


def test_a_night_with_a_clock_change_is_as_long_as_it_is(house: Building) -> None:
    OpeningHours.objects.create(building=house, weekday=6, opens=time(1), closes=time(6))
    spring, autumn = (hours.stretches(house, day)[0] for day in (date(2027, 3, 28), date(2026, 10, 25)))
    assert ((spring.ends - spring.starts).seconds / 3600, (autumn.ends - autumn.starts).seconds / 3600) == (4, 6)


def test_hours_that_meet_are_no_break(house: Building) -> None:
    OpeningHours.objects.create(building=house, weekday=5, opens=time(18), closes=time(0))
    OpeningHours.objects.create(building=house, weekday=6, opens=time(0), closes=time(2))
    late = paris("2026-11-28 23:00")
    ends = [paris("2026-11-29 01:00"), paris("2026-11-29 02:00"), paris("2026-11-29 02:01")]
    assert [hours.covers(house, late, end) for end in ends] == [True, True, False]


def test_a_booking_must_lie_within_one_stretch(house: Building) -> None:
    noon = paris("2026-11-24 12:00")
    assert [hours.covers(house, noon, paris(f"2026-11-24 {end}")) for end in ("18:00", "19:00", "19:01")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("at", "closed_at"),
    [
        ("2026-11-24 12:00", "2026-11-23 19:00"),
        ("2026-11-24 19:00", "2026-11-24 19:00"),
        ("2026-11-29 23:00", "2026-11-28 17:00"),
        ("2027-08-20 12:00", "2027-07-31 17:00"),
    ],
)
def test_the_last_closing_is_remembered_over_closed_days(house: Building, at: str, closed_at: str) -> None:
    assert hours.last_closing(house, paris(at)) == paris(closed_at)


def test_every_room_has_its_own_closing(room: Room) -> None:
    closings = hours.closings(paris("2026-12-13 19:00"))
    assert (closings[room("STUD").pk], closings[room("COWO").pk]) == (
        paris("2026-12-13 19:00"),
        paris("2026-12-12 17:00"),
    )


def test_a_place_without_hours_is_closed_and_never_closed_before(db: None) -> None:
    bare = Building.objects.create(code="bare", name="Bare", public_cap=10)
    assert (hours.opening(bare).open_now, hours.last_closing(bare)) == (False, None)


def test_the_calendar_in_memory_forgets_when_it_is_edited(house: Building) -> None:
    assert hours.is_open(house, paris("2026-11-24 12:00"))
    closure = Closure.objects.create(
        building=house, starts=paris("2026-11-24 11:00"), ends=paris("2026-11-24 13:00"), reason="Fuite d’eau"
    )
    assert not hours.is_open(house, paris("2026-11-24 12:00"))
    closure.delete()
    assert hours.is_open(house, paris("2026-11-24 12:00"))


def test_asking_a_second_time_reads_nothing(house: Building, django_assert_num_queries: object) -> None:
    hours.is_open(house)  # the rules are in memory
    forget()
    with django_assert_num_queries(5):  # type: ignore[operator]
        calendar().stretches(Place(house.pk), date(2026, 11, 24))
    with django_assert_num_queries(0):  # type: ignore[operator]
        calendar().stretches(Place(house.pk), date(2026, 11, 25))


def test_a_building_that_opened_a_second_ago_is_known(house: Building) -> None:
    hours.is_open(house)
    annex = Building.objects.create(code="annexe", name="L’Annexe", public_cap=30, time_zone="Europe/London")
    assert hours.opening(annex).open_now is False
