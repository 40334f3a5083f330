"""The clock on the wall of a house: what is planned for three in the afternoon stays at three, and what ends an hour
after it at four, when a date goes over a night in which the clocks change.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def read(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock shows then; naive."""
    return moment.astimezone(zone).replace(tzinfo=None)


def between(first: datetime, second: datetime, zone: ZoneInfo) -> timedelta:
    """How far its hands go from the one to the other."""
    return read(second, zone) - read(first, zone)


def later(moment: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """When its hands have gone so far, or back; in the hour that spring leaves out, an hour later."""
    return (read(moment, zone) + by).replace(tzinfo=zone).astimezone(UTC)


def end(starts_at: datetime, was: tuple[datetime, datetime], zone: ZoneInfo) -> datetime:
    """When it ends if it lasts as long by the clock as it `was`; where its hands cannot say, as long by the sun."""
    ends_at = later(starts_at, between(*was, zone), zone)
    return ends_at if ends_at > starts_at else starts_at + (was[1] - was[0])


def both_later(starts_at: datetime, ends_at: datetime, by: timedelta, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A stretch that goes along."""
    then = later(starts_at, by, zone)
    return then, end(then, (starts_at, ends_at), zone)
