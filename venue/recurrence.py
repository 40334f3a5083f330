"""Which days a rule of RFC 5545 means, at the hour of the clock on the wall (REQ-W1, issue 3 §6).

Only what a person says of a desk, a room or an event: every so many days, weeks or months, on some weekdays, on the
first Saturday or the 15th of a month, so many times or until a day. The wall's hour stays across both clock changes. In
the hour that spring leaves out nothing takes place; of the hour that autumn has twice, the first is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.utils.translation import gettext_lazy as _
from icalendar import vRecur

from venue import rules
from venue.errors import Refused

FREQUENCIES: Final[dict[str, Literal[1, 2, 3]]] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
}
WEEKDAYS: Final = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), rrule.weekdays, strict=True))
# Of a month: the first to the fourth, or the last; not each month has a fifth.
ORDINALS: Final = ("1", "2", "3", "4", "-1")
WEEKDAYS_OF_A_MONTH: Final = {
    f"{ordinal}{day}": weekday(int(ordinal)) for ordinal in ORDINALS for day, weekday in WEEKDAYS.items()
}
DAYS: Final = WEEKDAYS | WEEKDAYS_OF_A_MONTH
PARTS: Final = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL")
LONGEST_INTERVAL: Final = 52
LONGEST_TEXT: Final = 200
LONGEST_MONTH: Final = timedelta(days=31)


class BadRule(Refused):
    """Carries `allowed`: what a rule may be made of. Those below say which of it was not heeded."""

    code = "bad_rule"
    message = _(
        "Every so many days, weeks or months, on some weekdays, on the first Saturday or the 15th of a month, so many "
        "times or until a day: nothing else can repeat."
    )

    def __init__(self) -> None:
        super().__init__(
            allowed={
                "parts": list(PARTS),
                "freq": list(FREQUENCIES),
                "byday": list(WEEKDAYS),
                "byday_of_a_month": list(WEEKDAYS_OF_A_MONTH),
                "bymonthday": [1, 31],
                "max_interval": LONGEST_INTERVAL,
                "max_occurrences": rules.get("series.max_occurrences"),
                "example": "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10",
            }
        )


class OneEnd(BadRule):
    message = _("Say how many times, or until which day: one of the two.")


class TooOften(BadRule):
    message = _("That is too many times: choose fewer, or an earlier end.")


class EndsBeforeItBegins(BadRule):
    message = _("This would end before its first day.")


class NeverComes(BadRule):
    message = _("There is no such day: look at the days and the interval again.")


class Occurrence(NamedTuple):
    """One day's stretch as the clock on the wall shows it: aware, in the house's zone. To compare, take `starts_at`:
    Python holds no time of a doubled or missing hour equal to one of another zone (PEP 495).
    """

    starts: datetime
    ends: datetime

    @property
    def starts_at(self) -> datetime:
        return self.starts.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return self.ends.astimezone(UTC)

    @property
    def exists(self) -> bool:
        """Whether the clock shows both ends that day."""
        return not any(is_left_out(end, self.zone) for end in self)

    @property
    def is_even(self) -> bool:
        """Whether it is as long as the wall says: no clock changes meanwhile."""
        return self.ends_at - self.starts_at == self.ends - self.starts

    @property
    def zone(self) -> ZoneInfo:
        assert isinstance(self.starts.tzinfo, ZoneInfo)  # noqa: S101  as `occurrences` makes them
        return self.starts.tzinfo


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`until` is the last moment at which one may start, on the wall (naive); `month_days` are those of a month."""

    freq: str
    interval: int = 1
    days: tuple[str, ...] = ()
    month_days: tuple[int, ...] = ()
    count: int | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        """As RFC 5545 writes it; only of a rule that counts, whose end needs no zone."""
        parts: dict[str, Any] = {"FREQ": self.freq, "COUNT": self.count}
        if self.interval > 1:
            parts["INTERVAL"] = self.interval
        if self.days:
            parts["BYDAY"] = list(self.days)
        if self.month_days:
            parts["BYMONTHDAY"] = list(self.month_days)
        return str(vRecur(parts).to_ical().decode())  # type: ignore[no-untyped-call]

    def counted(self, count: int) -> Rule:
        """The same, so many times."""
        return replace(self, count=count, until=None)

    def starts(self, first: datetime) -> Iterator[datetime]:
        """Each start from the wall time `first` on, naive; of one that never comes, none.

        Every seven days, on Wednesdays, from a Tuesday: dateutil would look for it until the year 9999. In seven times
        the interval each weekday has come that ever does; in four months, each day of a month that comes most years.
        """
        most = int(rules.get("series.max_occurrences")) + 1
        reach = first + most * self.interval * (timedelta(weeks=1) if self.freq != "MONTHLY" else 4 * LONGEST_MONTH)
        found = rrule.rrule(
            FREQUENCIES[self.freq],
            dtstart=first,
            interval=self.interval,
            byweekday=[DAYS[day] for day in self.days] or None,
            bymonthday=self.month_days or None,
            until=min(self.until, reach) if self.until else reach,
        )
        return islice(iter(found), self.count)

    def occurrences(self, first: datetime, minutes: int, zone: ZoneInfo) -> list[Occurrence]:
        """Each stretch from the wall time `first` (naive) on, `minutes` of the wall's clock long.

        Raises NeverComes or EndsBeforeItBegins when there is none, TooOften for more than `series.max_occurrences`.
        """
        most = int(rules.get("series.max_occurrences"))
        starts = list(islice(self.starts(first), most + 1))
        if len(starts) > most:
            raise TooOften
        if not starts:
            raise EndsBeforeItBegins if self.until and self.until < first else NeverComes
        return stretches(starts, minutes, zone)


def stretches(starts: list[datetime], minutes: int, zone: ZoneInfo) -> list[Occurrence]:
    length = timedelta(minutes=minutes)
    return [Occurrence(start.replace(tzinfo=zone), (start + length).replace(tzinfo=zone)) for start in starts]


def read(text: str, zone: ZoneInfo) -> Rule:
    """The rule that `text` says; an UNTIL in UTC is turned to the wall time of `zone`. Raises BadRule, OneEnd."""
    try:
        said = dict(vRecur.from_ical(text)) if len(text) <= LONGEST_TEXT else {}
        until = only(said.pop("UNTIL", [None]))
        rule = Rule(
            freq=str(only(said.pop("FREQ", [""]))),
            interval=only(said.pop("INTERVAL", [1])),
            days=weekdays(said.pop("BYDAY", [])),
            month_days=days_of_a_month(said.pop("BYMONTHDAY", [])),
            count=only(said.pop("COUNT", [None])),
            until=last_start(until, zone) if until else None,
        )
    except (ValueError, OverflowError):
        raise BadRule from None
    sensible = rule.freq in FREQUENCIES and 1 <= rule.interval <= LONGEST_INTERVAL and (rule.count or 1) >= 1
    if said or not sensible or not names_its_days(rule):
        raise BadRule
    if (rule.count is None) == (rule.until is None):
        raise OneEnd
    return rule


def names_its_days(rule: Rule) -> bool:
    """A month is told its weekdays by their number ("1SA") or its days by theirs, one of the two; a week neither."""
    if rule.freq == "MONTHLY":
        return (set(rule.days) <= set(WEEKDAYS_OF_A_MONTH)) and bool(rule.days) != bool(rule.month_days)
    return set(rule.days) <= set(WEEKDAYS) and not rule.month_days


def only(values: list[Any]) -> Any:
    (value,) = values
    return value


def weekdays(values: list[str]) -> tuple[str, ...]:
    """In the order of the week, or of the month where "2TU" is its second Tuesday."""
    if set(values) - set(DAYS):
        raise ValueError
    return tuple(day for day in DAYS if day in values)


def days_of_a_month(values: list[int]) -> tuple[int, ...]:
    if set(values) - set(range(1, 32)):
        raise ValueError
    return tuple(sorted(set(values)))


def last_start(until: date, zone: ZoneInfo) -> datetime:
    """A day counts to its end."""
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until


def is_left_out(said: datetime, zone: ZoneInfo) -> bool:
    """Whether `said` names a wall time that spring leaves out, in an offset of that night (28 March 2027, 02:30).

    The same moment said in another offset, as in UTC, is a moment like any other.
    """
    wall = said.replace(tzinfo=None)
    there = wall.replace(tzinfo=zone)
    if there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall:
        return False
    return said.utcoffset() in {there.replace(fold=fold).utcoffset() for fold in (0, 1)}
