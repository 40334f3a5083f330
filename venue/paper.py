"""A sheet of paper in the house's own letters: what every PDF of the house begins and ends with.

Import it late: fpdf and its fonts are a fifth of a web process's start.
"""

import logging
from datetime import datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.fonts import TTFFont

from venue import wording
from venue.codes import pictures

FONTS: Final = Path(__file__).parent / "fonts"
INK: Final = (35, 32, 29)
SOFT: Final = (91, 84, 76)
A4: Final = (210.0, 297.0)  # millimetres
A5: Final = (148.0, 210.0)

# It tells of every table of every font that it makes smaller.
logging.getLogger("fontTools").setLevel(logging.WARNING)


def sheet(size: tuple[float, float], *, margin: float, title: str, language: str) -> FPDF:
    """The first page, empty, in ink; `text` (plain and bold) and `display` (bold) are its fonts, millimetres its unit.

    Nothing breaks onto a second page by itself: who may need one says so (`set_auto_page_break`).
    """
    paper = FPDF(format=size, unit="mm")
    paper.add_font("text", "", FONTS / "AtkinsonHyperlegibleNext-Regular.ttf")
    paper.add_font("text", "B", FONTS / "AtkinsonHyperlegibleNext-Bold.ttf")
    paper.add_font("display", "B", FONTS / "BricolageGrotesque-ExtraBold.ttf")
    paper.set_text_shaping(True)
    paper.set_auto_page_break(False)
    paper.set_margins(margin, margin, margin)
    paper.c_margin = 0
    paper.set_title(title)
    paper.set_lang(language)
    paper.add_page()
    paper.set_text_color(*INK)
    return paper


def draw_qr(paper: FPDF, grid: list[list[bool]], *, left: float, top: float, side: float) -> None:
    """A QR code (`venue.codes.pictures.modules`) in black; its quiet zone is the caller's."""
    module = side / len(grid)
    paper.set_fill_color(0, 0, 0)
    for column, row, width in pictures.runs(grid):
        paper.rect(left + column * module, top + row * module, width * module, module, style="F")


def draw_stamp(paper: FPDF, house: str, printed_at: datetime, *, top: float) -> None:
    """On the right, in small: whose paper it is, and how old (`printed_at` in the house's own time)."""
    paper.set_font("text", "", 8)
    paper.set_text_color(*SOFT)
    paper.set_xy(paper.l_margin, top)
    told = f"{house}\nimprimé / printed {printed_at:%d/%m}, {wording.hour(printed_at, 'fr')}"
    paper.multi_cell(0, 4, told, align="R")
    paper.set_text_color(*INK)


def finished(paper: FPDF) -> bytes:
    """The file, once; its fonts are closed."""
    try:
        return bytes(paper.output())
    finally:
        put_away(paper)


def put_away(paper: FPDF) -> None:
    """Close the fonts, else their files stay open until the garbage is collected."""
    for font in paper.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()
