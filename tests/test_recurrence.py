"""A rule of RFC 5545 as a person may say it, at the wall's hour."""

# ruff: noqa: DTZ001  the times of a wall are naive
from __future__ import annotations

import contextlib
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coworking.cast import PARIS, utc
from venue import recurrence
from venue.recurrence import BadRule

pytestmark = pytest.mark.django_db

AT_TEN = datetime(2026, 11, 24, 10)  # a Tuesday


def starts(rule: str, first: datetime = AT_TEN) -> list[str]:
    found = recurrence.read(rule, PARIS).occurrences(first, 120, PARIS)
    return [f"{it.starts:%d.%m. %H:%M}" for it in found]


def test_some_weekdays_so_many_times() -> None:
    assert starts("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3") == ["24.11. 10:00", "26.11. 10:00", "01.12. 10:00"]


def test_every_other_week_until_a_day_and_that_day_counts() -> None:
    assert starts("FREQ=WEEKLY;INTERVAL=2;UNTIL=20261222") == ["24.11. 10:00", "08.12. 10:00", "22.12. 10:00"]


def test_the_first_saturday_of_each_month_and_the_last_friday() -> None:
    assert starts("FREQ=MONTHLY;BYDAY=1SA;COUNT=3") == ["05.12. 10:00", "02.01. 10:00", "06.02. 10:00"]
    assert starts("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231") == ["27.11. 10:00", "25.12. 10:00"]


def test_a_day_of_the_month_where_the_month_has_it() -> None:
    assert starts("FREQ=MONTHLY;BYMONTHDAY=15,31;COUNT=4") == [
        "15.12. 10:00",
        "31.12. 10:00",
        "15.01. 10:00",
        "31.01. 10:00",
    ]
    assert len(starts("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=60")) == 60


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=WEEKLY;COUNT=1000000", recurrence.TooOften),
        ("FREQ=DAILY;UNTIL=20991231", recurrence.TooOften),
        ("FREQ=WEEKLY;UNTIL=20200101", recurrence.EndsBeforeItBegins),
        ("FREQ=WEEKLY", recurrence.OneEnd),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", recurrence.OneEnd),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=WE;COUNT=2", recurrence.NeverComes),
        ("FREQ=YEARLY;COUNT=2", BadRule),
    ],
)
def test_each_cause_has_its_sentence_and_all_one_code(rule: str, why: type[BadRule]) -> None:
    with pytest.raises(BadRule) as refused:
        starts(rule)
    assert (type(refused.value), refused.value.code) == (why, "bad_rule")


def test_an_end_in_utc_is_read_on_the_wall() -> None:
    assert starts("FREQ=DAILY;UNTIL=20261125T090000Z") == ["24.11. 10:00", "25.11. 10:00"]


def test_a_first_day_that_the_rule_does_not_mean_is_not_counted() -> None:
    assert starts("FREQ=DAILY;BYDAY=TH,FR;COUNT=2") == ["26.11. 10:00", "27.11. 10:00"]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;COUNT=61",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=20200101",
        "FREQ=WEEKLY;UNTIL=99991231",
        "FREQ=WEEKLY;INTERVAL=0;COUNT=3",
        "FREQ=WEEKLY;BYDAY=2TU;COUNT=3",
        "FREQ=WEEKLY;BYHOUR=9,10;COUNT=3",
        "FREQ=MONTHLY;COUNT=3",
        "FREQ=MONTHLY;BYDAY=SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=5SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=1SA;BYMONTHDAY=3;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3",
        "FREQ=WEEKLY;BYMONTHDAY=3;COUNT=3",
        "FREQ=DAILY,WEEKLY;COUNT=3",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "FREQ=DAILY;INTERVAL=7;BYDAY=WE;COUNT=2",
        "FREQ=WEEKLY;COUNT=3" + " " * 200,
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(rule: str) -> None:
    with pytest.raises(BadRule) as refused:
        starts(rule)
    assert refused.value.figures["allowed"]["max_occurrences"] == 60


@given(st.text(st.sampled_from("FREQWKLYDAICOUNT=;,0123456789BSUMOZ-\x00é"), max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    with contextlib.suppress(BadRule):
        assert recurrence.read(text, PARIS).freq in recurrence.FREQUENCIES


def test_the_local_hour_stays_across_both_clock_changes() -> None:
    rule = recurrence.read("FREQ=WEEKLY;COUNT=50", PARIS)
    found = rule.occurrences(datetime(2027, 1, 5, 10), 120, PARIS)
    assert {(it.starts.hour, it.ends.hour) for it in found} == {(10, 12)}
    assert {it.starts_at.hour for it in found} == {8, 9}


def test_the_hour_that_spring_leaves_out_does_not_exist() -> None:
    found = recurrence.read("FREQ=DAILY;COUNT=3", PARIS).occurrences(datetime(2027, 3, 27, 2, 30), 30, PARIS)
    assert [it.exists for it in found] == [True, False, True]


def test_of_the_hour_that_autumn_has_twice_the_first_is_meant() -> None:
    (found,) = recurrence.read("FREQ=DAILY;COUNT=1", PARIS).occurrences(datetime(2027, 10, 31, 2, 30), 30, PARIS)
    assert (found.starts_at, found.ends_at, found.is_even) == (
        utc(2027, 10, 31, 0, 30),
        utc(2027, 10, 31, 2),
        False,
    )


MONTHLY = st.builds(
    recurrence.Rule,
    freq=st.just("MONTHLY"),
    interval=st.integers(1, 4),
    days=st.sets(st.sampled_from([*recurrence.WEEKDAYS_OF_A_MONTH]), min_size=1).map(
        lambda days: tuple(day for day in recurrence.WEEKDAYS_OF_A_MONTH if day in days)
    ),
    count=st.integers(1, 12),
)
RULES = MONTHLY | st.builds(
    recurrence.Rule,
    freq=st.sampled_from(["DAILY", "WEEKLY"]),
    interval=st.integers(1, 4),
    days=st.sets(st.sampled_from([*recurrence.WEEKDAYS])).map(
        lambda days: tuple(day for day in recurrence.WEEKDAYS if day in days)
    ),
    count=st.integers(1, 12),
)


@given(RULES, st.integers(0, 11))
def test_the_rest_of_a_series_is_a_series_of_the_same_days(rule: recurrence.Rule, cut: int) -> None:
    whole = list(rule.starts(AT_TEN))
    rest = whole[cut:]
    if rest:
        assert list(rule.counted(len(rest)).starts(rest[0])) == rest
    assert list(rule.counted(len(whole[:cut])).starts(AT_TEN)) == whole[:cut]
    assert all(before < after for before, after in pairwise(whole))


@given(RULES)
def test_a_rule_is_read_back_as_it_was_written(rule: recurrence.Rule) -> None:
    assert recurrence.read(str(rule), PARIS) == rule
