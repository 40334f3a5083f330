"""A plan from its first line to the street: create(), edit(), step(), authorise(), publish(), hold(),
conclude(), drop().

Each is one transaction and takes the event's lock first, then those of its dates. The back-plan is made anew with
every fact that the rules ask about (REQ-S2).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from events import back_plan, bars, crew, dates, kit, naming, placing, refusals, report, slugs, states
from events.models import DateState, Event, EventChange, EventDate, EventState, Registration
from venue.house.models import Building, OperatingEntity

WHAT = EventChange.What
# What people agreed to when they registered.
AGREED: Final = frozenset({"price", "price_cents", "entity", "registers"})
# What calendars show of an event: another one is another SEQUENCE (REQ-S4).
SHOWN: Final = frozenset({"title", "title_en", "summary", "summary_en"})
# By these the street knows what is over or called off.
NAMES: Final = frozenset({"title", "title_en"})
OVER: Final = states.OVER
# What money and law went by on the day.
SETTLED: Final = frozenset({"price", "price_cents", "entity", "registers", "waiting_list"})
# What a room's claim is made of.
CLAIMED: Final = frozenset({"title", "expected_people", "registers"})


@transaction.atomic
def create(building: Building, said: dict[str, Any], wishes: Iterable[dict[str, Any]] = (), *, by: str) -> Event:
    """A new idea, perhaps with dates already. `said` and each wish are facts as `naming` reads them.

    Raises PriceUnclear, what `naming` raises, and what `dates.put` raises.
    """
    facts = naming.facts_of_event(said, building)
    event = Event(building=building, **{"entity": usual_entity(building)} | facts)
    settle_price(event, facts)
    slugs.save(event)
    EventChange.objects.create(event=event, what=WHAT.MADE, to_state=event.state, by=by)
    for wish in wishes:
        dates.put(event, wish)
    if event.rule:
        event.save(update_fields=["rule"])
    bars.follow(event)
    back_plan.renew(event)
    return event


def usual_entity(building: Building) -> OperatingEntity:
    """Who organised the last event of the house, else the first legal body. Raises UnknownEntity in a house without."""
    last = Event.objects.filter(building=building).select_related("entity").first()
    found = last.entity if last else OperatingEntity.objects.order_by("pk").first()
    if found is None:
        raise refusals.UnknownEntity
    return found


@transaction.atomic
def edit(slug: str, said: dict[str, Any], *, by: str) -> Event:
    """Change what is written of an event; what people registered for stays. Nothing is told when nothing differs.

    Raises WrongState (given up), PeopleRegistered, TitleStays, Incomplete, PriceUnclear, BarStays, BarQuotaReached, and
    TermsStay, what `naming` and `placing.take` raise.
    """
    event = locked(slug)
    facts = naming.facts_of_event(said, event.building)
    changed = {name for name, value in facts.items() if getattr(event, name) != value}
    for name in changed:
        setattr(event, name, facts[name])
    settle_price(event, facts)
    if not changed:
        return event
    if changed & AGREED and Registration.objects.filter(date__event=event).exists():
        raise refusals.PeopleRegistered
    if changed & CLAIMED:
        place(event)
    refuse_unannounced(event, changed)
    if changed & {"bar", "entity"}:
        refuse_settled_bar(event)
        bars.follow(event)
    if "animator" in changed and event.animator:
        event.tasks.to_do().filter(owner=None).update(owner=event.animator)
    if changed & SHOWN and event.is_public:
        dates.locked_of(event)
        event.dates.tell_calendars()
    back_plan.renew(event)
    states.record(event, WHAT.EDITED, by=by, figures={"fields": sorted(changed)})
    return event


@transaction.atomic
def set_bar(slug: str, has_bar: bool, *, by: str) -> Event:
    """With a temporary bar, counted in its year (REQ-D1), or without. Raises what `edit` raises, BarQuotaReached."""
    refuse_settled_bar(locked(slug))
    event = edit(slug, {"bar": has_bar}, by=by)
    bars.follow(event)
    return event


def refuse_settled_bar(event: Event) -> None:
    """A bar that was open stays counted, for the body that had it. Raises BarStays."""
    begun = event.dates.filter(state__in=[DateState.SCHEDULED, DateState.HELD], starts_at__lte=timezone.now())
    if event.state in OVER or (event.is_public and begun.exists()):
        raise refusals.BarStays


def refuse_unannounced(event: Event, changed: set[str]) -> None:
    """What the street was told keeps what it needs, and its title and its terms once it is over.

    Raises TitleStays, TermsStay, Incomplete.
    """
    if event.state in OVER and changed & SETTLED:
        raise refusals.TermsStay
    if event.state in OVER and changed & NAMES:
        raise refusals.TitleStays
    missing = [name for name in states.missing_fields(event) if name in changed]
    if event.is_public and missing:
        raise refusals.Incomplete(missing=missing)


def settle_price(event: Event, facts: dict[str, Any]) -> None:
    """Only a fixed price has an amount. Raises PriceUnclear."""
    fixed = event.price == Event.Price.FIXED
    if not fixed and not facts.get("price_cents"):
        event.price_cents = 0
    if fixed != bool(event.price_cents):
        raise refusals.PriceUnclear


@transaction.atomic
def step(slug: str, to: EventState, *, by: str) -> Event:
    """A step of the plan, forth or back. Beyond an idea its dates take their places; back to one they give them back.

    Raises WrongState, and what `placing.take` raises.
    """
    event = locked(slug)
    states.plan(event, to, by=by)
    place(event)
    return event


@transaction.atomic
def authorise(slug: str, *, by: str) -> Event:
    """Raises WrongState."""
    event = locked(slug)
    states.authorise(event, by=by)
    return event


@transaction.atomic
def publish(slug: str, *, by: str, conditional: bool = False) -> Event:
    """Raises what `states.publish` raises, and SiteTaken and its like."""
    event = locked(slug)
    states.publish(event, by=by, conditional=conditional)
    place(event)
    return event


@transaction.atomic
def hold(slug: str, *, by: str) -> Event:
    """It has taken place. Raises WrongState."""
    event = locked(slug)
    states.hold(event, by=by)
    return event


@transaction.atomic
def drop(slug: str, *, by: str) -> Event:
    """Give a plan up that nobody was told of: its places, its crew and its kit are free. Raises WrongState."""
    event = locked(slug)
    states.drop(event, by=by)
    for date in dates.locked_of(event):
        kit.release(date)
        crew.release(date)
    place(event)
    bars.follow(event)
    return event


@transaction.atomic
def conclude(slug: str, *, by: str) -> Event:
    """All is told of it. Raises WrongState, ReportIncomplete."""
    event = locked(slug)
    report.close(event, by=by)
    return event


# --- by the clock -----------------------------------------------------------------------------------------------------


def hold_what_is_over() -> int:
    """Events whose last date is over were held; how many. Who comes second finds them held.

    As long as a date is put off the event stays as it is: that date is still to be moved or cancelled.
    """
    ahead = EventDate.objects.ahead().filter(event=OuterRef("pk"))
    over = Event.objects.coming().filter(~Exists(ahead), dates__state=DateState.SCHEDULED).distinct()
    held = 0
    for slug in over.order_by("pk").values_list("slug", flat=True):
        with suppress(refusals.WrongState):  # it was moved or cancelled meanwhile
            hold(slug, by="house")
            held += 1
    return held


def renew_all() -> int:
    """Rules may begin today: bring every plan that is ahead to them. How many."""
    ahead = Event.objects.filter(dropped_at=None, state__in=dates.GROWING, dates__starts_at__gt=timezone.now())
    slugs = list(ahead.order_by("pk").distinct().values_list("slug", flat=True))
    for slug in slugs:
        with transaction.atomic():
            back_plan.renew(states.locked(slug))
    return len(slugs)


def locked(slug: str) -> Event:
    """Raises NotFound, and WrongState for a plan that was given up."""
    event = states.locked(slug)
    if event.dropped_at:
        raise refusals.WrongState(state=event.state, allowed=[])
    return event


def place(event: Event) -> None:
    """Let each date to come take its place, as the event stands now; the caller holds the event's lock."""
    for date in dates.locked_of(event).filter(ends_at__gt=timezone.now()):
        date.event = event
        placing.take(date)
