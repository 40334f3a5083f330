"""What a registration tells whoever left an address: the ticket, a place in the line, a place that is kept for an hour.

Written by the worker, in their language; the key stands after #, which no server hears. Nothing about money.
"""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from events import agenda
from events.feeds import ical
from events.models import EventDate, Registration, RegistrationContact, RegistrationState
from venue import wording
from venue.codes import short
from venue.deferring import leave
from venue.people import mailboxes, texting

S = RegistrationState


class Words(NamedTuple):
    subject: str
    opening: str
    closing: str


WORDS: Final = {
    S.REGISTERED: Words(
        gettext_noop("You are expected: %(title)s"),
        gettext_noop("Your place is kept:"),
        gettext_noop("If you cannot come, give your place back: somebody else will be glad of it."),
    ),
    S.WAITING: Words(
        gettext_noop("You are in line: %(title)s"),
        gettext_noop("All places are taken for now. As soon as one comes free and it is your turn, we write to you:"),
        gettext_noop("If you no longer wait, tell us on that page: the others move up."),
    ),
    S.OFFERED: Words(
        gettext_noop("A place for you: %(title)s"),
        gettext_noop("A place has come free, and it is your turn:"),
        gettext_noop("Say yes or no on that page. Without an answer it goes to the next in line."),
    ),
    S.EXPIRED: Words(
        gettext_noop("Your place went to the next in line: %(title)s"),
        gettext_noop("We had no answer from you in time, so the place that we kept for you went on:"),
        gettext_noop("You may register again as long as there is time."),
    ),
}

SHORT: Final = gettext_noop("%(title)s: a place for you until %(until)s. Yes or no: %(address)s")


def tell(registration: Registration) -> None:
    """Leave word to the worker about what it is now, in the transaction that made it so, if there is an address.

    A phone hears of an offer alone, which is gone in an hour.
    """
    contact = RegistrationContact.objects.filter(registration=registration).first()
    if contact and (contact.email or (contact.phone and registration.state == S.OFFERED)):
        leave_letter(registration)


def leave_letter(registration: Registration) -> None:
    """About what it will be when this transaction is over."""
    leave(send_registration_letter, registration=str(registration.pk), revision=registration.revision)


@app.task(name="events.send_registration_letter", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_registration_letter(registration: str, revision: int) -> None:
    """Tell where it stands, unless something has happened since, which has a letter of its own, or the link is cut."""
    known = Registration.objects.select_related(
        "date__event__entity", "date__event__building", "date__site", "date__space__building"
    )
    found = known.filter(pk=UUID(registration), revision=revision, state__in=WORDS).first()
    contact = RegistrationContact.objects.filter(registration=UUID(registration)).first()
    if found is None or contact is None:
        return
    with translation.override(found.language):
        if contact.email and not mailboxes.is_full(contact.email):
            mail(found, contact)
        elif contact.phone and found.state == S.OFFERED and texting.available():
            texting.gateway().send(contact.phone, message(found))


def mail(registration: Registration, contact: RegistrationContact) -> None:
    words = WORDS[S(registration.state)]
    made = EmailMessage(
        subject=_(words.subject) % {"title": registration.date.event.local_title},
        body=letter(registration, words, contact.first_name),
        to=[contact.email],
    )
    if registration.state == S.REGISTERED:
        from events import ticket_paper  # noqa: PLC0415  fpdf and its fonts: only a worker needs them

        made.attach("ticket.pdf", ticket_paper.pdf(registration), "application/pdf")
        made.attach("date.ics", ical.of_date(registration.date), "text/calendar")
    made.send()
    mailboxes.drop_in(contact.email)


def message(registration: Registration) -> str:
    """One of 160 signs, for a phone: the title is cut, never the hour or the address."""
    assert registration.expires_at  # noqa: S101  the database: a_place_on_hold_has_an_end
    until = registration.expires_at.astimezone(agenda.zone(registration.date.event))
    facts = {"until": f"{until:%d/%m} {wording.hour(until, language())}", "address": bare(page(registration))}
    room = texting.LONGEST - len(texting.spelled(_(SHORT) % {**facts, "title": ""}))
    return texting.spelled(_(SHORT) % {**facts, "title": registration.date.event.local_title[: max(0, room)]})


def bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://")


def letter(registration: Registration, words: Words, first_name: str) -> str:
    date = registration.date
    place = agenda.tell_place(date)
    lines = [
        _("Hello %(name)s,") % {"name": first_name} if first_name else _("Hello,"),
        "",
        _(words.opening),
        "",
        date.event.local_title,
        f"{when(date)} – {how_many(registration)}",
        ", ".join(part for part in (place["name"], place["address"], f"{place['postcode']} {place['city']}") if part),
        "",
    ]
    if date.event.is_conditional:
        lines += [_("Subject to authorisation."), ""]
    if registration.state == S.REGISTERED:
        lines += [
            _("Your code: %(code)s") % {"code": short.spelled(registration.short_code)},
            _("Show the attached ticket at the entrance, on paper or on a screen, or simply say the code."),
            "",
        ]
    if registration.state == S.OFFERED and registration.expires_at:
        until = registration.expires_at.astimezone(agenda.zone(date.event))
        moment = {"day": wording.day(until.date(), language()), "hour": wording.hour(until, language())}
        lines += [_("It is kept for you until %(day)s at %(hour)s.") % moment, ""]
    return "\n".join([*lines, _(words.closing), page(registration)])


def page(registration: Registration) -> str:
    prefix = "" if registration.language == "fr" else f"/{registration.language}"
    return f"{settings.PUBLIC_URL}{prefix}/inscriptions/#{registration.key}"


def when(date: EventDate) -> str:
    """Its day and hour as they are said in the language in force."""
    at = date.starts_at.astimezone(agenda.zone(date.event))
    return f"{wording.day(at.date(), language())}, {wording.hour(at, language())}"


def how_many(registration: Registration) -> str:
    return ngettext("%(places)d place", "%(places)d places", registration.places) % {"places": registration.places}


def language() -> str:
    return translation.get_language() or "fr"
