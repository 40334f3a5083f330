"""A sheet for the letter boxes around: what will be there, from when until when, what one will hear, who answers on
the day, and where news are (REQ-S6). One A4 page in one language.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import agenda
from events.models import EventContact, EventDate
from events.posters import sheets
from events.posters.sheets import A4_HEIGHT, A4_WIDTH, MARGIN, MUSTARD, TOMATO, Box, Sheet, Style, display, strong
from venue import wording
from venue.paper import INK, SOFT
from venue.wording import in_language

INNER: Final = A4_WIDTH - 2 * MARGIN
BAND, RISE = 62.0, 12.0
QR: Final = 42.0
FOOT: Final = A4_HEIGHT - MARGIN - QR
# Whose numbers a neighbour may call: those that the team has written down for it.
KIND: Final = EventContact.Kind
ANSWERING: Final = (KIND.TEAM, KIND.NEIGHBOURS)


def pdf(date: EventDate, *, language: str) -> bytes:
    with translation.override(language):
        title = _("Note to the neighbours")
        sheet = Sheet("a4", title=f"{title} · {date.event.local_title}", language=language)
        head(sheet, date)
        top = what(sheet, date)
        top = section(sheet, _("What you will notice"), notices(date), top + 6)
        section(sheet, _("On the day, these answer"), answering(date), top + 5)
        foot(sheet, date)
        return sheet.finished()


def head(sheet: Sheet, date: EventDate) -> None:
    event = date.event
    sheet.polygon(MUSTARD, (0, 0), (A4_WIDTH, 0), (A4_WIDTH, BAND - RISE), (0, BAND))
    sheet.polygon(INK, (0, BAND), (A4_WIDTH, BAND - RISE), (A4_WIDTH, BAND - RISE + 2), (0, BAND + 2))
    sheet.words(event.building.name, Box(MARGIN, MARGIN, INNER / 2, 8), display(16), lines=1)
    sheet.words(event.entity.name, Box(A4_WIDTH / 2, MARGIN, INNER / 2, 8), Style(12), lines=1, align="R")
    sheet.words(_("Dear neighbours,"), Box(MARGIN, 25, INNER, 16), display(40), lines=1)
    sheet.words(_("something is going to happen near you."), Box(MARGIN, 41, INNER, 9), Style(17), lines=1)


def what(sheet: Sheet, date: EventDate) -> float:
    """What it is, when and where; where what follows begins."""
    event, language = date.event, sheet.language
    top = sheet.words(event.local_title, Box(MARGIN, BAND + 5, INNER, 26), display(34))
    summary = in_language(event.summary, event.summary_en)
    top = sheet.words(summary, Box(MARGIN, top + 1, INNER, 16), Style(14, SOFT, leading=1.3)) if summary else top
    when = f"{sheets.capital(sheets.day(date, language))}, {sheets.hours(date, language)}"
    top = sheet.words(when, Box(MARGIN, top + 4, INNER, 12), display(26, TOMATO), lines=1)
    place = ", ".join(part for part in sheets.place(date, language) if part)
    top = sheet.words(place, Box(MARGIN, top + 1, INNER, 9), strong(17), lines=1)
    if event.authorised_at is None:
        top = sheet.words(_("Subject to authorisation."), Box(MARGIN, top + 2, INNER, 8), strong(15, TOMATO), lines=1)
    return top


def section(sheet: Sheet, title: str, lines: list[str], top: float) -> float:
    if not lines:
        return top
    top = sheet.words(title, Box(MARGIN, top, INNER, 9), strong(17, TOMATO), lines=1)
    room = FOOT - top - 4
    return sheet.words("\n".join(lines), Box(MARGIN, top + 1, INNER, max(room, 8)), Style(15, leading=1.35))


def notices(date: EventDate) -> list[str]:
    """From when until when somebody works there, how loud, how many, what stands there."""
    event, told = date.event, list(around(date))
    until = hour(date.ends_at, date)
    if event.music:
        told.append(_("Music, until %(hour)s at the latest.") % {"hour": until})
    elif event.sound:
        told.append(_("Voices through a sound system, until %(hour)s at the latest.") % {"hour": until})
    if event.expected_people:
        crowd = ngettext("About %(n)d person, coming and going.", "About %(n)d people, coming and going.",
                         event.expected_people)  # fmt: skip
        told.append(crowd % {"n": event.expected_people})
    if event.tents:
        told.append(_("Tents."))
    if event.food or event.bar:
        told.append(_("Something to eat and to drink: you are welcome too."))
    if date.site and date.site.rescue_lane:
        told.append(_("The way for rescue stays free: %(where)s.") % {"where": date.site.rescue_lane.rstrip(". ")})
    return told


def around(date: EventDate) -> Iterator[str]:
    """Before it begins it is set up, and cleared away afterwards: by the hours of the crew and of the run sheet."""
    at = [moment for slot in date.slots.all() for moment in (slot.starts_at, slot.ends_at)]
    at += [line.at for line in date.run_sheet.all()]
    first, last = min(at, default=date.starts_at), max(at, default=date.ends_at)
    if first < date.starts_at:
        yield _("We set up from %(hour)s on.") % {"hour": hour(first, date)}
    if last > date.ends_at:
        yield _("All is cleared away by %(hour)s.") % {"hour": hour(last, date)}


def hour(moment: datetime, date: EventDate) -> str:
    return wording.hour(moment.astimezone(agenda.zone(date.event)), translation.get_language() or "fr")


def answering(date: EventDate) -> list[str]:
    """Name and number of the team's contacts and of the neighbours' delegate, if they have one."""
    found = [it for it in date.event.contacts.all() if it.kind in ANSWERING and it.phone]
    return [f"{it.name} · {it.phone}" for it in sorted(found, key=lambda it: ANSWERING.index(KIND(it.kind)))]


def foot(sheet: Sheet, date: EventDate) -> None:
    """How to hear that it moves or is called off."""
    address, width = sheets.address(date, sheet.language), INNER - QR - 8
    sheet.line(SOFT, (MARGIN, FOOT - 3), (A4_WIDTH - MARGIN, FOOT - 3), thick=0.3)
    sheet.qr(address, left=A4_WIDTH - MARGIN - QR, top=FOOT, side=QR)
    top = sheet.words(_("If it moves or is called off"), Box(MARGIN, FOOT + 2, width, 9), strong(17), lines=1)
    words = _("This page says so at once, and your calendar too if you add it there.")
    sheet.words(words, Box(MARGIN, top + 1, width, 16), Style(14, leading=1.3))
    sheet.words(sheets.shown(address), Box(MARGIN, FOOT + QR - 7, width, 7), strong(12), lines=1)
