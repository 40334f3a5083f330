"""Days before an event as the law counts them, and the working day that is early enough (REQ-S2, DOMAIN §6.1).

A clear day (*jour franc*) is a whole one between two: neither the day of filing nor that of the event counts. When the
last day falls on a Saturday, a Sunday or a holiday, nobody takes papers then: one files earlier, never later.
"""

from __future__ import annotations

from datetime import date, timedelta

from venue.house import public_holidays

DAY = timedelta(days=1)
SATURDAY = 5


def before(day: date, days: int, *, clear: bool) -> date:
    """The day that leaves `days` (clear days, or plain ones) before `day`."""
    return day - timedelta(days=days + clear)


def is_working_day(day: date, country: str = "FR", subdivision: str = "") -> bool:
    """Monday to Friday, no public holiday of the country (ISO 3166; '' keeps none)."""
    return day.weekday() < SATURDAY and day not in public_holidays.of(country, subdivision, day.year)


def working_day_by(day: date, country: str = "FR", subdivision: str = "") -> date:
    """`day` itself, or the last working day before it."""
    while not is_working_day(day, country, subdivision):
        day -= DAY
    return day


def working_day_from(day: date, country: str = "FR", subdivision: str = "") -> date:
    """`day` itself, or the first working day after it."""
    while not is_working_day(day, country, subdivision):
        day += DAY
    return day
