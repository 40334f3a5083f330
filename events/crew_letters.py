"""What who helps is told by mail: that she is asked, that it is settled, that its hour moved, that she is free.

Written by the worker, in her language, and only to who has an address: the others are told by whoever asked them.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from icalendar import Event as Entry
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from events import agenda
from events.models import CrewPlace, EventDate
from venue import wording
from venue.deferring import leave
from venue.ical import file, on_the_wall, uid
from venue.people import mailboxes
from venue.people.models import Person

S = CrewPlace.State


class What(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    GONE = "gone"


class Words(NamedTuple):
    subject: str
    opening: str
    closing: str
    while_it_is: CrewPlace.State | None  # once it is otherwise, the letter is stale


WORDS: Final = {
    What.ASKED: Words(
        gettext_noop("Could you lend a hand? %(event)s, %(when)s"),
        gettext_noop("We would be glad of your help:"),
        gettext_noop("Please tell us yes or no here: %(address)s"),
        S.ASKED,
    ),
    What.CONFIRMED: Words(
        gettext_noop("You are in the crew – %(event)s, %(when)s"),
        gettext_noop("It is settled, and we are counting on you:"),
        gettext_noop("If you cannot come, tell us here, as early as you can: %(address)s"),
        S.CONFIRMED,
    ),
    What.MOVED: Words(
        gettext_noop("Another hour for you – %(event)s, %(when)s"),
        gettext_noop("The hour at which you help has changed. It is now:"),
        gettext_noop("If you cannot come then, tell us here: %(address)s"),
        S.CONFIRMED,
    ),
    What.GONE: Words(
        gettext_noop("You are not needed – %(event)s, %(when)s"),
        gettext_noop("Thank you for your offer. We do not need you for this after all:"),
        gettext_noop("Where help is wanted: %(address)s"),
        None,
    ),
}


def tell(place: CrewPlace, what: What) -> None:
    """Leave a letter about this place to the worker, in the transaction that changes it; none without an address."""
    if place.person.email:
        slot = place.slot
        leave(
            send_crew_letter,
            what=what.value,
            place=place.pk,
            person=str(place.person_id),
            date=slot.date_id,
            title=[slot.title, slot.title_en],
            times=[slot.starts_at.isoformat(), slot.ends_at.isoformat()],
        )


@app.task(name="events.send_crew_letter", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_crew_letter(*, what: str, place: int, person: str, date: int, title: list[str], times: list[str]) -> None:
    """Mail what `tell` left, unless it is otherwise by now, or she is gone. The slot may be gone too."""
    words = WORDS[What(what)]
    now_so = CrewPlace.objects.filter(pk=place, state=words.while_it_is)
    her = Person.objects.filter(pk=uuid.UUID(person), is_active=True).first()
    known = EventDate.objects.select_related("event__building", "site", "space__building").filter(pk=date).first()
    if her is None or known is None or not her.email or mailboxes.is_full(her.email):
        return
    if words.while_it_is and not now_so.exists():
        return
    starts_at, ends_at = (datetime.fromisoformat(at) for at in times)
    with translation.override(her.language):
        subject, body = written(words, known, wording.in_language(*title), starts_at, ends_at)
        hello = _("Hello %(name)s,") % {"name": her.first_name} if her.first_name else _("Hello,")
    message = EmailMessage(subject=subject, body=f"{hello}\n\n{body}", to=[her.email])
    if words.while_it_is == S.CONFIRMED:
        entry = calendar_entry(place, known, title[0], starts_at, ends_at)
        message.attach("coup-de-main.ics", file([entry], product="crew"), "text/calendar")
    message.send()
    mailboxes.drop_in(her.email)


def written(words: Words, date: EventDate, title: str, starts_at: datetime, ends_at: datetime) -> tuple[str, str]:
    """Subject and body, in the language in force."""
    language, zone = translation.get_language() or "fr", agenda.zone(date.event)
    begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    when = f"{wording.day(begins.date(), language)}, {wording.hour(begins, language)}"
    place = agenda.tell_place(date)
    page = f"{settings.PUBLIC_URL}{'' if language.startswith('fr') else '/en'}/coups-de-main/"
    where = (date.event.local_title, place["name"], place["address"], place["city"])
    lines = [
        _(words.opening),
        f"– {title}, {when}–{wording.hour(ends, language)}",
        ", ".join(part for part in where if part),
        "",
        _(words.closing) % {"address": page},
    ]
    return _(words.subject) % {"event": date.event.local_title, "when": when}, "\n".join(lines)


def calendar_entry(place: int, date: EventDate, title: str, starts_at: datetime, ends_at: datetime) -> Entry:
    """Her hours for her calendar: the newest letter wins, by its time of writing."""
    starts, ends = on_the_wall(starts_at, ends_at, agenda.zone(date.event))
    now = timezone.now().replace(microsecond=0)
    told = agenda.tell_place(date)
    return Entry.new(
        uid=uid(f"crew-{place}"),
        start=starts,
        end=ends,
        stamp=now,
        sequence=int(now.timestamp()) % 2**31,
        summary=f"{title} – {date.event.title}",
        location=", ".join(part for part in (told["name"], told["address"], told["city"]) if part),
    )
