"""Everybody whom a change concerns is told once, in her language, by the way that she left (REQ-S3)."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from events import changes, notices
from events.changes import Wish
from events.models import EventChange, EventDate, Notice, RegistrationContact
from tests.events.cast import ANIMATOR, MONDAY, confirmed, event, slot
from tests.events.change_cast import afternoon, elsewhere, registered
from tests.jobs import run_jobs_here
from tests.people.cast import make_person
from venue.people import texting
from venue.people.models import DemoLetter, Letter, Person

pytestmark = pytest.mark.django_db
WHAT = EventChange.What
WORDS = {"words": "Vent fort.", "words_en": "Strong wind."}


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def cancel(of: EventDate) -> EventChange:
    return changes.apply(of.event, Wish(what=WHAT.CANCELLED, **WORDS), by=ANIMATOR)


def sent() -> dict[str, Any]:
    run_jobs_here()
    return {message.to[0]: message for message in mail.outbox}


def test_each_is_told_in_her_language_what_it_means_for_her() -> None:
    cancel(afternoon())
    told = sent()
    assert sorted(told) == ["amina@example.org", "bruno@example.org", "dora@example.org"]
    assert told["amina@example.org"].subject == "Annulé\u00a0: Jeux de rue, samedi 24 avril"
    assert told["dora@example.org"].subject == "Cancelled: Street games, Saturday 24 April"
    assert [word in told["dora@example.org"].body for word in ("Strong wind.", "Your registration has ended.")] == [
        True,
        True,
    ]
    assert "/coups-de-main/" in told["bruno@example.org"].body


def test_a_move_says_the_new_place_and_the_old_one() -> None:
    date = afternoon()
    changes.apply(date.event, Wish(what=WHAT.MOVED, site=elsewhere(), manager=True, **WORDS), by=ANIMATOR)
    body = sent()["amina@example.org"].body
    assert "samedi 24 avril, 15\u00a0h, Place Delille\nAvant\u00a0: samedi 24 avril, 15\u00a0h, Place de Jaude" in body
    assert "Sous réserve d’autorisation." in body  # it was for the other square


def test_who_helped_at_what_is_put_off_hears_that_nothing_is_kept_for_her() -> None:
    date = afternoon()
    changes.apply(date.event, Wish(what=WHAT.POSTPONED, **WORDS), by=ANIMATOR)
    assert "rien n’est retenu pour le nouveau" in sent()["bruno@example.org"].body


def test_an_event_without_a_price_says_nothing_of_money_and_one_with_a_price_that_it_comes_back() -> None:
    for slug, price in (("free", {}), ("paid", {"price": "fixed", "price_cents": 500})):
        registered(date := event(slug, state="published", **price).dates.get(), f"{slug}@example.org")
        cancel(date)
    told = sent()
    assert ["argent" in told[f"{slug}@example.org"].body for slug in ("free", "paid")] == [False, True]


def test_who_helps_at_two_jobs_is_told_once() -> None:
    date = afternoon()
    confirmed(Person.objects.get(first_name="Bruno"), slot(date, hours=1, after=4))
    cancel(date)
    assert [message.to for message in mail.outbox if message] == []
    assert list(sent()).count("bruno@example.org") == 1
    assert len(mail.outbox) == Notice.objects.filter(sent_at__isnull=False).count() == 3


def test_who_left_a_number_gets_one_short_message(settings: Settings) -> None:
    settings.SMS_GATEWAY = "venue.people.demo_mail.Phones"
    date = afternoon()
    registered(date, phone="+33600000000")
    change = cancel(date)
    assert change.figures["notices"]["sms"] == 1
    sent()
    (message,) = DemoLetter.objects.all()
    assert (message.to, len(message.body) <= texting.LONGEST) == ("+33600000000", True)
    assert message.body == ("Annulé : Jeux de rue, 24/04 15 h. Vent fort. localhost:8000/dehors/jeux-de-rue/")


def test_a_house_without_a_gateway_says_whom_it_cannot_reach(settings: Settings) -> None:
    settings.SMS_GATEWAY = ""
    date = afternoon()
    registered(date, phone="+33600000000")
    registered(date, "")
    told = cancel(date).figures["notices"]
    assert (told["sms"], told["unreachable"], Notice.objects.count()) == (0, 2, 3)


def test_who_asked_to_be_forgotten_meanwhile_is_not_written_to() -> None:
    cancel(afternoon())
    RegistrationContact.objects.filter(email="amina@example.org").delete()
    assert sorted(sent()) == ["bruno@example.org", "dora@example.org"]


def test_a_job_that_runs_again_tells_nobody_twice() -> None:
    change = cancel(afternoon())
    assert [notices.send(change) for _ in range(2)] == [3, 0]
    assert Letter.objects.count() == 3


def test_a_bundle_that_breaks_has_told_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a kill between the letters and the rows: neither is written, and the next run does both."""
    change = cancel(afternoon())

    def broken(*_given: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(notices, "mark", broken)
        with pytest.raises(RuntimeError), transaction.atomic():
            notices.send(change)
    assert (Letter.objects.count(), Notice.objects.filter(sent_at__isnull=False).count()) == (0, 0)
    assert (notices.send(change), Letter.objects.count()) == (3, 3)


def test_a_helper_who_left_the_house_is_not_written_to() -> None:
    date = afternoon()
    gone = make_person("Gone")
    confirmed(gone, slot(date))
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    cancel(date)
    assert "gone@example.org" not in sent()
