"""Accountants read the books and name the accounts; nobody edits them; managers, who know persons, see none of it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.money.books import pay, table
from tests.money.tampering import past_the_triggers
from venue.house.models import OperatingEntity
from venue.people.models import Person, Role

pytestmark = pytest.mark.django_db

PAGES = ["account", "journalentry", "closing", "journalhead"]


@pytest.fixture
def entity() -> OperatingEntity:
    entity = table()
    pay(entity, 123_450, about="order:1")
    return entity


def signed_in(client: Client, role: str) -> Client:
    person = Person.objects.create_user(email=f"{role}@example.org", first_name="Chidi")
    Role.objects.create(person=person, name=role)
    client.force_login(person)
    return client


def page(name: str, action: str = "changelist", *args: object) -> str:
    return reverse(f"admin:money_{name}_{action}", args=args)


@pytest.mark.parametrize("role", ["accountant", "auditor"])
def test_the_books_are_open_to_accountant_and_auditor(client: Client, entity: OperatingEntity, role: str) -> None:
    signed_in(client, role)
    assert [client.get(page(name)).status_code for name in PAGES] == [200] * 4
    entry = client.get(page("journalentry", "change", entity.entries.get().pk))
    assert "1\N{NARROW NO-BREAK SPACE}234,50" in entry.content.decode()


def test_a_manager_opens_none_of_it(client: Client, entity: OperatingEntity) -> None:
    signed_in(client, "manager")
    answers = [client.get(page(name)) for name in PAGES]
    answers.append(client.get(page("journalentry", "change", entity.entries.get().pk)))
    assert [answer.status_code for answer in answers] == [403] * 5
    office = client.get("/admin/").content.decode()
    assert [name for name in PAGES if page(name) in office] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_can_be_added_or_deleted(client: Client, entity: OperatingEntity, name: str) -> None:
    signed_in(client, "accountant")
    row = {"account": entity.accounts.get(role="cash"), "journalentry": entity.entries.get()}.get(name)
    assert client.get(page(name, "add")).status_code == 403
    if row:
        assert client.post(page(name, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_accountant_names_an_account_but_cannot_give_it_another_role(
    client: Client, entity: OperatingEntity
) -> None:
    signed_in(client, "accountant")
    cash = entity.accounts.get(role="cash")
    client.post(page("account", "change", cash.pk), {"number": "5311", "name": "Tiroir", "name_en": "", "role": "x"})
    cash.refresh_from_db()
    assert (cash.number, cash.name, cash.role) == ("5311", "Tiroir", "cash")


def test_an_auditor_names_nothing(client: Client, entity: OperatingEntity) -> None:
    signed_in(client, "auditor")
    cash = entity.accounts.get(role="cash")
    assert client.post(page("account", "change", cash.pk), {"number": "1", "name": "x"}).status_code == 403


def test_the_check_of_every_entry_is_a_click_away(client: Client, entity: OperatingEntity) -> None:
    signed_in(client, "auditor")
    wish = {"action": "check_every_entry", "_selected_action": [entity.pk]}
    assert "1" in said(client, wish)
    with past_the_triggers() as cursor:
        cursor.execute("UPDATE money_journalentry SET about = 'order:2'")
    assert "son contenu ne répond plus à son empreinte" in said(client, wish)


def said(client: Client, wish: dict[str, object]) -> str:
    answer = client.post(page("journalhead"), wish, follow=True)
    [message] = answer.context["messages"]
    return str(message)
