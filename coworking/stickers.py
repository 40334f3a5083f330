"""The stickers of desks, seats and rooms: A4 sheets of eight labels (99.1 × 67.7 mm, as shops sell them).

Scanning one says at which place one is; it is no secret that opens anything. Both languages stand on each. Below the
QR the same in eight signs, with the page to type them on, for whoever has no camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from fpdf import FPDF

from coworking.arrivals import desk_code
from coworking.models import Resource
from venue import paper
from venue.codes import pictures, short
from venue.paper import INK, SOFT

COLUMNS, ROWS = 2, 4
LABEL: Final = (99.1, 67.7)  # millimetres
FIRST: Final = (4.65, 13.1)
STEP: Final = (101.6, 67.7)
PADDING: Final = 8.0
QR_SIDE: Final = 45.0
QUIET, TYPED = 4.0, 8.0  # white around the QR, and what stands below it
LANGUAGES: Final = ("fr", "en")


def link(resource: Resource) -> str:
    """What the QR says; the key stays after #, where no log sees it."""
    return f"{settings.PUBLIC_URL}/travailler/ici/#{resource.sticker_key}"


def page_to_type_on() -> str:
    """Without the scheme, as one reads it off a wall."""
    return f"{settings.PUBLIC_URL}/travailler/ici".partition("://")[2]


def stickers_pdf(resources: Sequence[Resource], *, language: str) -> bytes:
    """One label for each, eight on a sheet; `language` is that of the file's title."""
    with translation.override(language):
        sheets = paper.sheet(paper.A4, margin=0, title=gettext("Stickers of the places"), language=language)
    for number, resource in enumerate(resources):
        place = number % (COLUMNS * ROWS)
        if number and not place:
            sheets.add_page()
        row, column = divmod(place, COLUMNS)
        label(sheets, resource, left=FIRST[0] + column * STEP[0], top=FIRST[1] + row * STEP[1])
    return paper.finished(sheets)


def label(sheet: FPDF, resource: Resource, *, left: float, top: float) -> None:
    """The QR on the left; on the right the code to read from afar, the name, and what scanning is for."""
    above = (LABEL[1] - QR_SIDE - QUIET - TYPED) / 2
    grid = pictures.modules(link(resource), any_text=True)
    paper.draw_qr(sheet, grid, left=left + PADDING, top=top + above, side=QR_SIDE)
    typed(sheet, resource, left + PADDING, top + above + QR_SIDE + QUIET)
    beside, width = left + PADDING + QR_SIDE + 5, LABEL[0] - 2 * PADDING - QR_SIDE - 5
    y = top + above - 0.5
    sheet.set_text_color(*INK)
    y = line(sheet, resource.code, beside, y, width, font=("display", "B", 26))
    sheet.set_text_color(*SOFT)
    for name in dict.fromkeys([resource.name, resource.name_en or resource.name]):
        y = line(sheet, name, beside, y, width, font=("text", "", 10))
    y = top + above + QR_SIDE - len(LANGUAGES) * 9.4
    sheet.set_text_color(*INK)
    for language in LANGUAGES:
        for words, font in zip(said(resource, language), (("text", "B", 12), ("text", "", 8.5)), strict=True):
            y = line(sheet, words, beside, y, width, font=font)


def typed(sheet: FPDF, resource: Resource, left: float, top: float) -> None:
    """What somebody without a camera types, and where."""
    sheet.set_text_color(*INK)
    top = line(sheet, short.spelled(desk_code(resource)), left, top, QR_SIDE, font=("text", "B", 12))
    sheet.set_text_color(*SOFT)
    line(sheet, page_to_type_on(), left, top, QR_SIDE, font=("text", "", 8))


def line(sheet: FPDF, words: str, left: float, top: float, width: float, *, font: tuple[str, str, float]) -> float:
    """One line, set smaller when it would not fit; where the next one begins."""
    family, style, size = font
    sheet.set_font(family, style, size)
    if (needed := sheet.get_string_width(words)) > width:
        sheet.set_font_size(size * width / needed)
    height = size * 0.44
    sheet.set_xy(left, top)
    sheet.cell(width, height, words)
    return top + height


def said(resource: Resource, language: str) -> tuple[str, str]:
    """What one says by scanning, and who may sit here."""
    with translation.override(language):
        return gettext("I am here"), for_whom(resource)


def for_whom(resource: Resource) -> str:
    if resource.resident_id:
        return gettext("a resident’s desk")
    if not resource.bookable:
        return gettext("without booking")
    return gettext("scan when you arrive")
