"""The day's bookings on exactly one A4 page, by place and hour, with room to write: for when the network is away.

However many places there are, the lines share the height of the page. Import it late, as `venue.paper` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from fpdf import FPDF

from coworking.day_sheet import Bar, DaySheet, Row, Section
from venue import paper, wording
from venue.house.models import Building
from venue.paper import INK, SOFT

WIDTH, HEIGHT = paper.A4
MARGIN, GUTTER = 10.0, 6.0  # millimetres
TOP, FOOT = 33.0, 9.0  # what stands above and below the lines
TALLEST, ONE_COLUMN = 9.0, 24  # a line that one can write on; as many as fit in one column so
SHUT: Final = (222, 214, 201)  # light enough to print, dark enough to tell from paper
TAKEN: Final = (244, 237, 227)
RULE: Final = (189, 179, 166)
POINT: Final = 0.3528  # millimetres
SMALLEST: Final = 5.5  # points: still read at arm's length
LEADING: Final = 1.05
LEGEND: Final = (
    "Blanc = libre : écrivez un prénom, ou une croix. Gris = fermé, ou pris par la maison. "
    "« sans rés. » = pour qui vient sans réserver.\n"
    "White = free: write a first name, or a cross. Grey = closed, or needed by the house. "
    "“sans rés.” = for people who come without booking."
)


class Heading(NamedTuple):
    section: Section


class Entry(NamedTuple):
    section: Section  # said again where a column begins in the middle of it
    row: Row


Lines = list[Heading | Entry]


def day_pdf(building: Building, sheet: DaySheet, printed_at: datetime) -> bytes:
    page = paper.sheet(paper.A4, margin=MARGIN, title=f"Réservations du jour · {building.name}", language="fr")
    _heading(page, building, sheet, printed_at)
    if sheet.first == sheet.last:
        _closed(page)
    else:
        _columns(page, sheet)
        _foot(page)
    return paper.finished(page)


def _heading(page: FPDF, building: Building, sheet: DaySheet, printed_at: datetime) -> None:
    page.set_font("display", "B", 22)
    page.cell(0, 10, f"{wording.day(sheet.day, 'fr')} {sheet.day.year}".capitalize(), new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "B", 12)
    page.cell(page.get_string_width("Qui vient aujourd’hui") + 2, 6, "Qui vient aujourd’hui")
    page.set_font("text", "", 12)
    page.set_text_color(*SOFT)
    page.cell(0, 6, f"· Today’s bookings, {wording.day(sheet.day, 'en')}")
    paper.draw_stamp(page, building.name, printed_at.astimezone(sheet.zone), top=MARGIN)


def _closed(page: FPDF) -> None:
    page.set_xy(MARGIN, TOP + 20)
    page.set_font("display", "B", 36)
    page.cell(0, 16, "Fermé", align="C", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 16)
    page.cell(0, 10, "Closed that day", align="C")


def _columns(page: FPDF, sheet: DaySheet) -> None:
    columns = arranged(sheet.sections)
    height = min(TALLEST, (HEIGHT - TOP - FOOT - MARGIN) / max(len(lines) for lines in columns))
    width = (WIDTH - 2 * MARGIN - (len(columns) - 1) * GUTTER) / len(columns)
    for number, lines in enumerate(columns):
        left = MARGIN + number * (width + GUTTER)
        frame = Frame(page, sheet, left, width, height)
        for place, line in enumerate(lines):
            top = TOP + place * height
            if isinstance(line, Heading):
                frame.heading(line.section, top)
            else:
                frame.entry(line.row, top)


def arranged(sections: Sequence[Section]) -> list[Lines]:
    """The lines in one column, or in as few as give each line its height; a room that goes on is named again."""
    lines: Lines = []
    for section in sections:
        lines += [Heading(section), *(Entry(section, row) for row in section.rows)]
    if len(lines) <= ONE_COLUMN:
        return [lines]
    number = 2 if len(lines) <= 120 else 3
    most = -(-len(lines) // number)
    columns: list[Lines] = []
    while lines:
        taken, lines = lines[:most], lines[most:]
        if taken and isinstance(taken[-1], Heading):  # never a name with nothing below it
            lines = [taken.pop(), *lines]
        columns.append(taken)
        if lines and isinstance(lines[0], Entry):
            lines = [Heading(lines[0].section), *lines]
    if len(columns) > number:  # the names said again did not fit
        columns[number - 1 :] = [[line for column in columns[number - 1 :] for line in column]]
    return columns


class Frame:
    """One column of lines: labels on the left, the hours of the day on the right."""

    def __init__(self, page: FPDF, sheet: DaySheet, left: float, width: float, height: float) -> None:
        self.page, self.sheet, self.height = page, sheet, height
        self.left, self.right = left, left + width
        self.axis = left + max(20.0, width * 0.16)
        self.hours = (sheet.last - sheet.first) / timedelta(hours=1)
        self.widths: dict[tuple[str, str], float] = {}  # millimetres a point

    @property
    def size(self) -> float:
        """Of the letters, in points: what the line's height allows."""
        return min(9.5, self.height / POINT * 0.62)

    def x(self, at: datetime) -> float:
        hours = (min(max(at, self.sheet.first), self.sheet.last) - self.sheet.first) / timedelta(hours=1)
        return self.axis + (self.right - self.axis) * hours / self.hours

    def heading(self, section: Section, top: float) -> None:
        """The room's name, then the hours above its lines."""
        page, bottom = self.page, top + self.height
        page.set_draw_color(*INK)
        page.set_line_width(0.5)
        page.line(self.left, bottom, self.right, bottom)
        page.set_font("text", "B", min(self.size, 9))
        top += self.height * 0.08
        named = min(page.get_string_width(section.name) + 1.5, self.right - self.left)
        self.fitted(section.name, self.left, top, named, self.height * 0.5)
        page.set_font("text", "", min(self.size * 0.8, 7.5))
        page.set_text_color(*SOFT)
        english = "" if section.name_en == section.name else section.name_en
        self.fitted(english, self.left + named, top, self.right - self.left - named, self.height * 0.5)
        page.set_font("text", "", min(self.size * 0.72, 6.8))
        page.set_text_color(*SOFT)
        every = 1 if self.hours <= 12 else 2
        for number in range(0, int(self.hours) + 1, every):
            at = self.sheet.first + timedelta(hours=number)
            written = f"{at.astimezone(self.sheet.zone).hour}"
            width = page.get_string_width(written)
            page.set_xy(min(self.x(at) - width / 2, self.right - width), bottom - self.height * 0.45)
            page.cell(width, self.height * 0.42, written)
        page.set_text_color(*INK)

    def entry(self, row: Row, top: float) -> None:
        self.label(row, top)
        self.shut(row, top)
        self.rules(top)
        for bar in row.bars:
            self.bar(bar, top)

    def label(self, row: Row, top: float) -> None:
        page, room = self.page, self.axis - self.left - 1
        page.set_font("text", "B", self.size)
        page.set_xy(self.left, top)
        if page.get_string_width(row.label) > room:
            page.set_font_size(min(self.size * 0.8, self.height / POINT / 2.4))
        if page.get_string_width(row.label) > room:  # in two lines
            page.multi_cell(room, self.height / 2, row.label, align="L", max_line_height=self.height / 2.2)
            return
        page.cell(room, self.height, row.label)
        page.set_font("text", "", self.size * 0.75)
        page.set_text_color(*SOFT)
        self.fitted(row.note or ("sans rés." if row.walk_in else ""), self.axis - 12, top, 11.5, self.height)
        page.set_text_color(*INK)

    def shut(self, row: Row, top: float) -> None:
        """Grey where the room is not open."""
        at = self.sheet.first
        self.page.set_fill_color(*SHUT)
        for stretch in [*row.open, None]:
            until = stretch.starts if stretch else self.sheet.last
            if until > at:
                self.page.rect(self.x(at), top, self.x(until) - self.x(at), self.height, style="F")
            at = stretch.ends if stretch else at

    def rules(self, top: float) -> None:
        page = self.page
        page.set_draw_color(*RULE)
        page.set_line_width(0.15)
        for number in range(int(self.hours) + 1):
            x = self.x(self.sheet.first + timedelta(hours=number))
            page.line(x, top, x, top + self.height)
        page.line(self.left, top + self.height, self.right, top + self.height)

    def bar(self, bar: Bar, top: float) -> None:
        """A stretch that is taken; its words stay within it, or the hour after it would look taken too."""
        page = self.page
        left, right = self.x(bar.starts), self.x(bar.ends)
        if right <= left:
            return
        page.set_fill_color(*(SHUT if bar.blocked else TAKEN))
        page.set_draw_color(*INK)
        page.set_line_width(0.3)
        page.rect(left, top + 0.4, right - left, self.height - 0.8, style="DF")
        page.set_font("text", "" if bar.blocked else "B", self.size * 0.9)
        inside = right - left - 1.2
        lines = self.told(bar.words, inside, self.height - 1.0)
        leading = min(page.font_size_pt * POINT * LEADING, self.height)
        first = top + (self.height - leading * len(lines)) / 2
        for number, line in enumerate(lines):
            page.set_xy(left + 0.6, first + number * leading)
            page.cell(inside, leading, line)

    def told(self, words: str, width: float, height: float) -> list[str]:
        """The lines that fit into a box, in the largest letters that let them; cut where the smallest are too large."""
        page, size = self.page, self.page.font_size_pt
        while size > SMALLEST:
            page.set_font_size(size)
            lines = self.broken(words, width)
            if all(self.width_of(line) <= width for line in lines) and self.holds(len(lines), height):
                return lines
            size -= 0.5
        page.set_font_size(SMALLEST)
        lines = self.broken(self.spelt(words, width), width)
        while len(lines) > 1 and not self.holds(len(lines), height):
            lines[-2:] = [f"{lines[-2]} {lines[-1]}"]
        return [self.cut(line, width) for line in lines]

    def width_of(self, words: str) -> float:
        """Measured once and scaled: each of many sizes is tried with it, and shaping letters takes its time."""
        page, known = self.page, (words, self.page.font_style)
        if known not in self.widths:
            self.widths[known] = page.get_string_width(words) / page.font_size_pt
        return self.widths[known] * page.font_size_pt

    def holds(self, lines: int, height: float) -> bool:
        return lines == 1 or lines * self.page.font_size_pt * POINT * LEADING <= height

    def broken(self, words: str, width: float) -> list[str]:
        """At its spaces, each line as full as can be."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_of(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def spelt(self, words: str, width: float) -> str:
        """« Maximi- lienne »: words that are too long for any line, in pieces that are not."""
        pieces: list[str] = []
        for word in words.split():
            left = word
            while self.width_of(left) > width:
                fits = [number for number in range(2, len(left) - 1) if self.width_of(f"{left[:number]}-") <= width]
                if not fits:
                    break
                at = left.rfind("-", 1, fits[-1]) + 1 or fits[-1]  # where it has a hyphen anyway
                pieces.append(f"{left[:at].removesuffix('-')}-")
                left = left[at:]
            pieces.append(left)
        return " ".join(pieces)

    def cut(self, words: str, width: float) -> str:
        """« Maximil… »; where that would be less than three letters, the first ones alone."""
        if self.width_of(words) <= width + 0.1:  # a hair more is no letter less
            return words
        kept = self.most(words, width - self.width_of("…")).rstrip(" -")
        return f"{kept}…" if len(kept) > 2 else self.most(words, width)

    def most(self, words: str, width: float) -> str:
        while words and self.width_of(words) > width:
            words = words[:-1]
        return words

    def fitted(self, words: str, left: float, top: float, width: float, height: float) -> None:
        """One line of words, smaller where it must be, cut where that is not enough."""
        page = self.page
        if (needed := self.width_of(words)) > width > 0:
            page.set_font_size(max(page.font_size_pt * width / needed, SMALLEST))
            words = self.cut(words, width)
        page.set_xy(left, top)
        page.cell(width, height, words)


def _foot(page: FPDF) -> None:
    page.set_xy(MARGIN, HEIGHT - MARGIN - 5)
    page.set_font("text", "", 8)
    page.set_text_color(*SOFT)
    page.multi_cell(0, 3.6, LEGEND)
    page.set_text_color(*INK)
