"""Whom the site lead calls; forgotten when the event is over (`event.contacts_keep_days`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from events.models import Event, EventContact


@transaction.atomic
def replace(event: Event, them: Sequence[Mapping[str, Any]]) -> list[EventContact]:
    """The whole list as it is now: `kind`, `name`, `phone`, `note`."""
    # The race: two of the team save at once, and both lists would stand in one another.
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    event.contacts.all().delete()
    return EventContact.objects.bulk_create([EventContact(event=event, **it) for it in them])
