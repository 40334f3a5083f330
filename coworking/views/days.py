"""The day on which a question is asked, in the house's own zone."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from venue.house.models import Building


def today(building: Building) -> date:
    return timezone.now().astimezone(ZoneInfo(building.time_zone)).date()
