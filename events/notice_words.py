"""What a notice of a change says: a letter, or a line for a phone, in the reader's language. Nothing about money but
that it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from events import agenda
from events.models import Event, EventChange
from venue import wording
from venue.people import texting

WHAT = EventChange.What
SUBJECTS: Final = {
    WHAT.CANCELLED: gettext_noop("Cancelled: %(title)s, %(day)s"),
    WHAT.POSTPONED: gettext_noop("Postponed: %(title)s, %(day)s"),
    WHAT.MOVED: gettext_noop("Moved: %(title)s, now %(day)s"),
}
OPENINGS: Final = {
    WHAT.CANCELLED: gettext_noop("We are sorry: this does not take place."),
    WHAT.POSTPONED: gettext_noop("We are sorry: this does not take place on that day. The new day is not known yet."),
    WHAT.MOVED: gettext_noop("This has moved. Please come here, and then:"),
}
SHORT: Final = {
    WHAT.CANCELLED: gettext_noop("Cancelled: %(title)s, %(when)s."),
    WHAT.POSTPONED: gettext_noop("Postponed, new day to come: %(title)s, %(when)s."),
    WHAT.MOVED: gettext_noop("Moved: %(title)s is now %(when)s, %(place)s."),
}


class Reader(NamedTuple):
    """Whom a notice is for. With a `key` she registered; without, she is of the crew."""

    date: int
    language: str
    first_name: str
    email: str
    phone: str
    key: str = ""


def letter(change: EventChange, reader: Reader) -> tuple[str, str]:
    """Subject and body."""
    with translation.override(reader.language):
        told = figures(change, reader.date)
        before, after = told["before"], told["after"]
        title = change.event.local_title
        shown = after if change.what == WHAT.MOVED else before
        words = wording.in_language(change.words, change.words_en)
        lines = [
            _("Hello %(name)s,") % {"name": reader.first_name} if reader.first_name else _("Hello,"),
            "",
            _(OPENINGS[WHAT(change.what)]),
            "",
            title,
            f"{spoken(shown['starts_at'])}, {place(shown)}",
        ]
        if change.what == WHAT.MOVED:
            lines += [_("Before: %(when)s, %(place)s") % {"when": spoken(before["starts_at"]), "place": place(before)}]
        lines += [_("Subject to authorisation.")] if change.figures.get("conditional") else []
        lines += ["", words] if words else []
        lines += ["", *closing(change, reader), "", _("All that is known: %(address)s") % address(change)]
        day = wording.day(moment(shown["starts_at"]).date(), language())
        return _(SUBJECTS[WHAT(change.what)]) % {"title": title, "day": day}, "\n".join(lines) + "\n"


def closing(change: EventChange, reader: Reader) -> list[str]:
    """What it means for her place, or for her help."""
    if not reader.key:
        page = {"address": f"{settings.PUBLIC_URL}{prefix(reader.language)}/coups-de-main/"}
        if change.what == WHAT.MOVED:
            return [_("Your hours have moved with it. If you cannot come then, tell us here: %(address)s") % page]
        if change.what == WHAT.POSTPONED:
            later = _(
                "You are free on that day, and nothing is kept for the new one: once it is known, we ask you again."
            )
            return [later, _("Thank you for having been ready to help. Your other hours: %(address)s") % page]
        return [_("You are free then. Thank you for having been ready to help. Your other hours: %(address)s") % page]
    page = {"address": f"{settings.PUBLIC_URL}{prefix(reader.language)}/inscriptions/#{reader.key}"}
    paid = change.event.price != Event.Price.FREE
    if change.what == WHAT.CANCELLED:
        refund = [_("If you have paid, your money is on its way back: you need not do anything.")] if paid else []
        return [_("Your registration has ended."), *refund]
    keeps = _("Your registration stays as it is. If you cannot come, give your place back here: %(address)s") % page
    return [keeps, *([_("If you have paid and give your place back, you get your money back.")] if paid else [])]


def short(change: EventChange, reader: Reader) -> str:
    """One message of 160 signs: the reason is cut, never the place, the time or the address."""
    with translation.override(reader.language):
        told = figures(change, reader.date)
        shown = told["after" if change.what == WHAT.MOVED else "before"]
        facts = {"title": change.event.local_title[:40], "when": brief(shown["starts_at"]), "place": place(shown)[:40]}
        begin = texting.spelled(_(SHORT[WHAT(change.what)]) % facts)
        link = texting.spelled(" " + address(change)["address"].removeprefix("https://").removeprefix("http://"))
        words = texting.spelled(wording.in_language(change.words, change.words_en))
        room = texting.LONGEST - len(begin) - len(link) - 1
        cut = words if len(words) <= room else words[: max(0, room - 3)].rstrip() + "..." if room > 12 else ""
        return begin + (f" {cut}" if cut else "") + link


def figures(change: EventChange, date: int) -> Mapping[str, Any]:
    """How this date was and is, as the change wrote it down."""
    found: Mapping[str, Any] = next(it for it in change.figures["dates"] if it["id"] == date)
    return found


def place(shown: Mapping[str, Any]) -> str:
    return wording.in_language(shown["place"], shown["place_en"])


def spoken(at: str) -> str:
    return f"{wording.day(moment(at).date(), language())}, {wording.hour(moment(at), language())}"


def brief(at: str) -> str:
    """« 24/04 15 h », as a phone's line has room for."""
    return f"{moment(at):%d/%m} {wording.hour(moment(at), language())}"


def moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def address(change: EventChange) -> dict[str, str]:
    return {"address": agenda.address_of(change.event.slug, language())}


def prefix(language: str) -> str:
    return "" if language.startswith("fr") else "/en"


def language() -> str:
    return translation.get_language() or "fr"
