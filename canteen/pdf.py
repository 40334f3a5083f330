"""The ticket on paper: one A5 page that says when, where, how to come, and what to do without a phone.

Paid, given or exchanged for a voucher, it is the same page (REQ-C5): nothing here knows about money. French stands on
every ticket, because whoever stands at the door reads it; the person's own language stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext, ngettext
from fpdf import FPDF

from canteen.models import Sitting
from venue import paper, rules, wording
from venue.codes import pictures, short
from venue.house.models import Building
from venue.paper import INK, SOFT

WIDTH, HEIGHT = paper.A5
MARGIN, GUTTER = 12.0, 6.0  # millimetres
QR_SIDE, QUIET = 64.0, 6.5
LEADING: Final = 0.46  # millimetres a line for each point of the letter
LANGUAGES: Final = {"fr", "en"}


class Passage(NamedTuple):
    heading: str
    text: str


def ticket_pdf(
    *,
    building: Building,
    token: str,
    short_code: str,
    covers: int,
    language: str,
    sitting: Sitting | None = None,
    kept_from: datetime | None = None,
    valid_until: date | None = None,
) -> bytes:
    """A ticket for a sitting, or one that is good for any sitting until a day included; exactly one page.

    `kept_from` is when the covers began to wait for whoever ordered during the meal (default: its start).
    `language` is the person's; one that we have no words for gets French alone.
    """
    languages = ["fr"] if language == "fr" or language not in LANGUAGES else ["fr", language]
    page = _page(building, languages[-1])
    try:
        _heading(page, building, sitting)
        _when(page, building, sitting, valid_until, languages)
        _code(page, token, short_code, covers, languages)
        _passages(page, [list(_words(building, sitting, kept_from, each)) for each in languages])
        return bytes(page.output())
    finally:
        paper.put_away(page)


def _page(building: Building, language: str) -> FPDF:
    title = f"{_in(language, 'ticket')} · {building.name}"
    return paper.sheet(paper.A5, margin=MARGIN, title=title, language=language)


def _heading(page: FPDF, building: Building, sitting: Sitting | None) -> None:
    page.set_font("display", "B", 17)
    page.cell(0, 8, building.name, new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 10.5)
    page.set_text_color(*SOFT)
    room = f"{sitting.space.name} · " if sitting else ""
    _fitted(page, f"{room}{building.address}, {building.postcode} {building.city}", 5)
    page.set_text_color(*INK)
    page.ln(2.5)
    page.set_line_width(0.6)
    page.line(MARGIN, page.get_y(), WIDTH - MARGIN, page.get_y())
    page.ln(3.5)


def _when(
    page: FPDF, building: Building, sitting: Sitting | None, valid_until: date | None, languages: list[str]
) -> None:
    lines = [_moment(building, sitting, valid_until, language) for language in languages]
    page.set_font("display", "B", 23)
    _fitted(page, lines[0], 11)
    for line in lines[1:]:
        page.set_font("text", "", 13)
        page.set_text_color(*SOFT)
        _fitted(page, line, 6)
    page.set_text_color(*INK)
    page.ln(QUIET - 2.5)


def _moment(building: Building, sitting: Sitting | None, valid_until: date | None, language: str) -> str:
    if sitting is not None:
        starts = sitting.starts_at.astimezone(ZoneInfo(building.time_zone))
        return f"{wording.day(starts.date(), language)}, {wording.hour(starts, language)}"
    if valid_until is None:
        raise ValueError("a ticket is for a sitting or until a day")
    with translation.override(language):
        # Translators: « Jusqu'au mardi 24 novembre 2026 »
        return gettext("Until %(day)s") % {"day": f"{wording.day(valid_until, language)} {valid_until.year}"}


def _code(page: FPDF, token: str, short_code: str, covers: int, languages: list[str]) -> None:
    top = page.get_y()
    paper.draw_qr(page, pictures.modules(token), left=MARGIN, top=top, side=QR_SIDE)
    left, width = MARGIN + QR_SIDE + QUIET + 1.5, WIDTH - 2 * MARGIN - QR_SIDE - QUIET - 1.5
    page.set_left_margin(left)
    page.set_xy(left, top - 1)
    page.set_font("display", "B", 19)
    page.multi_cell(width, 8, _people(covers, languages[0]), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 11)
    page.set_text_color(*SOFT)
    for language in languages[1:]:
        page.multi_cell(width, 5, _people(covers, language), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_xy(left, top + QR_SIDE - 25 - 4.6 * len(languages))
    page.set_font("text", "", 10)
    for language in languages:
        page.multi_cell(width, 4.6, _in(language, "or say"), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(*INK)
    page.set_xy(left, top + QR_SIDE - 24)
    page.set_font("text", "B", 32)
    for group in short.spelled(short_code).split():
        page.cell(width, 12, group, new_x="LMARGIN", new_y="NEXT")
    page.set_left_margin(MARGIN)
    page.set_xy(MARGIN, top + QR_SIDE + QUIET)


def _passages(page: FPDF, columns: list[list[Passage]]) -> None:
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


def _words(building: Building, sitting: Sitting | None, kept_from: datetime | None, language: str) -> Iterator[Passage]:
    with translation.override(language):
        yield Passage(
            # Translators: « À l'entrée »
            gettext("At the door"),
            # Translators: « Montrez cette feuille ou dites le code. C'est tout : ni nom, ni papiers, ni question. »
            gettext("Show this sheet or say the code. That is all: no name, no papers, no questions."),
        )
        yield Passage(
            # Translators: « Pas de téléphone ? »
            gettext("No phone?"),
            # Translators: « Cette feuille suffit. Le code de huit caractères suffit aussi : notez-le quelque part. »
            gettext("This sheet is enough. So are the eight signs of the code: write them down somewhere."),
        )
        yield (
            _late(building, sitting, kept_from or sitting.starts_at, language)
            if sitting
            else Passage(
                # Translators: « Quel jour ? »
                gettext("Which day?"),
                # Translators: « Celui que vous voulez, jusqu'à cette date, tant qu'il reste une place. Sans réserver. »
                gettext("Any that you like until that date, while there is a seat left. No need to book."),
            )
        )
        # Translators: « Pour venir »
        yield Passage(gettext("How to come"), _directions(building, language))


def _late(building: Building, sitting: Sitting, kept_from: datetime, language: str) -> Passage:
    minutes = rules.get("meal.release_after_start_min", at=sitting.starts_at, building=building.pk)
    kept = (kept_from + timedelta(minutes=minutes)).astimezone(ZoneInfo(building.time_zone))
    return Passage(
        # Translators: « En retard, ou un empêchement ? »
        gettext("Late, or not coming?"),
        gettext(
            # Translators: « Votre place vous attend jusqu'à 12 h 15 ; après, venez quand même, il reste souvent une
            # assiette. Si vous ne venez pas, dites-le-nous : quelqu'un d'autre pourra s'asseoir. »
            "Your place is kept until %(hour)s; come all the same after that, there is often a plate left. "
            "If you cannot come, tell us: somebody else can sit down."
        )
        % {"hour": wording.hour(kept, language)},
    )


def _directions(building: Building, language: str) -> str:
    told = building.directions if language == "fr" else building.directions_en or building.directions
    return told or f"{building.address}, {building.postcode} {building.city}"


def _people(covers: int, language: str) -> str:
    with translation.override(language):
        # Translators: « Pour 1 personne » / « Pour %(covers)s personnes »
        return ngettext("For %(covers)s person", "For %(covers)s people", covers) % {"covers": covers}


def _in(language: str, which: str) -> str:
    with translation.override(language):
        # Translators: « Ticket repas » / « Ou dites ce code : »
        return gettext("Meal ticket") if which == "ticket" else gettext("Or say this code:")


def _fitted(page: FPDF, line: str, height: float) -> None:
    """One line, set smaller when it would not fit."""
    room = WIDTH - 2 * MARGIN
    if (needed := page.get_string_width(line)) > room:
        page.set_font_size(page.font_size_pt * room / needed)
    page.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")
