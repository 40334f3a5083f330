"""Stretches of time as the database holds them: with their first moment, without their last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg.types.range import TimestamptzRange

from events import wall_clock


def span(starts_at: datetime, ends_at: datetime) -> TimestamptzRange:
    return TimestamptzRange(starts_at, ends_at, "[)")


def edges(stretch: Any) -> tuple[datetime, datetime]:
    """When it begins and ends; none of ours is without end."""
    return stretch.lower, stretch.upper


def later(stretch: Any, by: timedelta, zone: ZoneInfo) -> TimestamptzRange:
    """`by` later, or earlier, on the clock of the house."""
    return span(*wall_clock.both_later(*edges(stretch), by, zone))
