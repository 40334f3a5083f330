"""Many letters at once: handed to the worker with what causes them, each sent once, one that is refused alone."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from tests.jobs import run_jobs_here
from venue.people import letters, texting
from venue.people.jobs import deliver_bundle
from venue.people.models import DemoLetter, Letter

pytestmark = pytest.mark.django_db


def written(count: int, **facts: Any) -> list[Letter]:
    return [Letter(**{"to": f"guest{n}@example.org", "subject": f"{n}", "body": "…"} | facts) for n in range(count)]


def test_a_hundred_letters_are_two_jobs_and_a_hundred_mails() -> None:
    letters.post_all(written(100))
    assert run_jobs_here() == ["people.deliver_bundle"] * 2
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 100
    assert not Letter.objects.exists()


class Picky(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["guest1@example.org"]:
            raise OSError("no such mailbox")
        return super().send_messages(messages)


def test_one_that_is_refused_keeps_nobody_waiting(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    letters.post_all(written(3))
    waiting = list(Letter.objects.values_list("pk", flat=True))
    with pytest.raises(OSError, match="no such mailbox"):
        deliver_bundle.func(letters=waiting, way="email")
    assert [message.to for message in mail.outbox] == [["guest0@example.org"], ["guest2@example.org"]]
    assert Letter.objects.get().to == "guest1@example.org"


def test_a_letter_that_is_sent_again_after_a_kill_has_the_same_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kill: the server has accepted it, our COMMIT never came."""
    letters.post_all(written(1))
    pk = Letter.objects.get().pk
    with monkeypatch.context() as broken:
        broken.setattr(Letter, "delete", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            letters.carry(pk)
    letters.carry(pk)
    letters.carry(pk)
    first, second = mail.outbox
    assert isinstance(first, EmailMessage)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_the_demo_shows_short_messages_with_its_letters(settings: Settings) -> None:
    settings.SMS_GATEWAY = "venue.people.demo_mail.Phones"
    letters.post_all(written(1, way="sms", to="+33600000000", subject="", body="Annulé"))
    run_jobs_here()
    assert [(it.to, it.subject, it.body) for it in DemoLetter.objects.all()] == [("+33600000000", "SMS", "Annulé")]


def test_a_house_without_a_gateway_does_not_pretend(settings: Settings) -> None:
    settings.SMS_GATEWAY = ""
    assert not texting.available()
    with pytest.raises(texting.NoGateway):
        texting.gateway()


def test_a_short_message_is_spelled_with_the_signs_of_every_phone() -> None:
    assert texting.spelled("Fête à 15\u00a0h : «l’été» — œuvre, ça…") == 'Fete à 15 h : "l\'été" - oeuvre, ca...'
