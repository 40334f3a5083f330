"""The photo of an event: put(), remove(). Drawn anew like all photos of the house, with words for who cannot see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from events import planning, refusals, states
from events.models import Event, EventChange
from venue.photos import redrawn


def drawn(upload: Any) -> ContentFile[bytes]:
    """Raises WrongPhoto."""
    try:
        return redrawn(upload)
    except ValidationError as error:
        raise refusals.WrongPhoto(error.messages[0]) from error


@transaction.atomic
def put(slug: str, photo: ContentFile[bytes], *, by: str, **words: str) -> Event:
    """`words` are `photo_alt` and `photo_alt_en`: those of another photo say nothing of this one.

    Raises NotFound, WrongState, Incomplete: what the street sees is told to who cannot see it.
    """
    event = planning.locked(slug)
    if event.is_public and states.is_blank(words.get("photo_alt", "")):
        raise refusals.Incomplete(missing=["photo_alt"])
    forget_later(event.photo.name)
    event.photo.save(photo.name or "", photo, save=False)
    for name in ("photo_alt", "photo_alt_en"):
        setattr(event, name, words.get(name, ""))
    states.record(event, EventChange.What.EDITED, by=by, figures={"fields": ["photo"]})
    return event


@transaction.atomic
def remove(slug: str, *, by: str) -> Event:
    """Raises NotFound, WrongState."""
    event = planning.locked(slug)
    if event.photo:
        forget_later(event.photo.name)
        event.photo, event.photo_alt, event.photo_alt_en = "", "", ""
        states.record(event, EventChange.What.EDITED, by=by, figures={"fields": ["photo"]})
    return event


def forget_later(name: str | None) -> None:
    """The old file goes once the new one is told."""

    def forget() -> None:
        if name:
            default_storage.delete(name)

    transaction.on_commit(forget, robust=True)
