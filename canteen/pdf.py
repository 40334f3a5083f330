"""The meal ticket on paper: one A5 page that says when, where, how to come, and what to do without a phone.

Paid, given or exchanged for a voucher, it is the same page (REQ-C5): nothing here knows about money.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext

from canteen.models import Sitting
from venue import rules, ticket_paper, wording
from venue.house.models import Building
from venue.ticket_paper import Passage


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
    languages = ticket_paper.languages_of(language)
    room = f"{sitting.space.name} · " if sitting else ""
    return ticket_paper.pdf(
        ticket_paper.Ticket(
            title=f"{_title(languages[-1])} · {building.name}",
            heading=building.name,
            place=f"{room}{building.address}, {building.postcode} {building.city}",
            languages=languages,
            moments=[_moment(building, sitting, valid_until, each) for each in languages],
            passages=[list(_words(building, sitting, kept_from, each)) for each in languages],
            token=token,
            short_code=short_code,
            people=covers,
        )
    )


def _moment(building: Building, sitting: Sitting | None, valid_until: date | None, language: str) -> str:
    if sitting is not None:
        starts = sitting.starts_at.astimezone(ZoneInfo(building.time_zone))
        return f"{wording.day(starts.date(), language)}, {wording.hour(starts, language)}"
    if valid_until is None:
        raise ValueError("a ticket is for a sitting or until a day")
    with translation.override(language):
        # Translators: « Jusqu'au mardi 24 novembre 2026 »
        return gettext("Until %(day)s") % {"day": f"{wording.day(valid_until, language)} {valid_until.year}"}


def _words(building: Building, sitting: Sitting | None, kept_from: datetime | None, language: str) -> Iterator[Passage]:
    yield from ticket_paper.passages_at_the_door(language)
    with translation.override(language):
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
    yield Passage(ticket_paper.how_to_come(language), _directions(building, language))


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


def _title(language: str) -> str:
    with translation.override(language):
        # Translators: « Ticket repas »
        return gettext("Meal ticket")
