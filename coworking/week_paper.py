"""The week's free places on exactly one A4 page to pin on the wall: for who has no phone (REQ-H1). No names.

Import it late, as `venue.paper` says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from fpdf import FPDF

from coworking.slots import Stretch
from coworking.week_sheet import Cell, Grid, RoomDay, RoomWeek, WeekSheet
from venue import paper, wording
from venue.house.models import Building
from venue.paper import INK, SOFT

WIDTH, HEIGHT = paper.A4
MARGIN, GUTTER = 10.0, 8.0  # millimetres
TOP, FOOT = 36.0, 17.0
NAMES: Final = 12.0  # above a grid: its name and its days
TALLEST, ROOM = 10.5, 14.0  # a line of a grid at most, and a room’s
SHUT: Final = (222, 214, 201)
RULE: Final = (140, 130, 117)
WHITE: Final = (255, 255, 255)
POINT: Final = 0.3528  # millimetres
LATER: Final = "pas encore ouvert à la réservation · not open for booking yet"
LATER_IN_SHORT: Final = "pas encore · not yet"
LEGEND: Final = (
    "Un chiffre : tant de places libres toute l’heure ; des heures : ouvert alors, avec des places libres. "
    "Noir : tout est pris. Gris : fermé ou passé. Pour réserver, demandez à l’accueil : un prénom suffit, ou rien.\n"
    "A number: so many places free all that hour; times: open then, with places free. "
    "Black: all taken. Grey: closed or over. To book, ask at the welcome desk: a first name is enough, or nothing."
)


class Box(NamedTuple):
    """In millimetres, from the top left corner of the page."""

    left: float
    top: float
    width: float
    height: float


def week_pdf(building: Building, sheet: WeekSheet, printed_at: datetime) -> bytes:
    page = paper.sheet(paper.A4, margin=MARGIN, title=f"Places libres · {building.name}", language="fr")
    _heading(page, building, sheet, printed_at)
    rooms = (len(sheet.rooms) * ROOM + NAMES) if sheet.rooms else 0.0
    bottom = _grids(page, sheet, HEIGHT - MARGIN - FOOT - rooms)
    if sheet.rooms:
        _rooms(page, sheet, bottom)
    page.set_xy(MARGIN, HEIGHT - MARGIN - 14.4)
    page.set_font("text", "", 8)
    page.set_text_color(*SOFT)
    page.multi_cell(0, 3.6, LEGEND)
    return paper.finished(page)


def _heading(page: FPDF, building: Building, sheet: WeekSheet, printed_at: datetime) -> None:
    first, last = sheet.days[0], sheet.days[-1]
    page.set_font("display", "B", 26)
    page.cell(0, 11, "Places libres", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "B", 13)
    page.cell(
        0, 6, f"du {wording.day(first, 'fr')} au {wording.day(last, 'fr')} {last.year}", new_x="LMARGIN", new_y="NEXT"
    )
    page.set_font("text", "", 11)
    page.set_text_color(*SOFT)
    page.cell(0, 5, f"Free places, {wording.day(first, 'en')} to {wording.day(last, 'en')}")
    paper.draw_stamp(page, building.name, printed_at.astimezone(sheet.zone), top=MARGIN)


def _grids(page: FPDF, sheet: WeekSheet, bottom: float) -> float:
    """Two side by side, as many rows of them as there must be; where they end."""
    pairs = [sheet.grids[at : at + 2] for at in range(0, len(sheet.grids), 2)]
    if not pairs:
        return TOP
    each = (bottom - TOP) / len(pairs)
    height = min(TALLEST, (each - NAMES - 6) / max(len(sheet.hours), 1))
    top = TOP
    for pair in pairs:
        width = (WIDTH - 2 * MARGIN - GUTTER) / 2 if len(sheet.grids) > 1 else WIDTH - 2 * MARGIN
        for number, grid in enumerate(pair):
            _grid(page, sheet, grid, Box(MARGIN + number * (width + GUTTER), top, width, height))
        top += NAMES + height * len(sheet.hours) + 6
    return top


def _grid(page: FPDF, sheet: WeekSheet, grid: Grid, box: Box) -> None:
    """Hours downwards, days across; the height of `box` is that of a line."""
    left, top, width, height = box
    _named(page, grid.name, grid.name_en, box)
    if grid.walk_ins:
        page.set_font("text", "", 7.5)
        page.set_text_color(*SOFT)
        page.set_xy(left, top + 3.6)
        told = f"et {grid.walk_ins} sans réserver · and {grid.walk_ins} without booking"
        page.cell(width, 4, told)
        page.set_text_color(*INK)
    axis, step = left + 11, (width - 11) / len(sheet.days)
    _days(page, sheet, axis, top + 7.5, step)
    for row, hour in enumerate(sheet.hours):
        y = top + NAMES + row * height
        page.set_font("text", "", min(8.5, height / POINT * 0.75))
        page.set_xy(left, y)
        page.cell(10, height, f"{hour}\N{NO-BREAK SPACE}h", align="R")
        for day, cells in enumerate(grid.cells):
            _cell(page, cells[row], Box(axis + day * step, y, step, height), sheet.zone)
    for day, cells in enumerate(grid.cells):
        if any(cell.later for cell in cells):
            _later(page, Box(axis + day * step, top + NAMES, step, height * len(sheet.hours)))


def _later(page: FPDF, box: Box) -> None:
    """Upwards over the whole day."""
    page.set_font("text", "", 8)
    said = LATER if page.get_string_width(LATER) < box.height - 2 else LATER_IN_SHORT
    page.set_font_size(min(8, 8 * (box.height - 2) / page.get_string_width(said)))
    long, high = page.get_string_width(said), page.font_size
    middle, centre = box.left + box.width / 2, box.top + box.height / 2
    page.set_text_color(*SOFT)
    page.set_fill_color(*WHITE)
    with page.rotation(90, middle, centre):
        page.set_xy(middle - long / 2, centre - high / 2)
        page.cell(long, high, said, fill=True)
    page.set_text_color(*INK)


def _cell(page: FPDF, cell: Cell, box: Box, zone: ZoneInfo) -> None:
    left, top, width, height = box
    page.set_draw_color(*RULE)
    page.set_line_width(0.2)
    full = cell.open and not cell.free and not cell.later
    page.set_fill_color(*(INK if full else WHITE if cell.open else SHUT))
    page.rect(left, top, width, height, style="DF")
    if not cell.open or cell.later:
        return
    page.set_font("text", "B", min(11, height / POINT * 0.8))
    said = span(cell.part, zone) if cell.part else str(cell.free)
    page.set_font_size(min(page.font_size_pt, page.font_size_pt * (width - 1.6) / page.get_string_width(said)))
    page.set_text_color(*(WHITE if full else INK))
    page.set_xy(left, top)
    page.cell(width, height, said, align="C")
    page.set_text_color(*INK)


def _rooms(page: FPDF, sheet: WeekSheet, top: float) -> None:
    """A line for each room, with the times at which it is free."""
    _named(page, "Salles", "Rooms", Box(MARGIN, top, WIDTH - 2 * MARGIN, ROOM))
    axis = MARGIN + 30
    step = (WIDTH - MARGIN - axis) / len(sheet.days)
    _days(page, sheet, axis, top + 4.5, step)
    for number, room in enumerate(sheet.rooms):
        y = top + 9 + number * ROOM
        _room(page, room, Box(axis, y, step, ROOM), sheet.zone)


def _room(page: FPDF, room: RoomWeek, box: Box, zone: ZoneInfo) -> None:
    """Its name, then a box for each day."""
    axis, top, step, _ = box
    page.set_font("text", "B", 9)
    page.set_xy(MARGIN, top + 1.2)
    page.multi_cell(axis - MARGIN - 1, 3.8, room.name, align="L")
    page.set_draw_color(*RULE)
    page.set_line_width(0.2)
    for number, day in enumerate(room.days):
        left = axis + number * step
        full = day.open and not day.free and not day.later
        page.set_fill_color(*(SHUT if not day.open else INK if full else WHITE))
        page.rect(left, top, step, ROOM, style="DF")
        page.set_text_color(*(WHITE if full else INK))
        _times(page, times(day, zone), left, top, step)
        page.set_text_color(*INK)


def times(day: RoomDay, zone: ZoneInfo) -> list[str]:
    """`["8h30–12h", "14h–19h"]`; nothing where the room is closed."""
    if not day.open:
        return []
    if day.later:
        return ["pas encore", "réservable", "not yet"]
    if not day.free:
        return ["pris", "taken"]
    if day.whole:
        return ["libre", "free", *(span(it, zone) for it in day.free)]
    return [span(it, zone) for it in day.free]


def span(it: Stretch, zone: ZoneInfo) -> str:
    return f"{clock(it.starts_at, zone)}–{clock(it.ends_at, zone)}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.hour}h{local:%M}" if local.minute else f"{local.hour}h"


def _times(page: FPDF, lines: list[str], left: float, top: float, width: float) -> None:
    if not lines:
        return
    page.set_font("text", "B", 8.5)
    widest = max(page.get_string_width(line) for line in lines)
    size = min(8.5, 8.5 * (width - 1) / widest, (ROOM - 1) / len(lines) / POINT / 1.12)
    page.set_font_size(size)
    leading = size * POINT * 1.12
    y = top + (ROOM - leading * len(lines)) / 2
    for number, line in enumerate(lines):
        page.set_xy(left, y + number * leading)
        page.cell(width, leading, line, align="C")


def _named(page: FPDF, french: str, english: str, box: Box) -> None:
    left, top, width, _ = box
    page.set_font("text", "B", 11)
    named = page.get_string_width(french)
    if named > width * 0.7:
        page.set_font_size(11 * width * 0.7 / named)
        named = width * 0.7
    page.set_xy(left, top - 1)
    page.cell(named, 5, french)
    page.set_font("text", "", 8.5)
    page.set_text_color(*SOFT)
    page.set_xy(left + named + 1.5, top - 0.8)
    page.cell(width - named, 5, "" if english == french else english)
    page.set_text_color(*INK)


def _days(page: FPDF, sheet: WeekSheet, left: float, top: float, step: float) -> None:
    """« mar. 24 », above a column."""
    page.set_font("text", "B", min(8.5, step * 0.66))
    with translation.override("fr"):
        for number, day in enumerate(sheet.days):
            page.set_xy(left + number * step, top)
            page.cell(step, 4, f"{date_format(day, 'D')[:3].lower()} {day.day}", align="C")
