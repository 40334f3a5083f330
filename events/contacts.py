"""Whom the site lead calls; forgotten when the event is over (`event.contacts_keep_days`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.models import Event, EventContact, EventState, RunSheetLine
from venue import rules


@transaction.atomic
def replace(event: Event, them: Sequence[Mapping[str, Any]]) -> list[EventContact]:
    """The whole list as it is now: `kind`, `name`, `phone`, `note`."""
    # The race: two of the team save at once, and both lists would stand in one another.
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    event.contacts.all().delete()
    return EventContact.objects.bulk_create([EventContact(event=event, **it) for it in them])


def forget(at: datetime | None = None) -> int:
    """Erase the contacts of events that are over, and who did what on their run sheets; how many.

    What is put off will take place, and needs them still.
    """
    edge = (at or timezone.now()) - timedelta(days=int(rules.get("event.contacts_keep_days")))
    over = Event.objects.filter(dates__ends_at__lt=edge).exclude(dates__ends_at__gte=edge)
    over = over.exclude(state=EventState.POSTPONED)
    lines = RunSheetLine.objects.filter(date__event__in=over).exclude(who="")
    return EventContact.objects.filter(event__in=over).delete()[0] + lines.update(who="")
