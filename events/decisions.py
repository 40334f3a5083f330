"""Go, plan B or no-go, at hours that are known before (REQ-S3); what was decided stands, and is decided again."""

from __future__ import annotations

from copy import copy
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import agenda, placing, wall_clock
from events.models import DateState, Decision, EventDate
from events.refusals import SiteTaken
from venue import rules
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.spaces import capacity
from venue.spaces.models import CapacityClaim

ANSWER = Decision.Answer


class NoPlanB(Refused):
    code = "no_plan_b"
    message = _("There is no other place and no other time in the plan.")


class NothingToDecide(Refused):
    """Figures: `state`."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("This date is cancelled, put off or over: there is nothing to decide.")


class Fit(NamedTuple):
    """Whether plan B holds who is expected; `allowed` None: nobody has set a limit there."""

    fits: bool
    expected: int
    allowed: int | None
    problem: dict[str, Any] | None = None


@transaction.atomic
def decide(date: EventDate, answer: Decision.Answer, *, why: str, by: str) -> Decision:
    """Write it down. Moving or cancelling is another step (`changes`): it concerns people and is previewed.

    Raises NothingToDecide, NoPlanB, and where plan B cannot be: SiteTooSmall, SiteTaken, OverCapacity.
    """
    if date.state != DateState.SCHEDULED:
        raise NothingToDecide(state=date.state)
    if answer == ANSWER.PLAN_B:
        refuse_unfit(date)
    announce_on_commit(f"day:{date.pk}")
    return Decision.objects.create(date=date, answer=answer, why=why, by=by)


def refuse_unfit(date: EventDate) -> None:
    """Look again at what plan B holds, beside what is planned there by now (REQ-S3, REQ-E2)."""
    there = as_plan_b(date)
    if there.site:
        if others := list(placing.there_then(there)):
            raise SiteTaken(conflicts=[placing.told(other) for other in others])
        placing.refuse_small(there.site, placing.people(there))
    elif space := there.space:
        meanwhile = CapacityClaim.objects.filter(
            space__building=space.building_id,
            released_at=None,
            starts_at__lt=there.ends_at,
            ends_at__gt=there.starts_at,
        )
        capacity.refuse_too_many(
            space,
            placing.expected(there, placing.held_by(space, there.layout)),
            there.starts_at,
            there.ends_at,
            layout=there.layout or None,
            beside=list(meanwhile.exclude(source=date.about).select_related("space", "layout")),
        )


def as_plan_b(date: EventDate) -> EventDate:
    """The date as it would be, not saved. Raises NoPlanB."""
    if not (date.fallback_site or date.fallback_space or date.fallback_starts_at):
        raise NoPlanB
    there = copy(date)
    if date.fallback_site or date.fallback_space:
        there.site, there.space, there.layout = date.fallback_site, date.fallback_space, date.fallback_layout
    if date.fallback_starts_at:
        there.starts_at = date.fallback_starts_at
        lasts = date.starts_at, date.ends_at
        there.ends_at = wall_clock.end(there.starts_at, lasts, agenda.zone(date.event))
    return there


def fit(date: EventDate) -> Fit | None:
    """What `refuse_unfit` finds, for a sheet; None without a plan B."""
    try:
        there = as_plan_b(date)
        refuse_unfit(date)
    except NoPlanB:
        return None
    except Refused as no:
        figures = no.figures
        return Fit(False, figures.get("expected", placing.people(date)), figures.get("allowed"), no.as_problem())
    if there.site:
        return Fit(True, placing.people(there), there.site.capacity)
    assert there.space  # noqa: S101  the database: a_date_is_at_a_site_or_in_a_room
    return Fit(True, placing.people(there), there.space.layout(there.layout or None).capacity)


class Hour(NamedTuple):
    """When it is decided, so many hours before; `answer` is the last one that was given for it."""

    hours: float
    at: datetime
    decision: Decision | None


def hours(date: EventDate, decided: list[Decision]) -> list[Hour]:
    """The hours of go or no-go: `event.go_nogo_hours` before the start, and what the plan itself says (`decide_at`).

    A decision belongs to the last of them that had come, or to the first when it was earlier still.
    """
    before = [float(hours) for hours in rules.get("event.go_nogo_hours", building=date.event.building_id)]
    times = {date.starts_at - timedelta(hours=hours) for hours in before}
    if date.decide_at:
        times.add(date.decide_at)
    ordered = sorted(times)
    found: dict[datetime, Decision] = {}
    for decision in decided if ordered else ():
        found[max((at for at in ordered if at <= decision.at), default=ordered[0])] = decision
    return [Hour((date.starts_at - at) / timedelta(hours=1), at, found.get(at)) for at in ordered]


def urgent(date: EventDate) -> bool:
    """Whether its first hour of go or no-go has come: what is decided from now on is decided by the weather."""
    return timezone.now() >= hours(date, [])[0].at


def tell(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.pk,
        "answer": decision.answer,
        "why": decision.why,
        "at": decision.at.astimezone(agenda.zone(decision.date.event)).isoformat(),
    }
