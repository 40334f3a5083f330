"""How many people may be expected where and when: claim(), release().

Sittings, rooms, opened study rooms and events claim before they promise. What counts is the largest number of people
*at the same moment*, never the number of claims that overlap (REQ-E2). Claims are half-open: one that ends at 14:00
and one that begins then never meet.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.errors import Refused
from venue.house.models import Building
from venue.spaces.models import CapacityClaim, Layout, Space
from venue.spaces.occupancy import announce


class OverCapacity(Refused):
    """More people than the room, the basement or the building may hold at once.

    Figures: `scope` (space, basement, building), `expected`, `allowed`, the worst moment `from`–`until`, and the
    `conflicts` that are expected then. Nobody overrides the building's cap; layouts can change (REQ-E2).
    """

    code = "over_capacity"
    status = 409
    message = _("Too many people would be expected here at the same time.")


class UnknownLayout(Refused):
    code = "unknown_layout"
    message = _("This room cannot be set up like that.")


class Expected(NamedTuple):
    """People from `starts_at` to `ends_at`; `allowed` is what the layout of that claim holds, if it has one."""

    people: int
    starts_at: datetime
    ends_at: datetime
    allowed: int | None = None


class Peak(NamedTuple):
    """The moment at which most people too many are expected, as long as it lasts."""

    people: int
    allowed: int
    starts_at: datetime
    ends_at: datetime

    @property
    def excess(self) -> int:
        return self.people - self.allowed


@transaction.atomic
def claim(
    space: Space,
    people: int,
    starts_at: datetime,
    ends_at: datetime,
    *,
    source: str,
    title: str,
    layout: str | None = None,
) -> CapacityClaim:
    """Expect `people` in `space` from `starts_at` to `ends_at`, for `source` (`sitting:12`), whose earlier claim it
    replaces. `title` is what a manager reads in a conflict; `layout` names the set-up, else the usual one counts.

    Raises OverCapacity (409, with figures and the conflicting claims) or UnknownLayout. Locks Building, then Space.
    """
    set_up = _layout(space, layout)
    lock(space)
    standing = list(
        CapacityClaim.objects.filter(
            space__building=space.building_id, released_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        .exclude(source=source)
        .select_related("space", "layout")
        .order_by("starts_at", "pk")
    )
    mine = CapacityClaim(
        space=space,
        people=people,
        starts_at=starts_at,
        ends_at=ends_at,
        layout=set_up if layout else None,
        source=source,
        title=title,
    )
    refuse_beside(mine, standing, usual=set_up.capacity if not layout else space.default_layout.capacity)
    _release(Q(source=source))
    mine.save()
    announce(space)
    return mine


def refuse_too_many(
    space: Space,
    people: int,
    starts_at: datetime,
    ends_at: datetime,
    *,
    layout: str | None = None,
    beside: Sequence[CapacityClaim],
) -> None:
    """What claim() would answer beside these standing claims (read with their space and layout); nothing is written.

    For who looks ahead: without a lock it promises nothing. Raises OverCapacity or UnknownLayout.
    """
    set_up = _layout(space, layout)
    mine = CapacityClaim(
        space=space, people=people, starts_at=starts_at, ends_at=ends_at, layout=set_up if layout else None
    )
    refuse_beside(mine, beside, usual=set_up.capacity if not layout else space.default_layout.capacity)


def release(source: str) -> None:
    """Nobody is expected for `source` any more; saying it twice is fine. It only makes room, so it needs no lock."""
    with transaction.atomic():
        for given_back in CapacityClaim.objects.filter(source=source, released_at=None).select_related("space"):
            announce(given_back.space)
        _release(Q(source=source))


def lock(space: Space) -> None:
    """The race: two claims that fit alone, not together, each looking before the other has written.

    All rooms share the building's cap, so the building comes first. Movements and bookings only point at these rows
    and are not held up (NO KEY UPDATE).
    """
    Building.objects.select_for_update(no_key=True).get(pk=space.building_id)
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)


def refuse_beside(mine: CapacityClaim, standing: Sequence[CapacityClaim], *, usual: int) -> None:
    """Whether a claim, not yet written, fits beside the standing ones; `usual` is what its room usually holds.

    Raises OverCapacity.
    """
    building = mine.space.building
    scopes: list[tuple[str, int, list[CapacityClaim]]] = [
        ("space", usual, [it for it in standing if it.space_id == mine.space_id]),
    ]
    if mine.space.floor < 0:
        scopes.append(("basement", building.basement_cap, [it for it in standing if it.space.floor < 0]))
    if mine.space.counts_in_building_cap:
        counting = [it for it in standing if it.space.counts_in_building_cap]
        scopes.append(("building", building.public_cap, counting))
    for scope, allowed, others in scopes:
        expected = [expectation(it, of_layout=scope == "space") for it in [mine, *others]]
        peak = worst(expected, mine.starts_at, mine.ends_at, allowed=allowed)
        if peak.excess > 0:
            raise OverCapacity(**_figures(scope, peak, others))


def worst(expected: Iterable[Expected], starts_at: datetime, ends_at: datetime, *, allowed: int) -> Peak:
    """The moment between `starts_at` and `ends_at` with most people above what is allowed, the first of equals.

    `allowed` holds unless a claim of that moment brings a layout: then the smallest of those does.
    """
    inside = [it for it in expected if it.starts_at < ends_at and it.ends_at > starts_at]
    # Numbers change only where a claim begins or ends: look once in each stretch between two such moments.
    edges = sorted({starts_at, ends_at} | {_within(edge, starts_at, ends_at) for it in inside for edge in it[1:3]})
    peaks = [
        _at(edge, until, [it for it in inside if it.starts_at <= edge < it.ends_at], allowed)
        for edge, until in pairwise(edges)
    ]
    return max(peaks, key=lambda peak: peak.excess)


def expectation(standing: CapacityClaim, *, of_layout: bool) -> Expected:
    allowed = standing.layout.capacity if of_layout and standing.layout else None
    return Expected(standing.people, standing.starts_at, standing.ends_at, allowed)


def _at(starts_at: datetime, ends_at: datetime, present: list[Expected], allowed: int) -> Peak:
    set_up = [it.allowed for it in present if it.allowed is not None]
    return Peak(sum(it.people for it in present), min(set_up, default=allowed), starts_at, ends_at)


def _within(moment: datetime, starts_at: datetime, ends_at: datetime) -> datetime:
    return min(max(moment, starts_at), ends_at)


def _figures(scope: str, peak: Peak, others: Iterable[CapacityClaim]) -> dict[str, Any]:
    return {
        "scope": scope,
        "expected": peak.people,
        "allowed": peak.allowed,
        "from": peak.starts_at.isoformat(),
        "until": peak.ends_at.isoformat(),
        "conflicts": [
            {
                "source": it.source,
                "title": it.title,
                "space": it.space.code,
                "people": it.people,
                "starts_at": it.starts_at.isoformat(),
                "ends_at": it.ends_at.isoformat(),
            }
            for it in others
            if it.starts_at < peak.ends_at and it.ends_at > peak.starts_at
        ],
    }


def _layout(space: Space, name: str | None) -> Layout:
    try:
        return space.layout(name)
    except Layout.DoesNotExist as error:
        raise UnknownLayout() from error


def _release(which: Q) -> None:
    CapacityClaim.objects.filter(which, released_at=None).update(released_at=timezone.now())
