"""A ticket on paper, for a meal or an event: one A5 page that says when, where, and what to do without a phone.

Paid or given, it is the same page (REQ-C5): nothing here knows about money. French stands on every ticket, because
whoever stands at the door reads it; the person's own language stands beside it.

Import it late: fpdf and its fonts are a fifth of a web process's start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, cast

from django.utils import translation
from django.utils.translation import gettext, ngettext
from fpdf import FPDF

from venue import paper
from venue.codes import pictures, short
from venue.paper import INK, SOFT

WIDTH, HEIGHT = paper.A5
MARGIN, GUTTER = 12.0, 6.0  # millimetres
QR_SIDE, QUIET = 64.0, 6.5
LEADING: Final = 0.46  # millimetres a line for each point of the letter
LANGUAGES: Final = {"fr", "en"}


class Passage(NamedTuple):
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """`heading` and `place` stand above; then, for each of `languages`, French first, its moment and its passages."""

    title: str  # of the file
    heading: str
    place: str
    languages: Sequence[str]
    moments: Sequence[str]
    passages: Sequence[Sequence[Passage]]
    token: str
    short_code: str
    people: int


def languages_of(language: str) -> list[str]:
    """French, and the person's own; one that we have no words for gets French alone."""
    return ["fr"] if language == "fr" or language not in LANGUAGES else ["fr", language]


def pdf(ticket: Ticket) -> bytes:
    """Exactly one page."""
    page = paper.sheet(paper.A5, margin=MARGIN, title=ticket.title, language=ticket.languages[-1])
    try:
        _heading(page, ticket)
        _when(page, ticket)
        _code(page, ticket)
        _passages(page, ticket.passages)
        return bytes(page.output())
    finally:
        paper.put_away(page)


def passages_at_the_door(language: str) -> list[Passage]:
    """What every ticket says of itself."""
    with translation.override(language):
        return [
            Passage(
                # Translators: « À l'entrée »
                gettext("At the door"),
                # Translators: « Montrez cette feuille ou dites le code. C'est tout : ni nom, ni papiers, ni question. »
                gettext("Show this sheet or say the code. That is all: no name, no papers, no questions."),
            ),
            Passage(
                # Translators: « Pas de téléphone ? »
                gettext("No phone?"),
                # Translators: « Cette feuille suffit. Le code de huit caractères suffit aussi : notez-le quelque
                # part. »
                gettext("This sheet is enough. So are the eight signs of the code: write them down somewhere."),
            ),
        ]


def how_to_come(language: str) -> str:
    with translation.override(language):
        # Translators: « Pour venir »
        return gettext("How to come")


def _heading(page: FPDF, ticket: Ticket) -> None:
    page.set_font("display", "B", 17)
    _fitted(page, ticket.heading, 8)
    page.set_font("text", "", 10.5)
    page.set_text_color(*SOFT)
    _fitted(page, ticket.place, 5)
    page.set_text_color(*INK)
    page.ln(2.5)
    page.set_line_width(0.6)
    page.line(MARGIN, page.get_y(), WIDTH - MARGIN, page.get_y())
    page.ln(3.5)


def _when(page: FPDF, ticket: Ticket) -> None:
    page.set_font("display", "B", 23)
    _fitted(page, ticket.moments[0], 11)
    for line in ticket.moments[1:]:
        page.set_font("text", "", 13)
        page.set_text_color(*SOFT)
        _fitted(page, line, 6)
    page.set_text_color(*INK)
    page.ln(QUIET - 2.5)


def _code(page: FPDF, ticket: Ticket) -> None:
    top = page.get_y()
    paper.draw_qr(page, pictures.modules(ticket.token), left=MARGIN, top=top, side=QR_SIDE)
    left, width = MARGIN + QR_SIDE + QUIET + 1.5, WIDTH - 2 * MARGIN - QR_SIDE - QUIET - 1.5
    page.set_left_margin(left)
    page.set_xy(left, top - 1)
    page.set_font("display", "B", 19)
    page.multi_cell(width, 8, _people(ticket.people, ticket.languages[0]), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 11)
    page.set_text_color(*SOFT)
    for language in ticket.languages[1:]:
        page.multi_cell(width, 5, _people(ticket.people, language), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_xy(left, top + QR_SIDE - 25 - 4.6 * len(ticket.languages))
    page.set_font("text", "", 10)
    for language in ticket.languages:
        page.multi_cell(width, 4.6, _or_say(language), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(*INK)
    page.set_xy(left, top + QR_SIDE - 24)
    page.set_font("text", "B", 32)
    for group in short.spelled(ticket.short_code).split():
        page.cell(width, 12, group, new_x="LMARGIN", new_y="NEXT")
    page.set_left_margin(MARGIN)
    page.set_xy(MARGIN, top + QR_SIDE + QUIET)


def _passages(page: FPDF, columns: Sequence[Sequence[Passage]]) -> None:
    """One wide column, or two narrow ones with the same passages side by side; smaller when a house has much to say."""
    width = (WIDTH - 2 * MARGIN - (len(columns) - 1) * GUTTER) / len(columns)
    largest = 12.0 if len(columns) == 1 else 9.2
    page.set_line_width(0.2)
    page.line(MARGIN, page.get_y(), WIDTH - MARGIN, page.get_y())
    top = page.get_y() + 3
    rows = list(zip(*columns, strict=True))
    room = HEIGHT - MARGIN - top
    size = next(
        (size for size in (largest - step * 0.3 for step in range(12)) if _height(page, rows, width, size) <= room),
        largest - 3.6,
    )
    leading = size * LEADING
    for row in rows:
        for at, passage in enumerate(row):
            left = MARGIN + at * (width + GUTTER)
            page.set_xy(left, top)
            page.set_font("text", "B", size)
            page.cell(width, leading, passage.heading)
            page.set_xy(left, top + leading)
            page.set_font("text", "", size)
            page.multi_cell(width, leading, passage.text, align="L")
        top += _height(page, [row], width, size)


def _height(page: FPDF, rows: Iterable[tuple[Passage, ...]], width: float, size: float) -> float:
    """How much of the page these rows take at a size, in millimetres."""
    leading = size * LEADING
    page.set_font("text", "", size)

    def lines(passage: Passage) -> int:
        written = page.multi_cell(width, leading, passage.text, align="L", dry_run=True, output="LINES")
        return len(cast("list[str]", written))

    return sum(leading * (1 + max(map(lines, row))) + 1.6 for row in rows)


def _people(people: int, language: str) -> str:
    with translation.override(language):
        # Translators: « Pour 1 personne » / « Pour %(covers)s personnes »
        return ngettext("For %(covers)s person", "For %(covers)s people", people) % {"covers": people}


def _or_say(language: str) -> str:
    with translation.override(language):
        # Translators: « Ou dites ce code : »
        return gettext("Or say this code:")


def _fitted(page: FPDF, line: str, height: float) -> None:
    """One line, set smaller when it would not fit."""
    room = WIDTH - 2 * MARGIN
    if (needed := page.get_string_width(line)) > room:
        page.set_font_size(page.font_size_pt * room / needed)
    page.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")
