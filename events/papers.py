"""Permits, receipts, insurances: add(), remove(), opened(). Kept apart from photos, for the team alone.

A file is what its first bytes say, whatever its name claims; it goes back out as something to be kept, never as a page.
"""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from events import planning, refusals
from events.models import Event, EventChange, Paper, Task
from venue.errors import NotFound
from venue.reading import plain

LARGEST_BYTES: Final = 10 * 2**20
LARGEST_PIXELS: Final = 100_000_000
MOST: Final = 60
# Not a single word that follows /photos/: nothing in it has an address there.
FOLDER: Final = "private/papers"
HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


class Kind(NamedTuple):
    content_type: str
    endings: tuple[str, ...]


PDF: Final = Kind("application/pdf", (".pdf",))
JPEG: Final = Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG: Final = Kind("image/png", (".png",))


def kind_of(content: bytes) -> Kind | None:
    """What the bytes are: a PDF from head to end, or a picture that can be drawn."""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG if is_picture(content, "JPEG") else None
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG if is_picture(content, "PNG") else None
    return None


def is_picture(content: bytes, form: str) -> bool:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  a web process starts without

    try:
        with Image.open(ContentFile(content), formats=[form]) as picture:
            small = picture.width * picture.height <= LARGEST_PIXELS
            picture.verify()
            return small
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return False


@transaction.atomic
def add(slug: str, upload: Any, *, by: str, task: int | None = None, name: str = "") -> Paper:
    """Keep a file. Raises NotFound, WrongState, TooManyPapers, PaperTooLarge, WrongFile."""
    event = planning.locked(slug)
    if event.papers.count() >= MOST:
        raise refusals.TooManyPapers(allowed=MOST)
    if task is not None and not event.tasks.filter(pk=task).exists():
        raise NotFound
    kind, content = looked_at(upload)
    kept = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}{kind.endings[0]}", ContentFile(content))
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                event=event,
                task_id=task,
                file=kept,
                name=called(name or upload.name or "", kind),
                content_type=kind.content_type,
                size=len(content),
                by=by,
            )
            record(event, paper, "added", by=by)
    except Exception:
        default_storage.delete(kept)
        raise
    return paper


def looked_at(upload: Any) -> tuple[Kind, bytes]:
    """What it is, and its bytes. Raises PaperTooLarge, WrongFile."""
    if upload.size > LARGEST_BYTES:
        raise refusals.PaperTooLarge(allowed_bytes=LARGEST_BYTES)
    content = upload.read()
    kind, claimed = kind_of(content), PurePath(upload.name or "").suffix.lower()
    if kind is None or claimed not in {"", *kind.endings}:
        raise refusals.WrongFile(allowed=["pdf", "jpeg", "png"])
    return kind, content


def called(name: str, kind: Kind) -> str:
    """In one line, without folders, with the ending that it deserves."""
    stem = plain(PurePath(name.replace("\\", "/")).name).strip() or "document"
    if not stem.lower().endswith(kind.endings):
        stem += kind.endings[0]
    ending = PurePath(stem).suffix
    return stem[: 120 - len(ending)].removesuffix(ending) + ending


@transaction.atomic
def remove(paper: Paper, *, by: str) -> None:
    """The file goes with its row, unless it is what proves that something is done. Raises WrongState, PaperProves.

    Refused rather than taken as *to do again*: a tidy hand that removes a twin or a bad scan means nothing by it, and a
    declaration that was made is not undone by losing its receipt.
    """
    event = planning.locked(paper.event.slug)
    refuse_the_last_proof(paper)
    file = str(paper.file.name)
    record(event, paper, "removed", by=by)
    paper.delete()

    def forget() -> None:
        default_storage.delete(file)

    transaction.on_commit(forget, robust=True)


def refuse_the_last_proof(paper: Paper) -> None:
    """The caller holds the event's lock: two papers of one task cannot both go. Raises PaperProves."""
    task = paper.task
    if task is None or task.state != Task.State.DONE or not task.needs_paper or task.note.strip():
        return
    if not task.papers.exclude(pk=paper.pk).exists():
        raise refusals.PaperProves(task=task.pk, title=task.local_title)


def record(event: Event, paper: Paper, what: str, *, by: str) -> None:
    figures = {"fields": ["papers"], "paper": paper.name, "what": what}
    EventChange.objects.create(event=event, what=EventChange.What.EDITED, by=by, figures=figures)


def opened(paper: Paper) -> HttpResponse:
    """The file, to be kept under its name. Raises NotFound where the disk has lost it."""
    try:
        with paper.file.open("rb") as file:
            content = file.read()
    except (FileNotFoundError, ValueError) as error:
        raise NotFound from error
    disposition = content_disposition_header(as_attachment=True, filename=paper.name)
    headers = HEADERS | {"Content-Disposition": str(disposition)}
    return HttpResponse(content, content_type=paper.content_type, headers=headers)
