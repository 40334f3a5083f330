"""Telling everybody whom a change concerns: who registered, who waits, who helps; each once (REQ-S3).

`leave` writes one row for each of them, by one statement in the transaction of the change. Jobs turn rows into letters:
a bundle of rows is locked, the letters are handed to the house's post and the rows say *sent* in one transaction, so a
worker that is killed in the middle has done a bundle wholly or not at all, and the next one goes on after it. From
there on each letter is the post's (`venue.people.letters.carry`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from events import notice_words
from events.models import HOLDING, CrewPlace, EventChange, EventDate, Notice, RegistrationState
from events.notice_words import Reader
from venue.deferring import leave as leave_job
from venue.people import texting
from venue.people.letters import post_all
from venue.people.models import Letter

IN_A_BUNDLE: Final = 100
CONCERNED: Final = [str(state) for state in (*HOLDING, RegistrationState.WAITING)]
HELPING: Final = [str(state) for state in (CrewPlace.State.APPLIED, CrewPlace.State.ASKED, CrewPlace.State.CONFIRMED)]

# Who is concerned, and by which way they can be told: a helper once a date, however many jobs she has.
CONCERNED_BY = """
WITH concerned AS (
    SELECT registration.id AS registration, NULL::bigint AS crew_place,
        CASE WHEN contact.email <> '' THEN 'email' WHEN contact.phone <> '' AND %(sms)s THEN 'sms' END AS way
    FROM events_registration registration
    LEFT JOIN events_registrationcontact contact ON contact.registration_id = registration.id
    WHERE registration.date_id = ANY(%(dates)s) AND registration.state = ANY(%(states)s)
    UNION ALL (
        SELECT DISTINCT ON (place.person_id, slot.date_id) NULL::uuid, place.id,
            CASE WHEN person.email <> '' THEN 'email' WHEN person.phone <> '' AND %(sms)s THEN 'sms' END
        FROM events_crewplace place
        JOIN events_crewslot slot ON slot.id = place.slot_id
        JOIN people_person person ON person.id = place.person_id AND person.is_active
        WHERE slot.date_id = ANY(%(dates)s) AND place.state = ANY(%(helping)s)
        ORDER BY place.person_id, slot.date_id, slot.starts_at, place.id
    )
)
"""
COUNT = (
    CONCERNED_BY
    + """
SELECT COUNT(registration), COUNT(crew_place), COUNT(*) FILTER (WHERE way = 'email'),
    COUNT(*) FILTER (WHERE way = 'sms'), COUNT(*) FILTER (WHERE way IS NULL)
FROM concerned
"""
)
INSERT = (
    CONCERNED_BY
    + """
INSERT INTO events_notice (change_id, registration_id, crew_place_id)
SELECT %(change)s, registration, crew_place FROM concerned WHERE way IS NOT NULL
"""
)


class Reach(NamedTuple):
    """How many are concerned, and by which way they are told; `unreachable` left no address that the house can use."""

    registrations: int
    crew: int
    email: int
    sms: int
    unreachable: int


def reach(dates: Sequence[EventDate]) -> Reach:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, concerned(dates))
        return Reach(*cursor.fetchone())


def leave(change: EventChange, dates: Sequence[EventDate]) -> None:
    """A notice for each of them, and the job that sends them; before anybody's place ends."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, concerned(dates) | {"change": change.pk})
        left = cursor.rowcount
    if left:
        leave_job(send_notices, change=str(change.pk))


def concerned(dates: Sequence[EventDate]) -> dict[str, Any]:
    return {
        "dates": [date.pk for date in dates],
        "states": CONCERNED,
        "helping": HELPING,
        "sms": texting.available(),
    }


@app.task(name="events.send_notices", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_notices(change: str) -> None:
    """Tell everybody whom a change concerns, each once."""
    send(EventChange.objects.select_related("event").get(pk=UUID(change)))


def send(change: EventChange) -> int:
    """All that wait, bundle by bundle; how many. Can run twice at once, and be killed anywhere."""
    sent = 0
    while bundle := send_bundle(change):
        sent += bundle
    return sent


@transaction.atomic
def send_bundle(change: EventChange) -> int:
    """The race: a worker that was only slow is taken for dead, and another has its job: each row is one's alone."""
    waiting = (
        Notice.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(change=change, sent_at=None)
        .select_related("registration__contact", "crew_place__person", "crew_place__slot")
        .order_by("pk")[:IN_A_BUNDLE]
    )
    bundle = list(waiting)
    letters = [letter for notice in bundle if (letter := written(change, notice))]
    post_all(letters)
    mark(bundle)
    return len(bundle)


def mark(bundle: Sequence[Notice]) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in bundle]).update(sent_at=timezone.now())


def written(change: EventChange, notice: Notice) -> Letter | None:
    """None when there is no address any more: somebody has asked to be forgotten meanwhile."""
    reader = reader_of(notice)
    if reader.email:
        subject, body = notice_words.letter(change, reader)
        return Letter(to=reader.email, subject=subject, body=body)
    if reader.phone and texting.available():
        return Letter(way=Letter.Way.SMS, to=reader.phone, body=notice_words.short(change, reader))
    return None


def reader_of(notice: Notice) -> Reader:
    if notice.registration:
        contact = getattr(notice.registration, "contact", None)
        return Reader(
            date=notice.registration.date_id,
            language=notice.registration.language,
            first_name=contact.first_name if contact else "",
            email=contact.email if contact else "",
            phone=contact.phone if contact else "",
            key=notice.registration.key,
        )
    assert notice.crew_place  # noqa: S101  the database: a_notice_is_to_somebody
    person = notice.crew_place.person
    return Reader(
        date=notice.crew_place.slot.date_id,
        language=person.language,
        first_name=person.first_name,
        email=person.email or "",
        phone=person.phone or "",
    )
