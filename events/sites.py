"""The sites of the street and what was learnt there: save(), learn()."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from events import back_plan, naming, placing, refusals, rule_sets
from events.models import Event, EventDate, Lesson, RuleSet, Site
from events.models.events import EventQuerySet
from venue.errors import NotFound

MOST_LESSONS: Final = 50
# What calendars show of a site.
SHOWN: Final = frozenset({"name", "name_en", "address", "city", "latitude", "longitude", "is_exact"})
NEXT_DATES: Final = 3


def find(code: str) -> Site:
    """Raises NotFound."""
    site = Site.objects.select_related("rule_set", "fallback").filter(code=code).first()
    if site is None:
        raise NotFound
    return site


def told(plans: EventQuerySet, **which: Any) -> list[Site]:
    """Sites with all that their page shows: what was learnt, and the next dates of these plans there."""
    coming = EventDate.objects.coming().filter(event__in=plans.filter(dropped_at=None))
    soonest = coming.select_related("event__building").order_by("starts_at", "pk")[:NEXT_DATES]
    known = Site.objects.filter(**which).select_related("rule_set", "fallback").prefetch_related("lessons__event")
    found: list[Any] = list(known.prefetch_related(Prefetch("dates", soonest, to_attr="soonest")))
    for site in found:
        site.told_dates = [placing.told(date) | {"state": date.event.state} for date in site.soonest]
    return found


@transaction.atomic
def save(site: Site, said: dict[str, Any]) -> Site:
    """Write a site; where other rules apply from now on, the plans that begin there have other tasks, and where it
    holds another number, its dates to come do too.

    Raises UnknownRuleSet, UnknownSite (plan B), OwnPlanB, CodeTaken, DatesDoNotFit.
    """
    if site.pk:
        site = locked(site, said)
    was = copy(site)
    if "rule_set" in said:
        rules = RuleSet.objects.exclude(code=rule_sets.HOUSE).filter(code=said.pop("rule_set")).first()
        if rules is None:
            raise refusals.UnknownRuleSet
        site.rule_set = rules
    if "fallback" in said:
        site.fallback = naming.site(said.pop("fallback"))
        if site.fallback and site.fallback.pk == site.pk:
            raise refusals.OwnPlanB
    for name, value in said.items():
        setattr(site, name, value)
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError as error:
        raise refusals.CodeTaken from error
    if was.pk:
        follow(site, was)
    return site


def follow(site: Site, was: Site) -> None:
    """What hangs on a site, once it is written. Raises DatesDoNotFit."""
    if was.rule_set_id != site.rule_set_id:
        renew_plans_at(site)
    if was.capacity != site.capacity:
        placing.follow(site=site)
    if any(getattr(was, name) != getattr(site, name) for name in SHOWN):
        site.dates.public().coming().tell_calendars()


def locked(site: Site, said: Iterable[str]) -> Site:
    """The site as it is now, with its lock, after those that what is said needs: plans, dates, site (DESIGN §4)."""
    if "rule_set" in said:
        list(plans_at(site))
    if not {*SHOWN, "capacity"}.isdisjoint(said):
        placing.lock_dates(site=site)
    return placing.lock_site(site.pk)


def plans_at(site: Site) -> EventQuerySet:
    """With their locks, in their order."""
    there = EventDate.objects.filter(site=site).values("event")
    plans = Event.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=there, dropped_at=None)
    return plans.order_by("pk")


def renew_plans_at(site: Site) -> None:
    for plan in plans_at(site):
        back_plan.renew(plan)


@transaction.atomic
def learn(site: Site, text: str, *, by: str, event: Event | None = None) -> Lesson:
    """What the next one should know. Raises TooManyLessons."""
    if site.lessons.count() >= MOST_LESSONS:
        raise refusals.TooManyLessons(allowed=MOST_LESSONS)
    return Lesson.objects.create(site=site, event=event, text=text, by=by)
