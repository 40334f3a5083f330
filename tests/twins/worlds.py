"""Worlds that begin alike, go different ways to pay, and are rolled back when they have told all that they show."""

from __future__ import annotations

import io
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone

from canteen import board
from canteen.models import Order
from canteen.models.orders import OrderState
from events.models import Registration, RegistrationState
from tests.stripe_standin.standin import Standin
from tests.twins import listening
from tests.twins.blurring import Blur, drawn_by_lot
from tests.twins.giving import Way
from tests.twins.house import BOOKS, CREW, House
from tests.twins.story import Story
from venue.people import throttles
from venue.privacy import HideKeys

Transcript = dict[str, str]
Seen = Iterable[tuple[str, str]]


@dataclass
class Life:
    """What was told in one world, as it was and blurred; what was logged; what chance drew for its tickets."""

    told: Transcript = field(default_factory=dict)
    blurred: Transcript = field(default_factory=dict)
    log: str = ""
    drawn: set[str] = field(default_factory=set)


def an_hour_of_the_day() -> datetime:
    """Soon, and far from midnight; later than now, since Stripe's pages must live for half an hour by its own clock."""
    soon = (timezone.now() + timedelta(hours=1)).replace(microsecond=0)
    return soon if 1 <= timezone.localtime(soon).hour <= 20 else soon + timedelta(hours=6)


@contextmanager
def rolled_back() -> Iterator[None]:
    """As pytest-django's own: a transaction in which durable blocks are at home, and of which nothing stays."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def restarted_numbers() -> Iterator[None]:
    """Sequences outlive a rollback: afterwards they go on from where they stood before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        stood = cursor.fetchall()
        yield
        cursor.execute("SELECT session_user")
        cursor.execute(f'SET ROLE "{cursor.fetchone()[0]}"')
        for sequence, last in stood:
            cursor.execute("SELECT setval(%s, %s, %s)", [sequence, last or 1, last is not None])
        cursor.execute("RESET ROLE")


@contextmanager
def the_log() -> Iterator[io.StringIO]:
    """What the house writes on its console, as venue/settings.py has it, but with nobody hushed."""
    written = io.StringIO()
    console = logging.StreamHandler(written)
    console.addFilter(HideKeys())
    console.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["plain"]["format"]))
    hushed = {name: logging.getLogger(name).level for name in settings.LOGGING["loggers"]}
    logging.getLogger().addHandler(console)
    try:
        for name in hushed:
            logging.getLogger(name).setLevel(logging.INFO)
        yield written
    finally:
        logging.getLogger().removeHandler(console)
        for name, level in hushed.items():
            logging.getLogger(name).setLevel(level)


def live_through(house: House, way: Way, bank: Standin, *, look: Callable[[House, str], Seen]) -> Life:
    """Tell the whole story in a world where meals are come by in that way; all that was shown, and what `look` sees."""
    bank.forget()
    bank.send_events_to("http://127.0.0.1:9/api/v1/payments/stripe/webhook/")
    bank.deliver(hold=True)
    life = Life()

    def hear(label: str, text: str) -> None:
        assert label not in life.told, label
        life.told[label] = text

    def answer(label: str, answer: HttpResponse) -> None:
        hear(label, listening.shown(answer))

    with restarted_numbers(), time_machine.travel(house.opens_at, tick=False) as clock, rolled_back(), the_log() as log:
        be_a_fresh_process()
        story = Story(house, way, clock, bank, answer)
        story.guests_come()
        story.the_door_opens()
        for seen in look(house, "at noon"):
            hear(*seen)
        story.the_crew_acts()
        story.night_falls()
        for seen in look(house, "the next day"):
            hear(*seen)
        # One job writes to many, in an order that says nothing.
        for number, letter in enumerate(sorted(mail.outbox, key=lambda letter: (letter.to, letter.subject))):
            hear(f"letter {number}", f"{letter.to} {letter.subject}\n{letter.body}")
        life.log, life.drawn = log.getvalue(), drawn_by_lot()
        blur = Blur(life.drawn)
        life.blurred = {blur(label): blur(text) for label, text in life.told.items()}
        assert not Order.objects.filter(state=OrderState.AWAITING_PAYMENT).exists()
        assert not Registration.objects.filter(state=RegistrationState.AWAITING_PAYMENT).exists()
    return life


def be_a_fresh_process() -> None:
    """Another world has the same numbers: nothing read in the one before may be told in this one."""
    mail.outbox.clear()
    throttles.forget()
    cache.clear()  # how many letters each address has had today
    board._kept.clear()


def the_socket_tells(house: House, when: str) -> Iterator[tuple[str, str]]:
    for label, text in listening.frames(house):
        yield f"{when}, {label}", text


def the_crew_looks(house: House, when: str) -> Iterator[tuple[str, str]]:
    """All that there is to see: while the meal is served what moves, afterwards everything."""
    seen: list[Seen] = [listening.frames(house)]
    if when == "at noon":
        seen.append(listening.looks({"host's phone": house.phone("host")}))
    else:
        seen.append(listening.looks(house.everybody(*CREW)))
        seen.append(listening.pages({"manager": house.browser("manager")}))
        seen.append(listening.office({"manager": house.browser("manager")}))
        seen.append(listening.papers(house.browser("guest")))
        seen.append(listening.papers_of_concerts(house.browser("guest")))
    for label, text in itertools.chain(*seen):
        yield f"{when}, {label}", text


def those_who_keep_the_books_look(house: House, when: str) -> Iterator[tuple[str, str]]:
    seen = [
        listening.looks(house.everybody(*BOOKS)),
        listening.office({role: house.browser(role) for role in BOOKS}),
        listening.frames(house),
    ]
    if when != "at noon":
        yield from itertools.chain(*seen)
