"""Saying the same thing twice is safe (DESIGN §4 API)."""

import uuid
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from tests.race import race
from venue.people import idempotency
from venue.people.models import Person, Said

from .cast import browser, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.routes")]

KEY = "6f1d0f4e-8a53-4a43-9f5f-1f3f2f0e7a11"


def ask(client: APIClient, name: str = "Amina", key: str = KEY) -> Any:
    return client.post("/persons/", {"first_name": name}, HTTP_IDEMPOTENCY_KEY=key)


def test_the_same_key_gets_the_same_answer_and_one_deed() -> None:
    client = browser()
    first, second = ask(client), ask(client)
    assert (first.status_code, second.status_code, first.json()) == (201, 201, second.json())
    assert Person.objects.count() == 1


def test_without_a_key_each_request_is_a_deed() -> None:
    client = browser()
    client.post("/persons/", {"first_name": "Amina"})
    client.post("/persons/", {"first_name": "Amina"})
    assert Person.objects.count() == 2


def test_another_body_under_the_same_key_is_refused() -> None:
    client = browser()
    ask(client)
    answer = ask(client, "Dora")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize("key", ["", "12", "not-a-uuid", "{6f1d0f4e-8a53-4a43-9f5f-1f3f2f0e7a11}"])
def test_a_key_that_is_no_uuid_is_refused(key: str) -> None:
    answer = ask(browser(), key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


def test_two_persons_may_use_the_same_key() -> None:
    first, second = ask(browser(make_person("Chidi"))), ask(browser(make_person("Dora")))
    assert first.json() != second.json()


def test_two_browsers_may_use_the_same_key() -> None:
    clients = [browser(), browser()]
    for client in clients:
        client.post("/browser/")
    assert ask(clients[0]).json() != ask(clients[1]).json()


def test_a_key_is_remembered_only_with_its_deed() -> None:
    with pytest.raises(KeyError):
        browser().post("/persons/", {}, HTTP_IDEMPOTENCY_KEY=KEY)
    assert Said.objects.count() == 0


def test_what_is_remembered_names_nobody() -> None:
    client = browser(make_person("Chidi"))
    ask(client)
    said = Said.objects.get()
    assert (len(bytes(said.id)), len(bytes(said.body_hash))) == (32, 32)


def ask_at_once(key: uuid.UUID) -> list[Any]:
    def act() -> str:
        answer = ask(APIClient(raise_request_exception=False), key=str(key))
        return str(answer.json().get("code") or answer.json()["id"])

    return race(8, act)


@pytest.mark.django_db(transaction=True)
def test_of_equal_requests_at_once_one_is_done() -> None:
    answers = ask_at_once(uuid.uuid4())
    made = {answer for answer in answers if answer != "in_progress"}
    assert (len(made), Person.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_deed_is_tried_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the unique row still stops the second deed, but as an error and after the work."""
    monkeypatch.setattr(idempotency, "_alone", lambda said: True)
    deeds: list[str] = []
    write = idempotency.write_together

    def write_slowly(*said: Said) -> None:
        deeds.append("done")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        write(*said)

    monkeypatch.setattr(idempotency, "write_together", write_slowly)
    ask_at_once(uuid.uuid4())
    assert len(deeds) > 1
