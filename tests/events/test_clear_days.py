"""Days are counted as the law counts them, and papers are filed when somebody takes them (REQ-S2)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events import clear_days
from events.back_plan import Due, due
from events.models import Deadline, RuleSet

DECLARATION = Deadline(days=3, earliest_days=15, unit=Deadline.Unit.CLEAR_DAYS)
CLERMONT = RuleSet(code="clermont-ferrand", country="FR")
DAY = timedelta(days=1)
# Fixed and movable public holidays of France, written down apart from the library that the house asks.
FIXED = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
AFTER_EASTER = [1, 39, 50]


@pytest.mark.parametrize(
    ("day", "earliest", "latest"),
    [
        (date(2027, 4, 24), date(2027, 4, 8), date(2027, 4, 20)),
        (date(2027, 6, 21), date(2027, 6, 7), date(2027, 6, 17)),
        (date(2027, 5, 19), date(2027, 5, 3), date(2027, 5, 14)),
        (date(2027, 1, 21), date(2027, 1, 5), date(2027, 1, 15)),
    ],
)
def test_the_declaration_falls_on_the_days_of_the_domain(day: date, earliest: date, latest: date) -> None:
    assert due(DECLARATION, CLERMONT, day) == Due(latest, earliest)


@pytest.mark.parametrize(
    ("days", "day", "falls_on"),
    [(90, date(2027, 3, 20), date(2026, 12, 18)), (15, date(2027, 2, 5), date(2027, 1, 21))],
)
def test_plain_days_fall_on_those_of_the_domain(days: int, day: date, falls_on: date) -> None:
    assert due(Deadline(days=days, unit=Deadline.Unit.DAYS), CLERMONT, day).due_on == falls_on


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.integers(0, 120), st.booleans())
def test_the_last_day_is_one_on_which_somebody_works_and_never_later_than_the_law(
    day: date, days: int, clear: bool
) -> None:
    unit = Deadline.Unit.CLEAR_DAYS if clear else Deadline.Unit.DAYS
    last = due(Deadline(days=days, unit=unit), CLERMONT, day).due_on
    law = day - (days + clear) * DAY
    assert last <= law
    assert works(last)
    # And not a day earlier than it must be.
    assert not any(works(last + n * DAY) for n in range(1, (law - last).days + 1))


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.integers(0, 30), st.integers(0, 60))
def test_it_opens_no_earlier_than_the_law_and_before_it_ends(day: date, days: int, more: int) -> None:
    asked = Deadline(days=days, earliest_days=days + more, unit=Deadline.Unit.CLEAR_DAYS)
    last, first = due(asked, CLERMONT, day)
    assert first is not None
    assert first <= last
    assert first >= day - (days + more + 1) * DAY or first == last


def test_where_no_holidays_are_kept_only_the_weekend_is_left_out() -> None:
    assert (clear_days.is_working_day(date(2027, 7, 14)), clear_days.is_working_day(date(2027, 7, 14), "")) == (
        False,
        True,
    )


def works(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in FIXED and (day - easter(day.year)).days not in AFTER_EASTER


def easter(year: int) -> date:
    """The algorithm of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize(("country", "subdivision"), [("fr", ""), ("ZZ", ""), ("FR", "XYZ"), ("FR", "Puy")])
def test_a_country_that_nobody_knows_is_refused_in_the_office_and_keeps_no_holidays(
    country: str, subdivision: str
) -> None:
    odd = RuleSet(code="ailleurs", name="Ailleurs", country=country, subdivision=subdivision)
    with pytest.raises(ValidationError) as refused:
        odd.clean()
    assert list(refused.value.message_dict)[-1] == ("subdivision" if subdivision else "country")
    assert clear_days.is_working_day(date(2027, 7, 14), country, subdivision) == (country != "FR")
