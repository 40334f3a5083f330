"""What an authorisation is for: grounds and hours, as the file named them when it was given.

A declaration and a permit name the place, the day and the hour (CSI L211-2; CG3P L2122-1: precarious, personal, for one
ground, DOMAIN §6.1). So what stays within what was named stays authorised: a shorter afternoon, a plan B that was in
the file. What leaves it, for another site, another day or a later hour, is authorised no longer: it is announced *sous
réserve* until an answer comes, by a manager's word as at its first announcement (REQ-S1), and what was filed for it is
to be filed again (`back_plan.again`). A room of the house asks nobody, so that a storm never does either.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.models import Event, EventDate, Site

# `site` (its number), `starts_at`, `ends_at` (ISO 8601): kept as JSON with the event.
Ground = dict[str, Any]


def grant(event: Event) -> None:
    """It is authorised from now on, for what its dates and their plans B say at this moment; not saved."""
    event.authorised_at = timezone.now()
    event.authorised_for = file_of(event.dates.standing().select_related("site", "fallback_site"))


def withdraw(event: Event) -> None:
    """Not authorised any more; not saved. Of what the street knows `conditional_by` must name who announces it so."""
    event.authorised_at = None
    event.authorised_for = []


def file_of(dates: Iterable[EventDate]) -> list[Ground]:
    """The grounds and hours that a file names for these dates: where each is, and where its plan B would be."""
    named = []
    for date in dates:
        named.append(ground(date.site, date.starts_at, date.ends_at))
        by = date.fallback_starts_at - date.starts_at if date.fallback_starts_at else timedelta(0)
        if date.fallback_site or (by and not date.fallback_space):
            named.append(ground(date.fallback_site or date.site, date.starts_at + by, date.ends_at + by))
    return [it for it in named if it]


def ground(site: Site | None, starts_at: datetime, ends_at: datetime) -> Ground | None:
    if site is None:
        return None
    return {"site": site.pk, "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}


def within(date: EventDate, file: Iterable[Ground]) -> bool:
    """Whether the date, as it stands, is on one of these grounds in its hours, or in a room of the house."""
    if date.site is None:
        return True
    return any(
        it["site"] == date.site.pk
        and datetime.fromisoformat(it["starts_at"]) <= date.starts_at
        and date.ends_at <= datetime.fromisoformat(it["ends_at"])
        for it in file
    )
