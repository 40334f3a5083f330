"""What a person plans, leads or has to do, told to her and given up when she asks (REQ-P3)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from events.models import Event, Task
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    del address
    mine = Event.objects.filter(Q(animator=person) | Q(site_lead=person)).order_by("made_at", "pk")
    tasks = Task.objects.filter(owner=person).select_related("event").order_by("due_on", "pk")
    return {
        "events": [
            {
                "event": event.title,
                "planned": event.animator_id == person.pk,
                "led_on_site": event.site_lead_id == person.pk,
                "since": event.made_at,
            }
            for event in mine
        ],
        "tasks": [
            {
                "event": task.event.title,
                "what": task.title,
                "due_on": task.due_on,
                "state": task.state,
                "note": task.note,
                "reminded_on": task.reminded_on,
            }
            for task in tasks
        ],
    }


def forget(person: Person, address: str) -> None:
    """What was hers is nobody's now, for the team to see and to give on."""
    del address
    Task.objects.filter(owner=person).update(owner=None)
    Event.objects.filter(animator=person).update(animator=None)
    Event.objects.filter(site_lead=person).update(site_lead=None)
