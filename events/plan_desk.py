"""One plan in full, for the desk at which it is made: what is written, its dates, tasks, papers and history."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from events import agenda, back_plan, board, placing, series, states
from events.dates import GROWING
from events.models import Event, EventDate, EventState, Paper, Task
from events.models.events import EventQuerySet
from venue.people.actors import Actor
from venue.people.models import Person
from venue.wording import in_language

S = EventState
# What anybody of the team may write, as it stands.
WRITTEN: Final = (
    "title",
    "title_en",
    "summary",
    "summary_en",
    "description",
    "description_en",
    "keywords",
    "photo_alt",
    "photo_alt_en",
    "accessible",
    "accessibility",
    "accessibility_en",
    "price",
    "price_cents",
    "expected_people",
    "sound",
    "music",
    "tents",
    "bar",
    "food",
    "city_kit",
    "registers",
    "waiting_list",
    "rule",
)


def tell(plans: EventQuerySet, slug: str, actor: Actor) -> dict[str, Any]:
    """The card and everything behind it. `local_title` is the card's title in the language of the request."""
    now = timezone.now()
    event = board.in_order(plans, now).select_related("entity").get(slug=slug)
    (card,) = board.cards([event])
    zone = agenda.zone(event)
    dates = board.dates_of(event)
    clashes = placing.conflicts([date for date in dates if date.ends_at > now])
    blocking = {task.pk for task in back_plan.blocking(event)} if not event.is_public else set()
    tasks = event.tasks.select_related("owner", "deadline").prefetch_related("papers")
    return (
        card
        | {name: getattr(event, name) for name in WRITTEN}
        | {
            "local_title": card["title"],
            "entity": {"code": event.entity.code, "name": event.entity.name},
            "photo": agenda.photo(event),
            "made_at": local(event.made_at, zone),
            "authorised_at": local(event.authorised_at, zone),
            "published_at": local(event.published_at, zone),
            "url": agenda.address(event) if event.is_public else None,
            "leading_elsewhere": leading_elsewhere([date for date in dates if date.stands and date.ends_at > now]),
            "dates": [
                tell_date(date, clashes.get(date.pk, [])) | {"following": series.count_after(date, dates)}
                for date in dates
            ],
            "tasks": [tell_task(task, blocking) for task in tasks.order_by("due_on", "pk")],
            "papers": [tell_paper(paper) for paper in event.papers.all()],
            "history": history(event, zone),
            "missing": states.missing_fields(event),
            "can": can(event, actor, now),
        }
    )


def leading_elsewhere(dates: Sequence[EventDate]) -> list[dict[str, Any]]:
    """Who leads something else on site at one of these hours: she cannot be at both, whoever chooses her reads it."""
    if not dates:
        return []
    others = placing.meanwhile(dates).exclude(event=dates[0].event_id).exclude(event__site_lead=None)
    clashing = [it for it in others.order_by("starts_at", "pk") if any(placing.overlap(it, date) for date in dates)]
    return [{"person": str(it.event.site_lead_id), "title": it.event.local_title} for it in clashing]


def local(moment: datetime | None, zone: Any) -> str | None:
    return moment.astimezone(zone).isoformat() if moment else None


def tell_date(date: EventDate, clashes: list[dict[str, Any]]) -> dict[str, Any]:
    zone = agenda.zone(date.event)
    return board.tell_date(date, zone) | {
        "site": date.site.code if date.site else None,
        "space": date.space.code if date.space else None,
        "layout": date.layout,
        "capacity": date.capacity,
        "places_taken": date.places_taken,
        "waiting": date.waiting,
        "fallback_site": date.fallback_site.code if date.fallback_site else None,
        "fallback_space": date.fallback_space.code if date.fallback_space else None,
        "fallback_place": board.ground(date.fallback_site, date.fallback_space),
        "fallback_layout": date.fallback_layout,
        "fallback_starts_at": local(date.fallback_starts_at, zone),
        "decide_at": local(date.decide_at, zone),
        "recurrence_id": local(date.recurrence_id, zone),
        "was": agenda.tell_date(date, zone)["was"],
        "conflicts": clashes,
    }


def tell_task(task: Task, blocking: set[int]) -> dict[str, Any]:
    """What is to be done, how, by whom; `needs_paper` where a paper must prove it, `lacks_paper` where that
    is neither here nor said to lie somewhere, `blocks` if one of `blocking`.
    """
    asked, papers = task.deadline, task.papers.all()
    return {
        "id": task.pk,
        "title": task.local_title,
        "advice": in_language(asked.advice, asked.advice_en) if asked else "",
        "legal_ref": asked.legal_ref if asked else "",
        "by_rule": asked is not None,
        "rule": asked.key if asked else "",
        "due_on": task.due_on.isoformat(),
        "earliest_on": task.earliest_on and task.earliest_on.isoformat(),
        "mandatory": task.mandatory,
        "state": task.state,
        "done_on": task.done_on and task.done_on.isoformat(),
        "late": task.state == Task.State.TO_DO and task.due_on < timezone.localdate(),
        "blocks": task.pk in blocking,
        "needs_paper": task.needs_paper,
        "lacks_paper": task.lacks_paper and task.state != Task.State.NOT_NEEDED,
        "owner": board.somebody(task.owner),
        "note": task.note,
        "papers": [str(paper.pk) for paper in papers],
    }


def tell_paper(paper: Paper) -> dict[str, Any]:
    return {
        "id": str(paper.pk),
        "name": paper.name,
        "task": paper.task_id,
        "content_type": paper.content_type,
        "size": paper.size,
        "at": local(paper.at, agenda.zone(paper.event)),
    }


def history(event: Event, zone: Any) -> list[dict[str, Any]]:
    """What happened to it, the newest first, with the first names of who did it."""
    changes = list(event.changes.order_by("-at", "-pk")[: board.TOLD_CHANGES])
    names = first_names(change.by for change in changes)
    return [
        {
            "what": change.what,
            "from_state": change.from_state,
            "to_state": change.to_state,
            "words": in_language(change.words, change.words_en),
            "fields": change.figures.get("fields", []),
            "at": local(change.at, zone),
            "by": names.get(change.by, ""),
        }
        for change in changes
    ]


def first_names(refs: Any) -> dict[str, str]:
    """By `person:<uuid>`; a phone, the house itself and who has left have none."""
    ids = {ref.partition(":")[2] for ref in refs if ref.startswith("person:")}
    known = Person.objects.filter(pk__in=[id for id in ids if is_uuid(id)])
    return {f"person:{pk}": name for pk, name in known.values_list("pk", "first_name")}


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def awaits_authorisation(event: Event) -> bool:
    """Whether the street knows of it, and not yet that it is authorised."""
    return event.is_public and event.authorised_at is None and event.state not in states.OVER


def can(event: Event, actor: Actor, now: datetime) -> list[str]:
    """Which of the nouns below this plan's address may be POSTed now, and `edit`; the verbs themselves decide."""
    if event.dropped_at:
        return []
    follows = states.FOLLOWS[event.state]
    manages = actor.has("manager", building=event.building_id)
    allowed = {
        "edit": True,
        "dates": event.state in GROWING,
        "steps": not event.is_public,
        "authorisation": S.AUTHORISED in follows or awaits_authorisation(event),
        "publication": S.PUBLISHED in follows and (event.authorised_at is not None or manages),
        "conditional": S.PUBLISHED in follows and event.authorised_at is None and manages,
        "changes": S.CANCELLED in follows,
        "holding": S.HELD in follows and not event.dates.ahead(now).exists(),
        "reporting": S.REPORTED in follows,
        "abandonment": not event.is_public,
    }
    return [noun for noun, may in allowed.items() if may]
