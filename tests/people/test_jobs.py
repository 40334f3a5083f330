"""What people need no longer be remembered by is erased, and counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from venue.people import jobs, letters, pairing
from venue.people.models import DemoLetter, Device, Letter, PairingCode, Person, Said

from .cast import make_device, make_person

pytestmark = pytest.mark.django_db

KINDS = ("said", "pairing_codes", "devices", "letters", "newcomers", "people", "sessions", "office_log")
NOTHING = dict.fromkeys(KINDS, 0)


def ago(**span: int) -> Any:
    return timezone.now() - timedelta(**span)


def test_a_quiet_house_erases_nothing() -> None:
    make_person("Chidi", "host")
    make_device()
    pairing.make_code(roles=["host"])
    assert jobs.forget() == NOTHING


def test_a_heard_request_is_remembered_for_48_hours() -> None:
    for number, hours in enumerate((47, 49)):
        Said.objects.create(id=bytes([number]) * 32, body_hash=b"", reference="", said_at=ago(hours=hours))
    assert (jobs.forget(), Said.objects.count()) == (NOTHING | {"said": 1}, 1)


def test_a_teams_code_is_forgotten_when_it_is_over() -> None:
    pairing.make_code(roles=["host"])
    PairingCode.objects.update(valid_until=ago(seconds=1))
    assert jobs.forget() == NOTHING | {"pairing_codes": 1}


def test_a_phone_is_forgotten_a_month_after_its_lease() -> None:
    for days in (29, 31):
        make_device(f"{days} days", lease_until=ago(days=days))
    assert (jobs.forget(), Device.objects.get().name) == (NOTHING | {"devices": 1}, "29 days")


def test_an_address_whose_code_was_never_entered_is_forgotten_within_a_day() -> None:
    stale = {"joined_at": ago(days=2)}
    Person.objects.create(email="typo@example.org", **stale)
    Person.objects.create(email="now@example.org")
    Person.objects.create(email="came@example.org", last_login=ago(days=1), **stale)
    Person.objects.create(first_name="Amina", **stale)
    assert jobs.forget() == NOTHING | {"newcomers": 1}
    assert not Person.objects.filter(email="typo@example.org").exists()


def test_who_has_not_been_here_for_two_years_is_forgotten_and_her_answers_stay() -> None:
    old = {"joined_at": ago(days=900)}
    amina = make_person("Amina", last_login=ago(days=740), **old)
    make_person("Dora", last_login=ago(days=720), **old)
    make_person("Chidi", "host", **old)
    assert jobs.forget() == NOTHING | {"people": 1}
    amina.refresh_from_db()
    assert (amina.first_name, amina.email, amina.is_active) == ("", None, False)
    assert jobs.forget() == NOTHING


def test_a_letter_that_nobody_would_take_is_given_up() -> None:
    Letter.objects.create(to="a@example.org", subject="", body="", written_at=ago(days=3))
    assert jobs.forget() == NOTHING | {"letters": 1}


def test_a_letter_is_sent_once_even_if_the_job_runs_twice() -> None:
    letter = letters.post(
        to="a@example.org", template="people/letters/login_code.txt", context={"code": "1"}, language="en"
    )
    jobs.deliver(letter_id=letter.pk)
    jobs.deliver(letter_id=letter.pk)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["a@example.org"], "Your code: 1")]


def test_a_mail_server_that_is_away_keeps_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("venue.people.letters.EmailMessage.send", refuse)
    letter = Letter.objects.create(to="a@example.org", subject="x", body="y")
    with pytest.raises(ConnectionRefusedError):
        jobs.deliver(letter_id=letter.pk)
    assert Letter.objects.filter(pk=letter.pk).exists()


def test_the_demo_house_keeps_its_last_fifty_letters(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = "venue.people.demo_mail.Backend"
    for number in range(52):
        mail.EmailMessage(f"Letter {number}", "Your code: 1234-5678", to=["a@example.org"]).send()
    assert (DemoLetter.objects.count(), DemoLetter.objects.first().subject) == (50, "Letter 51")  # type: ignore[union-attr]
    assert "1234-5678" in capsys.readouterr().out


def test_the_demo_mailbox_is_a_page_of_the_demo_house_only(client: Any, settings: Any) -> None:
    DemoLetter.objects.create(to="a@example.org", subject="Your code: 1234-5678", body="Hello <b>you</b>")
    assert client.get("/demo/mail/").status_code == 404
    settings.DEMO = True
    page = client.get("/demo/mail/").content.decode()
    assert ("Your code: 1234-5678" in page, "&lt;b&gt;you" in page) == (True, True)
