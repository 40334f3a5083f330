"""What somebody wishes to repeat, and what of it could be had: for each of its days what booking it would answer.

Nothing is written here; `series.create` books what a plan means, all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import offers, paying, refusals, slots, wishes
from coworking.models import Booking, Resource
from coworking.slots import Stretch
from coworking.wishes import Item, Wish
from venue import recurrence
from venue.errors import Refused
from venue.people.models import Person
from venue.recurrence import Occurrence, Rule, is_left_out

DAY_MINUTES: Final = 24 * 60


class OccurrencesRefused(Refused):
    """Figure: `conflicts`, each with `starts_at`, `ends_at`, `code` and `detail`."""

    code = "occurrences_refused"
    status: ClassVar[int] = 409
    message = _("Some of these days are not possible. Nothing has been changed.")


class UnknownOccurrence(Refused):
    """Figure: `unknown`, the starts that were to be skipped and are none."""

    code = "unknown_occurrence"
    message = _("One of the days to be left out is none of the series.")


class NothingLeft(Refused):
    code = "nothing_left"
    message = _("Every day of the series is left out.")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody wishes to repeat, for whom; `first` is naive: what the clock on the wall shows."""

    resource: Resource
    rule: Rule
    first: datetime
    minutes: int
    by: str
    person: Person | None = None
    first_name: str = ""
    host: bool = False
    people: int = 1
    title: str = ""
    language: str = "fr"

    @property
    def zone(self) -> ZoneInfo:
        return slots.zone_of(self.resource.space.building_id)

    def occurrences(self) -> list[Occurrence]:
        return self.rule.occurrences(self.first, self.minutes, self.zone)

    def wish(self, items: list[Item]) -> Wish:
        return Wish(
            items=items,
            by=self.by,
            person=self.person,
            first_name=self.first_name,
            host=self.host,
            freely=plans_freely(self.resource, host=self.host),
            people=self.people,
            title=self.title,
            language=self.language,
        )


def plans_freely(resource: Resource, *, host: bool) -> bool:
    """The team plans rooms for the house: no horizon, length or quota. Seats keep their few days for everybody."""
    return host and not resource.is_seat


def plan(resource: Resource, starts_at: datetime, ends_at: datetime, rule: str, **whom: Any) -> Plan:
    """The plan whose first occurrence is said, in the wall time of the house.

    Raises BadRule, NoSuchHour, EndsBeforeStart, TooLong.
    """
    zone = slots.zone_of(resource.space.building_id)
    if is_left_out(starts_at, zone) or is_left_out(ends_at, zone):
        raise refusals.NoSuchHour
    first = wall(starts_at, zone)
    minutes = (wall(ends_at, zone) - first) // timedelta(minutes=1)
    refuse_length(minutes)
    return Plan(resource=resource, rule=recurrence.read(rule, zone), first=first, minutes=minutes, **whom)


def refuse_length(minutes: int) -> None:
    if minutes <= 0:
        raise refusals.EndsBeforeStart
    if minutes > DAY_MINUTES:
        raise refusals.TooLong(max_hours=24, asked_hours=minutes / 60)


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of the house shows, naive."""
    return moment.astimezone(zone).replace(tzinfo=None)


# --- looking first ---------------------------------------------------------------------------------------------------


class Foreseen(NamedTuple):
    """An occurrence, and what booking it would be refused with; None when it can be had."""

    occurrence: Occurrence
    refusal: Refused | None


def preview(plan: Plan, *, skip: Collection[datetime] = (), now: datetime | None = None) -> list[Foreseen]:
    """Each occurrence but the skipped ones. Quotas count the earlier ones of the same preview. Raises BadRule."""
    now = now or timezone.now()
    left_out = {start.astimezone(UTC) for start in skip}
    wanted = [it for it in plan.occurrences() if it.starts_at not in left_out]
    taken, granted, foreseen = taken_around(plan.resource, wanted, now), list[Item](), list[Foreseen]()
    for occurrence in wanted:
        try:
            refuse(plan, occurrence, granted, taken, now)
        except Refused as no:
            foreseen.append(Foreseen(occurrence, no))
        else:
            granted.append(item_of(plan, occurrence))
            taken.append(busy(granted[-1]))
            foreseen.append(Foreseen(occurrence, None))
    return foreseen


def refuse(plan: Plan, occurrence: Occurrence, granted: list[Item], taken: list[Stretch], now: datetime) -> None:
    """What `bookings.place` would say to this one, when the granted ones were already booked."""
    if not occurrence.exists:
        raise refusals.NoSuchHour
    item = item_of(plan, occurrence)
    wishes.refuse_impossible(plan.wish([item]), now)
    mine = busy(item)
    if any(it.starts_at < mine.ends_at and mine.starts_at < it.ends_at for it in taken):
        raise refusals.SeatTaken(
            resource=item.resource.code, starts_at=occurrence.starts.isoformat(), ends_at=occurrence.ends.isoformat()
        )
    wishes.refuse_quota(plan.wish([*granted, item]), now)
    if to_pay := paying.unpaid(plan.wish([item])):
        raise offers.payment_needed(to_pay)  # a desk opens with a pass; a series cannot be paid by the stretch


def item_of(plan: Plan, occurrence: Occurrence) -> Item:
    return Item(plan.resource, occurrence.starts_at, occurrence.ends_at)


def taken_around(resource: Resource, wanted: Sequence[Occurrence], now: datetime) -> list[Stretch]:
    """What others have of the resource meanwhile, in one query."""
    if not wanted:
        return []
    first, last = wanted[0].starts_at - resource.setup, wanted[-1].ends_at + resource.cleanup
    others = (
        Booking.objects.active()
        .filter(resource=resource)
        .between(first, last)
        .exclude(pk__in=Booking.objects.overdue_holds(now))
    )
    return [Stretch(it.lower, it.upper) for it in others.values_list("busy", flat=True)]


def busy(item: Item) -> Stretch:
    """As the database will keep it: set-up and clean-up included."""
    return Stretch(item.starts_at - item.resource.setup, item.ends_at + item.resource.cleanup)


def refuse_conflicts(plan: Plan, skip: Collection[datetime], now: datetime) -> list[Occurrence]:
    """The occurrences that are to be booked, if all of them can be.

    Raises BadRule, UnknownOccurrence, NothingLeft, OccurrencesRefused.
    """
    known = {it.starts_at for it in plan.occurrences()}
    if unknown := sorted({start.astimezone(UTC) for start in skip} - known):
        raise UnknownOccurrence(unknown=[start.isoformat() for start in unknown])
    foreseen = preview(plan, skip=skip, now=now)
    if not foreseen:
        raise NothingLeft
    refuse_any([(it.occurrence, it.refusal) for it in foreseen if it.refusal])
    return [it.occurrence for it in foreseen]


def refuse_any(refused: Sequence[tuple[Occurrence, Refused]]) -> None:
    if refused:
        raise OccurrencesRefused(conflicts=[tell_conflict(*it) for it in refused])


def tell_conflict(occurrence: Occurrence, no: Refused) -> dict[str, str]:
    return {
        "starts_at": occurrence.starts.isoformat(),
        "ends_at": occurrence.ends.isoformat(),
        "code": no.code,
        "detail": str(no.sentence),
    }
