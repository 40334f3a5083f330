"""Addresses of events on the web: made from the title once, and kept for ever (links and calendars hold them)."""

from __future__ import annotations

from itertools import count
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from events.models import Event

# Words that follow /events/, /dehors/ and /equipe/atelier/ themselves.
RESERVED: Final = frozenset({"registrations", "admissions", "news", "inscriptions", "lieux"})
LONGEST: Final = 60
TRIES: Final = 20


def of(title: str) -> str:
    """« Bal de la Saint-Jean ! » is `bal-de-la-saint-jean`; a title without a Latin letter is just an event."""
    return slugify(title)[:LONGEST].strip("-_") or "evenement"


def save(event: Event) -> Event:
    """Save a new event at the first free address: `bal`, `bal-2`, `bal-3`, …"""
    base = of(event.title)
    known = set(Event.objects.filter(slug__startswith=base[: LONGEST - 5]).values_list("slug", flat=True)) | RESERVED
    tries = 0
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        event.slug = base[: LONGEST - len(ending)] + ending
        if event.slug in known:
            continue
        try:
            with transaction.atomic():
                event.save(force_insert=True)
        except IntegrityError:  # somebody was quicker with the same title
            tries += 1
            if tries == TRIES:
                raise
            continue
        break
    return event
