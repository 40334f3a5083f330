"""A text for the door: what whoever stands before it must know, in both languages, in the largest letters that fit.

At the old place of what has moved it sends people on; where something takes place it says so.
"""

from __future__ import annotations

from typing import Final

from events import agenda
from events.agenda import Status
from events.models import EventDate
from events.posters import changed, sheets
from events.posters.sheets import A4_HEIGHT, A4_WIDTH, MARGIN, TOMATO, Box, Sheet, Style, capital, display, strong
from venue.paper import SOFT

INNER: Final = A4_WIDTH - 2 * MARGIN
QR: Final = 38.0
MIDDLE: Final = 136.0
SENTENCES: Final = {
    Status.SCHEDULED: {"fr": "C’est ici.", "en": "It is here."},
    Status.CANCELLED: {"fr": "Ce rendez-vous n’a pas lieu.", "en": "This does not take place."},
    Status.POSTPONED: {"fr": "Ce rendez-vous est reporté.", "en": "This is put off."},
}
ELSEWHERE: Final = {"fr": "Ce n’est plus ici.", "en": "It is no longer here."}
ANOTHER_TIME: Final = {"fr": "C’est ici, mais pas à l’heure annoncée.", "en": "It is here, at another time."}
COME: Final = {"fr": "Venez plutôt :", "en": "Please come here instead:"}


def pdf(date: EventDate) -> bytes:
    """One A4 page, French above, English below."""
    sheet = Sheet("a4", title=f"{date.event.title} · {date.event.building.name}", language="fr")
    half(sheet, date, "fr", MARGIN + 2)
    sheet.line(SOFT, (MARGIN, MIDDLE), (A4_WIDTH - MARGIN, MIDDLE), thick=0.3)
    half(sheet, date, "en", MIDDLE + 9)
    sheet.qr(sheets.address(date, "fr"), left=A4_WIDTH - MARGIN - QR, top=A4_HEIGHT - MARGIN - QR, side=QR)
    words = Box(MARGIN, A4_HEIGHT - MARGIN - 11, INNER - QR - 8, 11)
    sheet.words(f"{date.event.building.name}\n{sheets.shown(sheets.address(date, 'fr'))}", words, strong(11))
    return sheet.finished()


def half(sheet: Sheet, date: EventDate, language: str, top: float) -> None:
    event, status = date.event, agenda.status(date)
    title = event.title_en if language == "en" and event.title_en else event.title
    top = sheet.words(sentence(date, status)[language], Box(MARGIN, top, INNER, 34), display(46, TOMATO))
    top = sheet.words(title, Box(MARGIN, top + 3, INNER, 20), display(28))
    day = f"{capital(sheets.day(date, language))}, {sheets.hours(date, language)}"
    if status in SENTENCES and status != Status.SCHEDULED:
        top = changed.crossed(sheet, day, top + 3, Style(21, SOFT))
    else:
        top = where_to_come(sheet, date, language, day, top)
    sheet.words(reason(date, status, language), Box(MARGIN, top + 4, INNER - QR - 8, 26), Style(17, leading=1.3))


def where_to_come(sheet: Sheet, date: EventDate, language: str, day: str, top: float) -> float:
    if date.was_place:
        top = sheet.words(COME[language], Box(MARGIN, top + 3, INNER, 8), strong(15, TOMATO), lines=1)
    name, where = sheets.place(date, language)
    top = sheet.words(name, Box(MARGIN, top + 2, INNER, 13), strong(26), lines=1)
    top = sheet.words(where, Box(MARGIN, top, INNER, 8), Style(16, SOFT), lines=1) if where else top
    return sheet.words(day, Box(MARGIN, top + 1, INNER, 11), strong(22), lines=1)


def sentence(date: EventDate, status: Status) -> dict[str, str]:
    if status != Status.RESCHEDULED:
        return SENTENCES[status]
    return ELSEWHERE if date.was_place else ANOTHER_TIME


def reason(date: EventDate, status: Status, language: str) -> str:
    if status == Status.SCHEDULED:
        return date.event.summary_en if language == "en" and date.event.summary_en else date.event.summary
    last = changed.last_of(date, status)
    if last is None:
        return ""
    return last.words_en if language == "en" and last.words_en else last.words
