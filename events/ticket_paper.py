"""An event's ticket on paper, in the look of meal tickets: one A5 page; nothing here knows about money."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext

from events import agenda, told
from events.models import EventDate, Registration
from venue import rules, ticket_paper, wording
from venue.ticket_paper import Passage


def pdf(registration: Registration) -> bytes:
    """In French and in the language of whoever registered; exactly one page."""
    date = registration.date
    languages = ticket_paper.languages_of(registration.language)
    with translation.override("fr"):
        place = agenda.tell_place(date)
    where = [place["name"], place["address"], f"{place['postcode']} {place['city']}".strip()]
    return ticket_paper.pdf(
        ticket_paper.Ticket(
            title=f"{_title(languages[-1])} · {date.event.title}",
            heading=date.event.title,
            place=", ".join(part for part in where if part),
            languages=languages,
            moments=[_moment(date, each) for each in languages],
            passages=[_words(date, each) for each in languages],
            token=told.token(registration),
            short_code=registration.short_code,
            people=registration.places,
        )
    )


def _moment(date: EventDate, language: str) -> str:
    starts = date.starts_at.astimezone(agenda.zone(date.event))
    return f"{wording.day(starts.date(), language)}, {wording.hour(starts, language)}"


def _words(date: EventDate, language: str) -> list[Passage]:
    early = timedelta(minutes=int(rules.get("event.admit_early_min", building=date.event.building_id)))
    opens = wording.hour((date.starts_at - early).astimezone(agenda.zone(date.event)), language)
    with translation.override(language):
        place = agenda.tell_place(date)
        late = Passage(
            # Translators: « En retard, ou un empêchement ? »
            gettext("Late, or not coming?"),
            gettext(
                # Translators: « Entrée à partir de 14 h. Si vous ne venez pas, dites-le-nous : quelqu'un d'autre sera
                # content de votre place. »
                "You can come in from %(hour)s on. If you cannot come, tell us: somebody else will be glad of your "
                "place."
            )
            % {"hour": opens},
        )
        come = Passage(ticket_paper.how_to_come(language), place["access"] or f"{place['address']}, {place['city']}")
    return [*ticket_paper.passages_at_the_door(language), late, come]


def _title(language: str) -> str:
    with translation.override(language):
        # Translators: « Billet »
        return gettext("Ticket")
