"""A poster's sheet: A4 or A3 of one drawing, in the house's colours, with words as large as their box allows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final, NamedTuple

from django.utils import timezone, translation
from fpdf import FPDF

from events import agenda
from events.models import EventDate
from venue import paper, wording
from venue.codes import pictures
from venue.paper import INK

Colour = tuple[int, int, int]
# LOOK.md
PAPER: Final = (251, 247, 240)
WHITE: Final = (255, 255, 255)
TOMATO: Final = (179, 54, 27)
MUSTARD: Final = (240, 190, 74)
SLATE: Final = (59, 91, 122)
A4_WIDTH, A4_HEIGHT = 210.0, 297.0
SIZES: Final = {"a4": 1.0, "a3": 2**0.5}
MARGIN: Final = 14.0
POINT: Final = 0.3528  # millimetres


class Box(NamedTuple):
    """In millimetres of an A4 page; an A3 page is the same drawing, larger."""

    left: float
    top: float
    width: float
    height: float


class Style(NamedTuple):
    """Of words; sizes in points of an A4 page."""

    largest: float
    colour: Colour = INK
    bold: bool = False
    font: str = "text"
    leading: float = 1.25
    smallest: float = 8


def display(largest: float, colour: Colour = INK, *, smallest: float = 16) -> Style:
    return Style(largest, colour, bold=True, font="display", leading=1.05, smallest=smallest)


def strong(largest: float, colour: Colour = INK) -> Style:
    return Style(largest, colour, bold=True)


class Sheet:
    """One page; all measures are those of A4."""

    def __init__(self, size: str, *, title: str, language: str) -> None:
        self.scale = SIZES[size]
        edges = (A4_WIDTH * self.scale, A4_HEIGHT * self.scale)
        self.page: FPDF = paper.sheet(edges, margin=0, title=title, language=language)
        self.language = language
        self.fill(PAPER, Box(0, 0, A4_WIDTH, A4_HEIGHT))

    def fill(self, colour: Colour, box: Box) -> None:
        left, top, width, height = (each * self.scale for each in box)
        self.page.set_fill_color(*colour)
        self.page.rect(left, top, width, height, style="F")

    def polygon(self, colour: Colour, *points: tuple[float, float]) -> None:
        self.page.set_fill_color(*colour)
        self.page.polygon([(x * self.scale, y * self.scale) for x, y in points], style="F")

    def frame(self, colour: Colour, box: Box, *, thick: float = 0.8) -> None:
        left, top, width, height = (each * self.scale for each in box)
        self.page.set_draw_color(*colour)
        self.page.set_line_width(thick * self.scale)
        self.page.rect(left, top, width, height, style="D", round_corners=True, corner_radius=3 * self.scale)

    def line(self, colour: Colour, start: tuple[float, float], end: tuple[float, float], *, thick: float = 0.5) -> None:
        self.page.set_draw_color(*colour)
        self.page.set_line_width(thick * self.scale)
        self.page.line(start[0] * self.scale, start[1] * self.scale, end[0] * self.scale, end[1] * self.scale)

    def words(self, text: str, box: Box, style: Style, *, lines: int = 0, align: str = "L") -> float:
        """As large as fits into the box, in `lines` at most (0: as many as fit); where they end, in millimetres."""
        size = style.largest
        while size > style.smallest and not self._fits(text, box, style, size, lines):
            size -= 0.5
        self._font(style, size)
        self.page.set_text_color(*style.colour)
        self.page.set_xy(box.left * self.scale, box.top * self.scale)
        height = size * POINT * style.leading * self.scale
        self.page.multi_cell(box.width * self.scale, height, text, align=align, new_x="LEFT", new_y="NEXT")
        self.page.set_text_color(*INK)
        return float(self.page.get_y()) / self.scale

    def _fits(self, text: str, box: Box, style: Style, size: float, most: int) -> bool:
        self._font(style, size)
        longest = max((self.page.get_string_width(word) for word in text.split()), default=0.0)
        if longest > box.width * self.scale:
            return False
        made: Any = self.page.multi_cell(box.width * self.scale, size * POINT, text, dry_run=True, output="LINES")
        return len(made) * size * POINT * style.leading <= box.height and (not most or len(made) <= most)

    def _font(self, style: Style, size: float) -> None:
        self.page.set_font(style.font, "B" if style.bold else "", size * self.scale)

    def qr(self, address: str, *, left: float, top: float, side: float) -> None:
        """On white with its quiet zone; `side` is that of the white square."""
        self.fill(WHITE, Box(left, top, side, side))
        grid = pictures.modules(address, any_text=True)
        quiet = side * pictures.QUIET / (len(grid) + 2 * pictures.QUIET)
        inner = (side - 2 * quiet) * self.scale
        paper.draw_qr(self.page, grid, left=(left + quiet) * self.scale, top=(top + quiet) * self.scale, side=inner)

    def finished(self) -> bytes:
        return paper.finished(self.page)


def address(date: EventDate, language: str) -> str:
    return agenda.address_of(date.event.slug, language)


def shown(address: str) -> str:
    """As one reads an address aloud."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def day(date: EventDate, language: str, *, was: bool = False) -> str:
    """« samedi 24 avril », with its year when that is not this one."""
    starts = ((was and date.was_starts_at) or date.starts_at).astimezone(agenda.zone(date.event))
    year = "" if starts.year == timezone.now().astimezone(starts.tzinfo).year else f" {starts.year}"
    return wording.day(starts.date(), language) + year


def hours(date: EventDate, language: str, *, was: bool = False) -> str:
    zone = agenda.zone(date.event)
    starts = ((was and date.was_starts_at) or date.starts_at).astimezone(zone)
    ends = ((was and date.was_ends_at) or date.ends_at).astimezone(zone)
    # A party may end after midnight without a word; a festival says on which day.
    far = f"{wording.day(ends.date(), language)}, " if ends.date() - starts.date() > timedelta(days=1) else ""
    return f"{wording.hour(starts, language)} – {far}{wording.hour(ends, language)}"


def place(date: EventDate, language: str) -> tuple[str, str]:
    """Its name, and its address with the town."""
    with translation.override(language):
        told = agenda.tell_place(date)
    town = " ".join(part for part in (told["postcode"], told["city"]) if part)
    return str(told["name"]), ", ".join(part for part in (told["address"], town) if part)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
