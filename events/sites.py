"""The sites of the street and what was learnt there: save(), learn()."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from events import back_plan, naming, refusals
from events.models import Event, Lesson, RuleSet, Site
from venue.errors import NotFound

MOST_LESSONS = 50


def find(code: str) -> Site:
    """Raises NotFound."""
    site = Site.objects.select_related("rule_set", "fallback").filter(code=code).first()
    if site is None:
        raise NotFound
    return site


@transaction.atomic
def save(site: Site, said: dict[str, Any]) -> Site:
    """Write a site; where other rules apply from now on, the plans that begin there have other tasks.

    Raises UnknownRuleSet, UnknownSite (plan B), OwnPlanB, CodeTaken.
    """
    before = site.rule_set_id
    if "rule_set" in said:
        rules = RuleSet.objects.filter(code=said.pop("rule_set")).first()
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
    if before and before != site.rule_set_id:
        renew_plans_at(site)
    return site


def renew_plans_at(site: Site) -> None:
    plans = Event.objects.filter(dates__site=site, dropped_at=None).order_by("pk").distinct()
    for pk in plans.values_list("pk", flat=True):
        back_plan.renew(Event.objects.select_for_update(of=("self",), no_key=True).get(pk=pk))


@transaction.atomic
def learn(site: Site, text: str, *, by: str, event: Event | None = None) -> Lesson:
    """What the next one should know. Raises TooManyLessons."""
    if site.lessons.count() >= MOST_LESSONS:
        raise refusals.TooManyLessons(allowed=MOST_LESSONS)
    return Lesson.objects.create(site=site, event=event, text=text, by=by)
