"""ANNULÉ, REPORTÉ, DÉPLACÉ: one word that is read from across the street, then where and when now; both languages."""

from __future__ import annotations

from typing import Final, NamedTuple

from events import agenda, news, refusals
from events.agenda import Status
from events.models import EventChange, EventDate
from events.posters import sheets
from events.posters.sheets import (
    A4_HEIGHT,
    A4_WIDTH,
    MARGIN,
    MUSTARD,
    PAPER,
    SLATE,
    TOMATO,
    Box,
    Colour,
    Sheet,
    Style,
    capital,
    display,
    strong,
)
from venue.paper import INK, SOFT

INNER: Final = A4_WIDTH - 2 * MARGIN
BAND, RISE = 96.0, 14.0
QR: Final = 46.0
FOOT: Final = A4_HEIGHT - MARGIN - QR


class Face(NamedTuple):
    word: str
    english: str
    band: Colour
    ink: Colour


FACES: Final = {
    Status.CANCELLED: Face("ANNULÉ", "Cancelled", TOMATO, PAPER),
    Status.POSTPONED: Face("REPORTÉ", "Postponed", SLATE, PAPER),
    Status.RESCHEDULED: Face("DÉPLACÉ", "Moved", MUSTARD, INK),
}


def pdf(date: EventDate, *, size: str) -> bytes:
    """Raises NothingToTell for a date that takes place as it was announced."""
    status = agenda.status(date)
    face = FACES.get(status)
    if face is None:
        raise refusals.NothingToTell
    sheet = Sheet(size, title=f"{face.word} · {date.event.title}", language="fr")
    band(sheet, face, date)
    top = title(sheet, date)
    top = now(sheet, date, top) if status == Status.RESCHEDULED else before(sheet, date, top)
    sheet.words(why(date, status), Box(MARGIN, top + 7, INNER, FOOT - top - 12), Style(22, leading=1.3))
    read_more(sheet, date)
    return sheet.finished()


def band(sheet: Sheet, face: Face, date: EventDate) -> None:
    """The word fills the width of the sheet, under the roof of the yard."""
    sheet.polygon(face.band, (0, 0), (A4_WIDTH, 0), (A4_WIDTH, BAND - RISE), (0, BAND))
    sheet.words(date.event.building.name, Box(MARGIN, 11, INNER, 8), display(15, face.ink), lines=1)
    sheet.words(face.word, Box(MARGIN - 2, 21, INNER + 4, 60), display(160, face.ink), lines=1)
    sheet.words(face.english, Box(MARGIN, 70, INNER, 12), strong(26, face.ink), lines=1)


def title(sheet: Sheet, date: EventDate) -> float:
    event = date.event
    top = sheet.words(event.title, Box(MARGIN, BAND + 5, INNER, 34), display(44))
    if event.title_en:
        top = sheet.words(event.title_en, Box(MARGIN, top + 1, INNER, 8), Style(15, SOFT), lines=1)
    return top


def now(sheet: Sheet, date: EventDate, top: float) -> float:
    """Where and when it is now, in the largest letters; what it was is crossed out below."""
    top = sheet.words("Maintenant · Now", Box(MARGIN, top + 5, INNER, 8), strong(15, TOMATO), lines=1)
    top = sheet.words(capital(sheets.day(date, "fr")), Box(MARGIN, top, INNER, 18), display(42), lines=1)
    top = sheet.words(sheets.hours(date, "fr"), Box(MARGIN, top + 1, INNER, 15), display(34), lines=1)
    name, where = sheets.place(date, "fr")
    top = sheet.words(name, Box(MARGIN, top + 2, INNER, 14), strong(29), lines=1)
    if where:
        top = sheet.words(where, Box(MARGIN, top, INNER, 8), Style(16, SOFT), lines=1)
    return crossed(sheet, was(date), top + 4, Style(18, SOFT))


def before(sheet: Sheet, date: EventDate, top: float) -> float:
    """The day on which it is not, crossed out."""
    name, _where = sheets.place(date, "fr")
    top = crossed(sheet, capital(sheets.day(date, "fr")), top + 8, display(42, SOFT))
    return crossed(sheet, f"{sheets.hours(date, 'fr')}, {name}", top + 2, Style(24, SOFT))


def was(date: EventDate) -> str:
    day = f"{sheets.day(date, 'fr', was=True)}, {sheets.hours(date, 'fr', was=True)}" if date.was_starts_at else ""
    return ", ".join(part for part in (day, date.was_place) if part)


def crossed(sheet: Sheet, text: str, top: float, style: Style) -> float:
    """One line with a stroke through it."""
    end = sheet.words(text, Box(MARGIN, top, INNER, 20), style, lines=1)
    middle = top + (end - top) * 0.53
    width = sheet.page.get_string_width(text) / sheet.scale
    sheet.line(TOMATO, (MARGIN - 1, middle), (MARGIN + width + 1, middle), thick=max(0.7, style.largest * 0.035))
    return end


def why(date: EventDate, status: Status) -> str:
    """What the team said, in both languages; of what is put off also that its day is to come."""
    last = last_of(date, status)
    said = [part for part in (last.words, last.words_en) if part] if last else []
    if status == Status.POSTPONED:
        said += ["La nouvelle date n’est pas encore connue.", "The new day is not known yet."]
    return "\n".join(said)


def last_of(date: EventDate, status: Status) -> EventChange | None:
    """The change by which this date came to stand as it does."""
    said = EventChange.objects.filter(event=date.event_id, what=news.WHAT[status]).order_by("-at", "-pk")
    return next((it for it in said if concerns(it, date)), None)


def concerns(change: EventChange, date: EventDate) -> bool:
    """Whether the change is of this date: it names its dates, or is of the whole event."""
    named = [it["id"] for it in change.figures.get("dates", [])]
    return date.pk in named if named else change.date_id in (None, date.pk)


def read_more(sheet: Sheet, date: EventDate) -> None:
    address = sheets.address(date, "fr")
    words = Box(MARGIN, FOOT + QR - 14, INNER - QR - 8, 14)
    sheet.words(f"Toutes les nouvelles · All news\n{sheets.shown(address)}", words, strong(13))
    sheet.qr(address, left=A4_WIDTH - MARGIN - QR, top=FOOT, side=QR)
