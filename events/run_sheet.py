"""What happens when, by quarters of an hour: the lines that the site lead reads (DOMAIN §6.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events import agenda, wall_clock
from events.models import EventDate, RunSheetLine
from events.refusals import OutsideTheDay
from venue.errors import Refused

QUARTER: Final = timedelta(minutes=15)
# A party that ends at midnight is cleared away in the small hours.
SMALL_HOURS: Final = time(6)


class OffTheQuarter(Refused):
    """Figures: `at`."""

    code = "off_the_quarter"
    message = _("The run sheet goes by quarters of an hour.")


@transaction.atomic
def replace(date: EventDate, lines: Sequence[Mapping[str, Any]]) -> list[RunSheetLine]:
    """The whole sheet as it is now: `at`, `what`, `who`, `where`. Raises OffTheQuarter, OutsideTheDay."""
    zone = agenda.zone(date.event)
    first, last = day_of(date, zone)
    for line in lines:
        if not first <= line["at"] <= last:
            raise OutsideTheDay.between(first, last, zone)
        if quarter(line["at"]) != line["at"]:
            raise OffTheQuarter(at=line["at"].astimezone(zone).isoformat())
    # The race: two of the team save at once, and both sheets would stand in one another.
    EventDate.objects.select_for_update(no_key=True).get(pk=date.pk)
    date.run_sheet.all().delete()
    ordered = sorted(lines, key=lambda line: line["at"])
    return RunSheetLine.objects.bulk_create([RunSheetLine(date=date, **line) for line in ordered])


def shift(date: EventDate, by: timedelta) -> None:
    """The date begins `by` later on the clock of the house: so does each line, still on a quarter."""
    lines, zone = list(date.run_sheet.all()), agenda.zone(date.event)
    for line in lines:
        line.at = quarter(wall_clock.later(line.at, by, zone))
    RunSheetLine.objects.bulk_update(lines, ["at"])


def day_of(date: EventDate, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From midnight of the day on which it begins until the small hours after its last."""
    first = datetime.combine(date.starts_at.astimezone(zone).date(), time.min, zone)
    last = datetime.combine(date.ends_at.astimezone(zone).date() + timedelta(days=1), SMALL_HOURS, zone)
    return first, last


def quarter(at: datetime) -> datetime:
    """The quarter of an hour in which this is; the zones of the world differ by whole quarters."""
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
