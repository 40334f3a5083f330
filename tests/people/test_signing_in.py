"""Signing in: an address, then the code that was sent to it. Nobody learns which addresses the house knows."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.jobs import run_jobs_here
from venue.people.models import Letter, Person
from venue.people.throttles import address_of

from .cast import make_building, make_person

pytestmark = pytest.mark.django_db

ALLAUTH = "/_allauth/browser/v1"


def ask(client: Client, email: str, **headers: Any) -> Any:
    return client.post(f"{ALLAUTH}/auth/code/request", {"email": email}, content_type="application/json", **headers)


def enter(client: Client, code: str) -> Any:
    return client.post(f"{ALLAUTH}/auth/code/confirm", {"code": code}, content_type="application/json")


def code_sent() -> str:
    run_jobs_here()
    found = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def who(client: Client) -> Any:
    return client.get("/api/v1/people/me/").json()


def test_a_person_signs_in_with_the_code_of_her_letter() -> None:
    chidi, client = make_person("Chidi", "host"), Client()
    answer = ask(client, "Chidi@Example.org")
    assert answer.status_code == 401
    assert {"id": "login_by_code", "is_pending": True} in answer.json()["data"]["flows"]
    assert who(client)["kind"] == "guest"
    assert enter(client, code_sent()).status_code == 200
    assert (who(client)["id"], who(client)["roles"]) == (str(chidi.pk), ["host"])


def test_whoever_is_new_comes_in_by_the_same_door() -> None:
    client = Client()
    ask(client, "dora@example.org")
    assert who(client)["kind"] == "guest"
    enter(client, code_sent())
    dora = Person.objects.get(email="dora@example.org")
    assert (who(client)["id"], who(client)["roles"]) == (str(dora.pk), [])


def test_a_known_and_an_unknown_address_are_answered_alike() -> None:
    make_person("Chidi", "manager")
    make_person("Emil", is_active=False)
    answers = [ask(Client(), email) for email in ("chidi@example.org", "dora@example.org", "emil@example.org")]
    seen = [(answer.status_code, answer.json(), sorted(answer.headers)) for answer in answers]
    assert seen[1:] == [seen[0], seen[0]]
    run_jobs_here()
    assert re.sub(r"\d", "0", str(mail.outbox[0].body)) == re.sub(r"\d", "0", str(mail.outbox[1].body))
    assert [letter.to for letter in mail.outbox] == [
        ["chidi@example.org"], ["dora@example.org"], ["emil@example.org"]
    ]  # fmt: skip


def test_who_left_the_house_gets_no_code() -> None:
    make_person("Emil", is_active=False)
    client = Client()
    ask(client, "emil@example.org")
    run_jobs_here()
    assert re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body)) is None
    assert (enter(client, "").status_code, who(client)["kind"]) == (400, "guest")


def test_a_wrong_code_lets_nobody_in_and_the_third_ends_the_attempt() -> None:
    make_person("Chidi")
    client = Client()
    ask(client, "chidi@example.org")
    right = code_sent()
    wrong = "0000-0000" if right != "0000-0000" else "1111-1111"
    assert [enter(client, wrong).status_code for _ in range(3)] == [400, 400, 400]
    assert enter(client, right).status_code == 409
    assert who(client)["kind"] == "guest"


def test_a_code_counts_in_the_browser_that_asked_for_it_only() -> None:
    make_person("Chidi")
    ask(Client(), "chidi@example.org")
    other = Client()
    assert (enter(other, code_sent()).status_code, who(other)["kind"]) == (409, "guest")


def test_codes_are_limited_per_account() -> None:
    codes = [ask(Client(), "chidi@example.org", REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(1, 5)]
    assert codes == [401, 401, 401, 400]


def test_codes_are_limited_per_network_address(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip,3/m/key"}
    assert [ask(Client(), f"p{n}@example.org").status_code for n in range(3)] == [401, 401, 400]


def test_a_cache_that_is_away_breaks_no_sign_in(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    make_person("Chidi")
    client = Client()
    assert ask(client, "chidi@example.org").status_code == 401
    assert enter(client, code_sent()).status_code == 200


def test_codes_stay_limited_while_the_cache_is_away(settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    test_codes_are_limited_per_account()


@pytest.mark.parametrize("path", ["auth/login", "auth/signup", "auth/password/request", "account/password/change"])
def test_there_is_no_door_for_passwords(path: str) -> None:
    body = {"email": "chidi@example.org", "password": "x"}
    assert Client().post(f"{ALLAUTH}/{path}", body, content_type="application/json").status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'{"email": 3}', b'{"email": "\\u0000@x.org"}', b'{"email": "x@y"}', b"\xff"]
)
def test_nonsense_is_refused_not_answered_with_a_fault(body: bytes) -> None:
    for path in ("auth/code/request", "auth/code/confirm", "auth/webauthn/login", "auth/2fa/authenticate"):
        answer = Client().post(f"{ALLAUTH}/{path}", body, content_type="application/json")
        assert 400 <= answer.status_code < 500, (path, answer.status_code)


def test_signing_out_ends_the_session_and_closes_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr("venue.people.signing_in.close_on_commit", closed.append)
    chidi, client = make_person("Chidi"), Client()
    client.force_login(chidi)
    assert client.delete(f"{ALLAUTH}/auth/session").status_code == 401
    assert (who(client)["kind"], closed) == ("guest", [f"person:{chidi.pk}"])


def test_the_letter_is_in_the_language_of_its_reader() -> None:
    make_building()
    ask(Client(HTTP_ACCEPT_LANGUAGE="en"), "dora@example.org")
    assert Letter.objects.get().subject.startswith("Your code: ")
    assert Person.objects.get(email="dora@example.org").language == "en"


def test_a_letter_is_forgotten_once_it_is_sent() -> None:
    ask(Client(), "dora@example.org")
    assert Letter.objects.count() == 1
    run_jobs_here()
    assert (Letter.objects.count(), len(mail.outbox)) == (0, 1)


def test_an_address_that_was_given_to_somebody_else_opens_only_her_door() -> None:
    chidi, client = make_person("Chidi", email="desk@example.org"), Client()
    ask(client, "desk@example.org")
    enter(client, code_sent())
    Person.objects.filter(pk=chidi.pk).update(email="chidi@example.org")
    bruno, other = make_person("Bruno", email="desk@example.org"), Client()
    ask(other, "desk@example.org")
    enter(other, code_sent())
    assert who(other)["id"] == str(bruno.pk)


def test_a_person_without_an_address_is_nobody_to_sign_in_as() -> None:
    make_person("Amina", email=None)
    assert ask(Client(), "").status_code == 400


def test_the_address_behind_the_edge_is_used_for_the_limits() -> None:
    cache.clear()
    assert address_of(Client().get("/healthz").wsgi_request) == "127.0.0.1"
