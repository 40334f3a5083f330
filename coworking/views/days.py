"""A day in the query of a request."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from rest_framework import serializers

from venue.house.models import Building
from venue.people.requests import Request


def day_of(request: Request, name: str) -> date | None:
    """The day called `name`, as in 2026-11-24; None where it is left out, 400 for anything else."""
    written = request.query_params.get(name)
    if not written:
        return None
    try:
        read = parse_date(written)
    except ValueError:
        read = None
    if read is None or not 2000 <= read.year <= 2200:
        raise serializers.ValidationError({name: [_("A day is needed, as in 2026-11-24.")]})
    return read


def today(building: Building) -> date:
    return timezone.now().astimezone(ZoneInfo(building.time_zone)).date()
