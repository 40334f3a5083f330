"""The street hears of a change: feeds of 2 000 events, a cancellation with 5 000 registered people (issue 4, Speed).

References of the same run: the same number of rows inserted and updated by plain statements, without the product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter

from tests.bench.house import fresh_database
from tests.bench.tables import RUNS, Figure, Table, ratio

# After `house`, which sets Django up.
from django.core import mail  # isort: skip
from django.core.cache import cache  # isort: skip
from django.db import connection  # isort: skip
from django.test import Client  # isort: skip
from django.test.utils import override_settings  # isort: skip
from django.utils import timezone  # isort: skip
from events import changes, notices, states  # isort: skip
from events.changes import Wish  # isort: skip
from events.models import Event, EventChange, EventDate, Notice, Registration, RegistrationContact  # isort: skip
from tests.coworking.cast import entity  # isort: skip
from tests.events import cast  # isort: skip
from venue.people import letters  # isort: skip
from venue.people.models import Letter  # isort: skip

EVENTS, PEOPLE = 2_000, 5_000
FEEDS = ("/events.ics", "/events.atom", "/events.json", "/events.openagenda.json")


def measure() -> Iterator[Table]:
    with fresh_database(), override_settings(ALLOWED_HOSTS=["*"]):
        yield feeds()
    with fresh_database(), override_settings(ALLOWED_HOSTS=["*"]):
        yield cancellation()


def timed(act: Callable[..., object], *given: object) -> float:
    """Milliseconds."""
    start = perf_counter()
    act(*given)
    return (perf_counter() - start) * 1000


# --- feeds -----------------------------------------------------------------------------------------------------------


def feeds() -> Table:
    agenda()
    return Table(
        f"Feeds of {EVENTS} events, each with a date",
        ("feed", "size", "made from nothing", "after a change", "of it", "warm", "304 for who has it", "goal"),
        [feed(Client(), path) for path in FEEDS],
    )


def feed(client: Client, path: str) -> tuple[str, ...]:
    anew, changed, warm, known = (Figure("ms", digits=1) for _ in range(4))
    for run in range(RUNS):
        cache.clear()
        anew.runs.append(timed(client.get, path))
        states.record(Event.objects.get(slug=f"e{run}"), EventChange.What.EDITED, by="person:1")
        changed.runs.append(timed(client.get, path))
    tag, size = client.get(path)["ETag"], len(client.get(path).content) / 1024
    for _ in range(RUNS * 4):
        warm.runs.append(timed(client.get, path))
        known.runs.append(timed(ask, client, path, tag))
    return (
        path,
        f"{size:.0f} kB",
        str(anew),
        str(changed),
        ratio(changed, anew),
        str(warm),
        str(known),
        "≤ 50 ms warm, 304",
    )


def ask(client: Client, path: str, tag: str) -> None:
    if client.get(path, headers={"If-None-Match": tag}).status_code != 304:
        raise AssertionError(f"{path}: nothing has changed, and it is told again")


def agenda() -> None:
    site, house, body, now = cast.site(), cast.house(), entity(), timezone.now()
    words = {"summary": "Des jeux de tous les âges, sur la place.", "description": "Venez comme vous êtes. " * 10}
    events = Event.objects.bulk_create(
        Event(slug=f"e{n}", building=house, entity=body, title=f"Rendez-vous {n}", state="published",
              published_at=now, authorised_at=now, **words)
        for n in range(EVENTS)
    )  # fmt: skip
    starts = [now + timedelta(hours=number) for number in range(EVENTS)]
    EventDate.objects.bulk_create(
        EventDate(event=event, site=site, starts_at=at, ends_at=at + timedelta(hours=3))
        for event, at in zip(events, starts, strict=True)
    )


# --- a cancellation --------------------------------------------------------------------------------------------------


def cancellation() -> Table:
    """As the team's button does it, then as the worker does: rows into letters, letters to the post (in memory)."""
    asked, told, sent, plain = Figure("ms"), Figure("s", 1), Figure("s", 1), Figure("ms")
    for run in range(RUNS):
        date = crowded(f"e{run}")
        asked.runs.append(timed(cancel, date))
        change = EventChange.objects.get(event=date.event_id, what="cancelled")
        plain.runs.append(timed(by_hand, date))
    told.runs.append(timed(notices.send, change) / 1000)
    mail.outbox = []
    sent.runs.append(timed(post) / 1000)
    addresses = {message.to[0] for message in mail.outbox}
    exactly = len(addresses) == len(mail.outbox) == Notice.objects.filter(change=change).count() == PEOPLE
    return Table(
        f"A cancellation with {PEOPLE} registered people",
        ("what", "measured", "goal"),
        [
            ("the answer to the team", str(asked), "≤ 500 ms"),
            ("INSERT … SELECT and UPDATE of as many rows, nothing else", str(plain), ""),
            ("the worker: rows into letters", str(told), ""),
            ("the worker: letters to the post, one transaction each", str(sent), ""),
            ("each exactly once", "yes" if exactly else "no", "yes"),
        ],
    )


def cancel(date: EventDate) -> None:
    wish = Wish(what=EventChange.What.CANCELLED, words="Vent fort.", words_en="Strong wind.")
    changes.apply(date.event, wish, by="person:1")


def post() -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        for letter in Letter.objects.values_list("pk", flat=True):
            letters.carry(letter)


def by_hand(date: EventDate) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told AS SELECT id FROM events_registration WHERE date_id = %s", [date.pk])
        cursor.execute("UPDATE events_registration SET revision = revision + 1 WHERE date_id = %s", [date.pk])
        cursor.execute("DROP TABLE told")


def crowded(slug: str) -> EventDate:
    date = cast.event(slug, state="published", registers=True).dates.select_related("event").get()
    rows = [Registration(date=date, rank=number + 1, state="registered") for number in range(PEOPLE)]
    Registration.objects.bulk_create(rows, batch_size=1000)
    RegistrationContact.objects.bulk_create(
        [RegistrationContact(registration=row, email=f"guest{n}@example.org") for n, row in enumerate(rows)],
        batch_size=1000,
    )
    EventDate.objects.filter(pk=date.pk).update(last_rank=PEOPLE, places_taken=PEOPLE)
    return date
