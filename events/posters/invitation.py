"""The poster of a date: what, when, where, for how much, who can come in, and a QR to its page."""

from __future__ import annotations

import io
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from events.models import Event, EventDate
from events.posters import sheets
from events.posters.sheets import (
    A4_HEIGHT,
    A4_WIDTH,
    MARGIN,
    MUSTARD,
    TOMATO,
    Box,
    Sheet,
    Style,
    capital,
    display,
    strong,
)
from venue.paper import INK, SOFT
from venue.wording import in_language

INNER: Final = A4_WIDTH - 2 * MARGIN
ROOF, RISE = 152.0, 22.0  # where the coloured part ends on the left; by how much the yard's roof rises to the right
PHOTO: Final = 98.0
QR: Final = 46.0
FOOT: Final = A4_HEIGHT - MARGIN - QR
SHARP: Final = 2400  # pixels across: enough for A3


def pdf(date: EventDate, *, size: str, language: str) -> bytes:
    with translation.override(language):
        sheet = Sheet(size, title=date.event.local_title, language=language)
        event = date.event
        top = under_a_photo(sheet, event) if event.photo else under_the_roof(sheet, event)
        when_and_where(sheet, date, top)
        if event.is_conditional:
            reservation(sheet)
        facts(sheet, date)
        sheet.qr(sheets.address(date, language), left=A4_WIDTH - MARGIN - QR, top=FOOT, side=QR)
        return sheet.finished()


def under_the_roof(sheet: Sheet, event: Event) -> float:
    """Title and sentence on mustard; where what follows begins."""
    sheet.polygon(MUSTARD, (0, 0), (A4_WIDTH, 0), (A4_WIDTH, ROOF - RISE), (0, ROOF))
    sheet.polygon(INK, (0, ROOF), (A4_WIDTH, ROOF - RISE), (A4_WIDTH, ROOF - RISE + 2.5), (0, ROOF + 2.5))
    sheet.words(event.building.name, Box(MARGIN, MARGIN, INNER / 2, 8), display(16), lines=1)
    sheet.words(event.entity.name, Box(A4_WIDTH / 2, MARGIN, INNER / 2, 8), Style(12), lines=1, align="R")
    top = sheet.words(event.local_title, Box(MARGIN, 31, INNER, 76), display(92, smallest=24))
    sheet.words(summary(event), Box(MARGIN, top + 4, INNER, ROOF - RISE - top - 8), Style(22, leading=1.3))
    return ROOF + 3


def under_a_photo(sheet: Sheet, event: Event) -> float:
    """The photo from edge to edge, title and sentence on mustard below it."""
    end = PHOTO + 54
    picture = cropped(event, A4_WIDTH / PHOTO)
    sheet.page.image(picture, x=0, y=0, w=A4_WIDTH * sheet.scale, h=PHOTO * sheet.scale)
    sheet.polygon(MUSTARD, (0, PHOTO), (A4_WIDTH + 1, PHOTO - 14), (A4_WIDTH + 1, end), (0, end))
    top = sheet.words(event.local_title, Box(MARGIN, PHOTO + 2, INNER, 36), display(56, smallest=20))
    sheet.words(summary(event), Box(MARGIN, top + 3, INNER, end - top - 5), Style(17, leading=1.3))
    return end


def cropped(event: Event, shape: float) -> io.BytesIO:
    """The middle of the photo, so many times wider than high."""
    with event.photo.open() as file:
        photo = Image.open(file).convert("RGB")
    width = min(photo.width, SHARP)
    made = io.BytesIO()
    ImageOps.fit(photo, (width, round(width / shape))).save(made, "JPEG", quality=88)
    made.seek(0)
    return made


def summary(event: Event) -> str:
    return in_language(event.summary, event.summary_en)


def when_and_where(sheet: Sheet, date: EventDate, top: float) -> None:
    language = sheet.language
    day = capital(sheets.day(date, language))
    top = sheet.words(day, Box(MARGIN, top + 6, INNER, 20), display(46, TOMATO), lines=1)
    top = sheet.words(sheets.hours(date, language), Box(MARGIN, top + 1, INNER, 15), display(34), lines=1)
    name, where = sheets.place(date, language)
    top = sheet.words(name, Box(MARGIN, top + 4, INNER, 13), strong(27), lines=1)
    if where:
        sheet.words(where, Box(MARGIN, top, INNER, 8), Style(16, SOFT), lines=1)


def reservation(sheet: Sheet) -> None:
    """*Sous réserve d'autorisation*: the public must read it (REQ-S1)."""
    stamp = Box(MARGIN, FOOT - 17, INNER, 13)
    sheet.frame(TOMATO, stamp, thick=0.9)
    inner = Box(stamp.left + 4, stamp.top + 2.6, stamp.width - 8, 9)
    sheet.words(_("Subject to authorisation."), inner, strong(19, TOMATO), lines=1, align="C")


def facts(sheet: Sheet, date: EventDate) -> None:
    """Price, registration, access, and the address for who has no phone."""
    event, width = date.event, INNER - QR - 8
    lines = [_("Register by the code, or at the house.")] if event.registers else []
    if event.accessible:
        lines.append(_("Accessible in a wheelchair."))
    if words := in_language(event.accessibility, event.accessibility_en):
        lines.append(words)
    top = sheet.words(price(event), Box(MARGIN, FOOT, width, 12), display(28), lines=1)
    end = FOOT + QR
    sheet.words("\n".join(lines), Box(MARGIN, top + 1, width, end - top - 9), Style(14, leading=1.3))
    address = sheets.shown(sheets.address(date, sheet.language))
    sheet.words(address, Box(MARGIN, end - 6, width, 6), strong(12), lines=1)


def price(event: Event) -> str:
    if event.price != Event.Price.FIXED:
        return capital(str(event.get_price_display()))
    amount = f"{event.price_cents / 100:.2f}".removesuffix(".00")
    english = (translation.get_language() or "fr").startswith("en")
    return f"€{amount}" if english else f"{amount.replace('.', ',')}\u00a0€"
