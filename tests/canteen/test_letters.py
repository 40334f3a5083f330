"""The letter with a ticket: what it says, and how many of them one address gets in a day."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from canteen import door_paper, jobs
from canteen.models import Order, Postcard, Sitting
from tests import cast
from venue.codes import short
from venue.people import mailboxes

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def empty_mailboxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no page is typeset: the paper has its own tests."""
    cache.clear()
    monkeypatch.setattr(door_paper, "pdf", lambda ticket: b"%PDF")


def order_for_noon(**wish: Any) -> Order:
    cast.building(address="12 rue Rabanesse", postcode="63000", city="Clermont-Ferrand")
    order = cast.order(**wish)
    Sitting.objects.update(starts_at=NOON, ends_at=NOON.replace(minute=50))
    return Order.objects.select_related("sitting__space__building").get(pk=order.pk)


def test_the_letter_speaks_french_as_one_speaks_it() -> None:
    order = order_for_noon()
    ticket = order.tickets.get()
    with translation.override("fr"):
        text = door_paper.letter(order, ticket, "Amina")
    assert text.splitlines() == [
        "Bonjour Amina,",
        "",
        "On vous attend mardi 24 novembre à 12\u00a0h.",
        "Le Préau, 12 rue Rabanesse, 63000 Clermont-Ferrand",
        "",
        f"Votre code\u00a0: {short.spelled(ticket.short_code)}",
        "Montrez le ticket ci-joint à l’entrée, sur papier ou à l’écran, ou dites simplement le code.",
        "",
        "Si vous ne pouvez pas venir, rendez votre place\u00a0: quelqu’un d’autre pourra s’asseoir.",
        f"http://localhost:8000/tickets/#{order.key}",
        "",
        "À bientôt à table\u00a0!",
    ]


def test_its_subject_says_the_day_and_the_hour() -> None:
    order = order_for_noon()
    jobs.mail_ticket(order, "amina@example.org")
    assert [letter.subject for letter in mail.outbox] == ["Votre ticket – mardi 24 novembre, 12\u00a0h"]


def test_an_address_gets_ten_letters_a_day_whichever_orders_they_are_for() -> None:
    orders = [order_for_noon() for _ in range(12)]
    for each in orders:
        jobs.send_ticket(order=each.pk)
        jobs.send_postcard(postcard=Postcard.objects.create(order=each, email="dora@example.org").pk)
    sent = [letter.to[0] for letter in mail.outbox]
    assert (sent.count("amina@example.org"), sent.count("dora@example.org")) == (10, 10)
    assert Postcard.objects.count() == 0


def test_who_asks_for_one_more_is_told_what_to_do_instead(client: Client) -> None:
    key = order_for_noon().key
    for _ in range(10):
        mailboxes.drop_in("Dora@Example.org ")
    path = f"/api/v1/canteen/orders/{key}/message/"
    full = client.post(path, {"email": "dora@example.org"}, content_type="application/json")
    other = client.post(path, {"email": "amina@example.org"}, content_type="application/json")
    assert (full.status_code, full.json()["code"], other.status_code) == (429, "mailbox_full", 202)


def test_the_count_tells_nobody_the_address() -> None:
    assert "dora" not in mailboxes._name("dora@example.org")
