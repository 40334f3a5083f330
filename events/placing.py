"""Where a date takes place, and nobody else then: take(), give_back(), follow(), conflicts().

A site of the street holds one event at a time; a room of the house claims its people like everything else in it
(REQ-E2). An idea takes nothing yet: it may dream of a square that another plan has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from events import agenda, kit, places, refusals
from events.models import CrewPlace, EventDate, KitReservation, Site
from events.models.events import EventDateQuerySet
from events.spans import edges
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.spaces import capacity
from venue.spaces.models import CapacityClaim, Layout, Space

# Asked, offered herself or settled: two of these at once are one too many.
WANTED: Final = ["applied", "asked", "confirmed"]


def take(date: EventDate) -> None:
    """Take the date's site or room for its people, instead of what it took before. Call inside a transaction.

    An idea, or a date that does not stand, only gives back. Raises SiteTaken, SiteTooSmall, and what
    `capacity.claim` raises (OverCapacity, UnknownLayout). Locks the Site, or Building and Space.
    """
    if not date.takes_place:
        return give_back(date)
    if date.site_id is not None:
        capacity.release(date.about)
        return remember(date, take_site(date, date.site_id).capacity)
    assert date.space  # noqa: S101  the database: a_date_is_at_a_site_or_in_a_room
    capacity.lock(date.space)  # before it is read: somebody may be setting the room up otherwise (`follow`)
    holds = held_by(date.space, date.layout)
    capacity.claim(
        date.space,
        expected(date, holds),
        date.starts_at,
        date.ends_at,
        source=date.about,
        title=date.event.title,
        layout=date.layout or None,
    )
    return remember(date, holds)


def refuse_twice(date: EventDate) -> None:
    """An event is not twice at one place at the same hours. Raises DateThere."""
    same = EventDate.objects.standing().filter(event=date.event_id, starts_at=date.starts_at, ends_at=date.ends_at)
    if date.stands and same.filter(site=date.site_id, space=date.space_id).exclude(pk=date.pk).exists():
        raise refusals.DateThere


def remember(date: EventDate, holds: int | None) -> None:
    """What the place holds, for who registers; the caller has the date's lock. A smaller place may shorten the line."""
    if date.holds == holds:
        return
    date.holds = holds
    places.count_line(date)
    EventDate.objects.filter(pk=date.pk).update(holds=holds, waiting=date.waiting)


def take_site(date: EventDate, site_id: int) -> Site:
    """The site as it is under its lock."""
    site = lock_site(site_id)
    if others := list(there_then(date)):
        raise refusals.SiteTaken(conflicts=[told(other) for other in others])
    refuse_small(site, people(date))
    return site


def lock_site(site: int) -> Site:
    """The race: two plans that take the same square, each looking before the other has written."""
    return Site.objects.select_for_update(no_key=True).get(pk=site)


def give_back(date: EventDate) -> None:
    """The room expects nobody for this date any more; of a site nothing is kept beside the date itself."""
    capacity.release(date.about)


def people(date: EventDate) -> int:
    """How many a place must hold at once: those who may register, those who have, or those expected if more."""
    return max(1, date.capacity or 0, date.places_taken, date.event.expected_people)


def expected(date: EventDate, holds: int) -> int:
    """How many a room must expect that holds so many: whoever may register without a number may fill it."""
    return max(people(date), holds if date.event.registers and date.capacity is None else 0)


def held_by(space: Space, layout: str) -> int:
    """Raises UnknownLayout."""
    try:
        return space.layout(layout or None).capacity
    except Layout.DoesNotExist as error:
        raise capacity.UnknownLayout from error


def refuse_small(site: Site, wanted: int) -> None:
    if site.capacity is not None and wanted > site.capacity:
        raise refusals.SiteTooSmall(expected=wanted, allowed=site.capacity)


def refuse_unfit(site: Site | None, space: Space | None, layout: str, wanted: int) -> None:
    """Whether a plan B could hold them at all; nothing is taken. Raises PlanBTooSmall or UnknownLayout."""
    allowed = site.capacity if site else held_by(space, layout) if space else None
    if allowed is not None and wanted > allowed:
        raise refusals.PlanBTooSmall(expected=wanted, allowed=allowed)


def there_then(date: EventDate) -> EventDateQuerySet:
    """Dates of other events that take the same site meanwhile."""
    taking = EventDate.objects.taking_place().exclude(event=date.event_id).filter(site=date.site_id)
    overlapping = taking.filter(starts_at__lt=date.ends_at, ends_at__gt=date.starts_at)
    return overlapping.select_related("event").order_by("starts_at", "pk")


def told(other: EventDate) -> dict[str, Any]:
    zone = agenda.zone(other.event)
    return {
        "slug": other.event.slug,
        "title": other.event.local_title,
        "starts_at": other.starts_at.astimezone(zone).isoformat(),
        "ends_at": other.ends_at.astimezone(zone).isoformat(),
    }


# --- when the place itself changes ------------------------------------------------------------------------------------


def lock_dates(**at: Any) -> list[EventDate]:
    """The dates to come that take this `site` or `space`, locked in their order, before the place itself."""
    rows = EventDate.objects.select_for_update(of=("self",), no_key=True).taking_place().filter(**at)
    return list(rows.filter(ends_at__gt=timezone.now()).select_related("event", "space__building").order_by("pk"))


def follow(**at: Any) -> None:
    """The `site` or `space` holds another number from now on: its dates to come take their place anew.

    Call inside the transaction that has written it, which must end when they do not fit: raises DatesDoNotFit with all
    of those, so that nobody is promised a place that is not there.
    """
    unfit = []
    # Those locked already stay so; one that came meanwhile is seen now, since whoever wrote it held the place's lock.
    for date in lock_dates(**at):
        held = date.holds
        try:
            with transaction.atomic():
                take(date)
        except Refused as no:
            unfit.append(told(date) | {"code": no.code, "expected": people(date)})
            continue
        if date.holds != held:
            places.count(date)
            announce_on_commit(f"event:{date.event.slug}")
    if unfit:
        raise refusals.DatesDoNotFit(conflicts=unfit)


def follow_room(space: Space) -> None:
    """A room is set up otherwise, or its layouts hold another number (`settings.WHEN_LAYOUTS_CHANGE`)."""
    lock_dates(space=space)
    capacity.lock(space)
    follow(space=space)


# --- looking, without a lock ------------------------------------------------------------------------------------------


def conflicts(dates: Iterable[EventDate]) -> dict[int, list[dict[str, Any]]]:
    """What stands in the way of each of these dates: `{kind: site|crew|kit|cap, with}`. Six statements at most.

    Ideas count here as well: better to know before one takes the square. For the eyes only; `take` decides.
    """
    found: dict[int, list[dict[str, Any]]] = {date.pk: [] for date in dates}
    standing = [date for date in dates if date.stands and date.event.dropped_at is None]
    if standing:
        for date, kind, words in [*at_sites(standing), *of_crew(standing), *of_kit(standing), *of_caps(standing)]:
            clash = {"kind": kind, "with": words}
            if clash not in found[date]:
                found[date].append(clash)
    return found


Clash = tuple[int, str, str]


def at_sites(dates: Sequence[EventDate]) -> list[Clash]:
    at = [date for date in dates if date.site_id is not None]
    others = meanwhile(at).filter(site__in={date.site_id for date in at}) if at else []
    return [
        (date.pk, "site", other.event.local_title)
        for other in others
        for date in at
        if other.site_id == date.site_id and other.event_id != date.event_id and overlap(date, other)
    ]


def of_crew(dates: Sequence[EventDate]) -> list[Clash]:
    """Somebody who is wanted, or leads on site, at two dates at once."""
    led = {date.event.site_lead_id for date in dates} - {None}
    others = meanwhile(dates).filter(event__site_lead__in=led) if led else []
    clashes = [
        (date.pk, "crew", other.event.local_title)
        for other in others
        for date in dates
        if other.event_id != date.event_id and other.event.site_lead_id == date.event.site_lead_id
        if overlap(date, other)
    ]
    mine = CrewPlace.objects.filter(slot__date__in=dates, state__in=WANTED)
    wanted = CrewPlace.objects.filter(person__in=mine.values("person"), state__in=WANTED)
    by_person: dict[Any, list[CrewPlace]] = defaultdict(list)
    for place in wanted.select_related("slot__date__event"):
        by_person[place.person_id].append(place)
    ours = {date.pk for date in dates}
    for wanted_of in by_person.values():
        clashes += [
            (one.slot.date_id, "crew", other.slot.date.event.local_title)
            for one in wanted_of
            for other in wanted_of
            if one.slot.date_id in ours and one.slot.date_id != other.slot.date_id and other.slot.date.stands
            if meet(one.during, other.during)
        ]
    return clashes


def of_kit(dates: Sequence[EventDate]) -> list[Clash]:
    """More of an item reserved at once than there is; the database keeps single ones apart."""
    kept = KitReservation.objects.filter(state__in=["reserved", "out"])
    mine = kept.filter(date__in=dates).values("item")
    by_item: dict[int, list[KitReservation]] = defaultdict(list)
    for row in kept.filter(item__in=mine).select_related("item", "date__event"):
        by_item[row.item_id].append(row)
    ours, now = {date.pk for date in dates}, timezone.now()
    clashes = []
    for rows in by_item.values():
        for one in (row for row in rows if row.date_id in ours):
            at_once = [row for row in rows if meet(row.during, one.during)]
            if kit.peak([kit.use_of(row, now) for row in at_once], *edges(one.during)) > one.item.usable:
                with_ = [row.date.event.local_title for row in at_once if row.date_id != one.date_id]
                clashes += [(one.date_id, "kit", f"{one.item.local_name} · {title}") for title in with_]
    return clashes


def of_caps(dates: Sequence[EventDate]) -> list[Clash]:
    """More people than a room, the basement or the building would hold (REQ-E2); '' where the date alone does."""
    inside = [date for date in dates if date.space]
    if not inside:
        return []
    claims = list(
        CapacityClaim.objects.filter(
            space__building__in={date.space.building_id for date in inside if date.space},
            released_at=None,
            starts_at__lt=max(date.ends_at for date in inside),
            ends_at__gt=min(date.starts_at for date in inside),
        ).select_related("space", "layout")
    )
    layouts: dict[int, list[Layout]] = defaultdict(list)
    for layout in Layout.objects.filter(space__in={date.space_id for date in inside}):
        layouts[layout.space_id].append(layout)
    clashes = []
    for date in inside:
        no = would_be_too_many(date, layouts[date.space_id or 0], claims)
        if no:
            titles = [it["title"] for it in no.figures["conflicts"]]
            clashes += [(date.pk, "cap", title) for title in titles or [""]]
    return clashes


def would_be_too_many(
    date: EventDate, layouts: Iterable[Layout], claims: Iterable[CapacityClaim]
) -> capacity.OverCapacity | None:
    """What `capacity.claim` would answer beside these claims; a layout that the room lacks is another matter."""
    usual = next((it for it in layouts if it.is_default), None)
    chosen = next((it for it in layouts if it.name == date.layout), None)
    assert date.space  # noqa: S101  asked of rooms only
    if usual is None:
        return None
    mine = CapacityClaim(
        space=date.space,
        people=expected(date, (chosen or usual).capacity),
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        layout=chosen,
    )
    try:
        capacity.refuse_beside(mine, [it for it in claims if it.source != date.about], usual=usual.capacity)
    except capacity.OverCapacity as no:
        return no
    return None


def meanwhile(dates: Sequence[EventDate]) -> EventDateQuerySet:
    """Standing dates of plans in the span of these."""
    first, last = min(date.starts_at for date in dates), max(date.ends_at for date in dates)
    standing = EventDate.objects.standing().filter(event__dropped_at=None)
    return standing.filter(starts_at__lt=last, ends_at__gt=first).select_related("event")


def meet(one: Any, other: Any) -> bool:
    """Whether two ranges of time share a moment."""
    return bool(one.lower < other.upper and one.upper > other.lower)


def overlap(one: EventDate, other: EventDate) -> bool:
    return one.starts_at < other.ends_at and one.ends_at > other.starts_at
