"""The sheet of the day on A4, for the pocket of whoever leads on site: the telephone may get wet.

An ordinary event is one page; what a long one has more goes on to the next. The plan of the place is a page of its own.
Import it late, as `venue.paper` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from fpdf import FPDF

from events import run_sheet, sheet
from events.models import Decision, EventContact, EventDate
from venue import paper, phone_numbers, wording
from venue.paper import INK, SOFT
from venue.people.actors import Actor

WIDTH, HEIGHT = paper.A4
MARGIN, GUTTER = 12.0, 7.0  # millimetres
TALLY: Final = 29.0  # at the foot: counting by hand
SIZES: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)  # points: the largest that lets everything stand on one page
POINT: Final = 0.3528  # millimetres
LEADING: Final = 1.3
RULE: Final = (140, 130, 117)
LABEL: Final = 16.0  # the column of hours and figures
BOX: Final = "[  ]"  # the house’s letters have no square
AIR: Final = 2.5  # between words and their note
CELLS: Final = 16  # quarters of an hour in a row


class Item(NamedTuple):
    """One paragraph: a heading, or words with perhaps an hour or a figure before them."""

    words: str
    label: str = ""
    heading: bool = False
    note: str = ""


def sheet_pdf(date: EventDate, actor: Actor, printed_at: datetime) -> bytes:
    """In the language in force."""
    told = sheet.sheet(date, actor)
    zone = ZoneInfo(told["date"]["timezone"])
    title = f"{told['event']['title']} · {told['date']['starts_at'][:10]}"
    page = paper.sheet(paper.A4, margin=MARGIN, title=title, language=language())
    top = _head(page, told)
    paper.draw_stamp(page, date.event.building.name, printed_at.astimezone(zone), top=HEIGHT - MARGIN - 8)
    left, right = [*of_the_day(told)], [*of_the_place(told)]
    bottom = HEIGHT - MARGIN - 10 - TALLY
    pen = Pen(page)
    pen.fit((left, right), bottom - top)
    rest = pen.columns((left, right), top, bottom)
    _tally(page, date, zone, bottom + 2)
    while any(rest):
        page.add_page()
        rest = pen.columns(rest, MARGIN, HEIGHT - MARGIN)
    if date.site and date.site.plan:
        _plan(page, date)
    return paper.finished(page)


# --- what stands on it -----------------------------------------------------------------------------------------------


def of_the_day(told: dict[str, Any]) -> Iterator[Item]:
    """Left: what happens, who does it, with what."""
    yield Item(_("Run sheet"), heading=True)
    for line in told["run_sheet"]:
        yield Item(line["what"], label=hour(line["at"]), note=" · ".join(filter(None, (line["who"], line["where"]))))
    if not told["run_sheet"]:
        yield Item("…", label=hour(told["date"]["starts_at"]))
    yield Item(_("Crew"), heading=True)
    for slot in told["crew"]:
        names = [it["person"]["first_name"] or "…" for it in slot["places"] if it["state"] == "confirmed"]
        short = slot["minimum"] - slot["confirmed"]
        missing = _("%(number)d missing") % {"number": short} if short > 0 else ""
        hours = f"{slot['name']}, {hour(slot['starts_at'])}–{hour(slot['ends_at'])}"
        them = f"{hours} – {', '.join(names) or '…'}"
        yield Item(them, label=f"{slot['confirmed']}/{slot['most']}", note=missing)
    yield Item(_("Kit: taken out, brought back"), heading=True)
    for it in told["kit"]:
        missing = _("%(number)d missing") % {"number": it["missing"]} if it["missing"] else ""
        kept = " · ".join(filter(None, (it["item"]["kept_at"], missing)))
        yield Item(f"{it['item']['name']}  {BOX} {BOX}", label=f"{it['quantity']} ×", note=kept)


def of_the_place(told: dict[str, Any]) -> Iterator[Item]:
    """Right: what is decided, whom one calls, what the ground offers."""
    yield Item(_("Go or no-go"), heading=True)
    for it in told["hours"]:
        answers = f"{BOX} {_('go')}   {BOX} {_('plan B')}   {BOX} {_('no-go')}"
        said = str(Decision.Answer(it["answer"]).label) if it["answer"] else answers
        yield Item(said, label=hour(it["at"]), note=day(it["at"]))
    yield from of_plan_b(told["plan_b"])
    yield Item(_("Whom to call"), heading=True)
    for it in told["contacts"]:
        kind = str(EventContact.Kind(it["kind"]).label)
        yield Item(
            f"{it['name']}  {phone_numbers.in_pairs(it['phone'])}".strip(),
            note=" · ".join(filter(None, (kind, it["note"]))),
        )
    place = told["place"]
    yield Item(_("On the spot"), heading=True)
    ground = {
        _("power"): place["power"],
        _("water"): place["water"],
        _("toilets"): place["toilets"],
        _("lorry"): place["lorry"],
        _("wheelchair"): place["step_free"],
        _("rescue lane"): place["rescue_lane"],
        _("how to come"): place["access"],
    }
    for what, words in ground.items():
        if words:
            yield Item(f"{what} – {words}")
    for lesson in place["lessons"][:3]:
        yield Item(f"« {lesson} »" if language() == "fr" else f"“{lesson}”")
    if told["papers"]:
        yield Item(_("Papers to have with you"), heading=True)
    for it in told["papers"]:
        yield Item(f"{BOX} {it['name']}", note=it["task"])


def of_plan_b(plan: dict[str, Any] | None) -> Iterator[Item]:
    if plan is None:
        return
    where = ", ".join(filter(None, (plan["place"]["name"], plan["place"]["address"])))
    holds = _("holds %(allowed)d, %(expected)d expected") % plan if plan["allowed"] is not None else ""
    yield Item(where, label=_("Plan B"), note=" · ".join(filter(None, (hour(plan["starts_at"]), holds))))
    if plan["problem"]:
        yield Item(plan["problem"], label="!")


# --- how it stands there ---------------------------------------------------------------------------------------------


def _head(page: FPDF, told: dict[str, Any]) -> float:
    """The name, the hour, the place; where the columns begin."""
    date, event, place = told["date"], told["event"], told["place"]
    page.set_font("display", "B", 20 if len(event["title"]) <= 45 else 15)
    page.multi_cell(0, 8, event["title"], align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "B", 13)
    hours = f"{hour(date['starts_at'])}–{hour(date['ends_at'])}"
    page.cell(0, 6.5, f"{day(date['starts_at'])}, {hours}", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 11)
    where = ", ".join(filter(None, (place["name"], place["address"], place["city"])))
    page.multi_cell(0, 5, where, align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 9.5)
    page.set_text_color(*SOFT)
    page.multi_cell(0, 4.6, " · ".join(facts(told)), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(*INK)
    return float(page.get_y()) + 2


def facts(told: dict[str, Any]) -> Iterator[str]:
    event = told["event"]
    if event["site_lead"]:
        yield _("on site: %(name)s") % {"name": event["site_lead"]["first_name"]}
    if event["animator"]:
        yield _("planned by %(name)s") % {"name": event["animator"]["first_name"]}
    if event["expected_people"]:
        yield _("%(number)d people expected") % {"number": event["expected_people"]}
    if event["registers"]:
        yield _("%(number)d registered") % {"number": told["registered"]}
    yield event["organiser"]


INNER: Final = WIDTH - 2 * MARGIN - GUTTER
WIDTHS: Final = (INNER * 0.54, INNER * 0.46)


class Pen:
    """Writes items in letters of one size. Words are measured once: shaping letters takes its time."""

    def __init__(self, page: FPDF) -> None:
        self.page, self.size, self.known = page, SIZES[0], dict[str, float]()

    @property
    def line(self) -> float:
        """The height of one, in millimetres."""
        return self.size * POINT * LEADING

    def fit(self, columns: Iterable[Sequence[Item]], height: float) -> None:
        """The largest letters that let both columns stand on one page, else the smallest."""
        both = list(zip(columns, WIDTHS, strict=True))
        for self.size in SIZES:
            if all(sum(self.tall(item, width) for item in column) <= height for column, width in both):
                return

    def columns(self, columns: Sequence[Sequence[Item]], top: float, bottom: float) -> list[Sequence[Item]]:
        """Draw what fits, and what is left of each. No item is taller than a page: each of its words has a limit."""
        lefts, rest = (MARGIN, MARGIN + WIDTHS[0] + GUTTER), []
        for items, left, width in zip(columns, lefts, WIDTHS, strict=True):
            y, number = top, 0
            while number < len(items) and y + self.tall(items[number], width) <= bottom:
                self.draw(items[number], left, y, width)
                y += self.tall(items[number], width)
                number += 1
            rest.append(items[number:])
        return rest

    def tall(self, item: Item, width: float) -> float:
        """In millimetres, with the air below."""
        if item.heading:
            return self.line * 1.9
        words, note, beside = self.laid(item, width)
        return self.line * (len(words) + (0 if beside else len(note)) + 0.25)

    def laid(self, item: Item, width: float) -> tuple[list[str], list[str], bool]:
        """The lines of its words, those of its note, and whether the note stands beside the last of the words."""
        inner = width - (LABEL if item.label else 0)
        words, note = self.broken(item.words, inner), self.broken(item.note, inner)
        beside = len(note) == 1 and self.wide(words[-1]) + AIR + self.wide(note[0]) <= inner
        return words, note, beside

    def draw(self, item: Item, left: float, top: float, width: float) -> None:
        if item.heading:
            return self.heading(item.words, left, top, width)
        if item.label:
            self.write(item.label, left, top, style="B")
        words, note, beside = self.laid(item, width)
        left += LABEL if item.label else 0
        for number, text in enumerate(words):
            self.write(text, left, top + number * self.line)
        below = top + (len(words) - beside) * self.line
        aside = left + (self.wide(words[-1]) + AIR if beside else 0)
        self.page.set_text_color(*SOFT)
        for number, text in enumerate(note):
            self.write(text, aside, below + number * self.line)
        self.page.set_text_color(*INK)
        return None

    def heading(self, words: str, left: float, top: float, width: float) -> None:
        self.write(words, left, top + self.line * 0.55, style="B")
        self.page.set_draw_color(*INK)
        self.page.set_line_width(0.4)
        self.page.line(left, top + self.line * 1.65, left + width, top + self.line * 1.65)

    def write(self, text: str, left: float, top: float, style: str = "") -> None:
        self.page.set_font("text", style, self.size)
        self.page.set_xy(left, top)
        self.page.cell(0, self.line, text)

    def broken(self, words: str, width: float) -> list[str]:
        """At its spaces, each line as full as can be; what has no space is cut where it must be."""
        lines: list[str] = []
        for word in words.split(" ") if words else []:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.wide(longer) <= width:
                lines[-1] = longer
            else:
                lines += self.pieces(word, width)
        return lines

    def pieces(self, word: str, width: float) -> list[str]:
        found = [word]
        while self.wide(found[-1]) > width:
            most = max(1, int(len(found[-1]) * width / self.wide(found[-1])) - 1)
            found[-1:] = [found[-1][:most], found[-1][most:]]
        return found

    def wide(self, text: str) -> float:
        """In millimetres: its words one by one, each measured once and scaled."""
        return self.size * (sum(map(self.of_word, text.split(" "))) + text.count(" ") * self.of_word(" "))

    def of_word(self, word: str) -> float:
        if word not in self.known:
            self.page.set_font("text", "", SIZES[0])
            self.known[word] = self.page.get_string_width(word) / SIZES[0]
        return self.known[word]


def _tally(page: FPDF, date: EventDate, zone: ZoneInfo, top: float) -> None:
    """Counting by hand, when the telephone is dead: a box for each quarter of an hour."""
    page.set_font("text", "B", 8.5)
    page.set_xy(MARGIN, top)
    page.cell(0, 4, _("People who came, by quarters of an hour"))
    first = run_sheet.quarter(date.starts_at)
    number = min(2 * CELLS, max(1, -(-(date.ends_at - first) // run_sheet.QUARTER)))
    width, height = (WIDTH - 2 * MARGIN) / CELLS, 11.0
    page.set_font("text", "", 6.5)
    page.set_draw_color(*RULE)
    page.set_line_width(0.2)
    for cell in range(number):
        row, column = divmod(cell, CELLS)
        x, y = MARGIN + column * width, top + 5 + row * (height + 1)
        page.rect(x, y, width, height)
        page.set_xy(x + 0.6, y + 0.3)
        page.cell(width, 3, f"{(first + timedelta(minutes=15 * cell)).astimezone(zone):%H:%M}")


def _plan(page: FPDF, date: EventDate) -> None:
    """The plan of the place, as large as a page holds it; a file that is lost is left out."""
    assert date.site  # noqa: S101  asked of sites only
    try:
        with date.site.plan.open("rb") as picture:
            page.add_page()
            page.set_font("text", "B", 12)
            page.cell(0, 7, date.site.local_name)
            page.image(
                picture.read(), MARGIN, MARGIN + 9, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - 9, keep_aspect_ratio=True
            )
    except OSError:
        return


def language() -> str:
    return "fr" if (translation.get_language() or "fr").startswith("fr") else "en"


def hour(at: str) -> str:
    return wording.hour(datetime.fromisoformat(at), language())


def day(at: str) -> str:
    said = wording.day(datetime.fromisoformat(at).date(), language())
    return said[:1].upper() + said[1:]
