"""A manager knows the people of the house, welcomes them, gives and takes roles."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.race import race
from venue.people import persons
from venue.people.models import Person, Role

from .cast import browser, make_device, make_person, phone

pytestmark = pytest.mark.django_db

PEOPLE = "/api/v1/people/"


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    closed: list[str] = []
    monkeypatch.setattr(persons, "close_on_commit", closed.append)
    return closed


def test_a_guest_is_told_that_she_is_one() -> None:
    client = browser()
    answer = client.get(f"{PEOPLE}me/")
    assert answer.json() == {
        "kind": "guest", "id": None, "first_name": None, "device_name": None, "roles": [], "language": "fr",
        "spaces": [], "sittings": [], "lease_until": None, "stays": False, "demo": False,
    }  # fmt: skip
    assert {"csrftoken", "preau_browser"} == set(client.cookies)


def test_a_person_is_told_her_name_and_roles() -> None:
    chidi = make_person("Chidi", "host", language="en")
    answer = browser(chidi).get(f"{PEOPLE}me/").json()
    assert (answer["kind"], answer["id"], answer["first_name"], answer["roles"], answer["language"]) == (
        "person",
        str(chidi.pk),
        "Chidi",
        ["host"],
        "en",
    )


def test_a_person_changes_her_name_and_language() -> None:
    client = browser(make_person("Chidi"))
    answer = client.patch(f"{PEOPLE}me/", {"first_name": "Chidi A.", "language": "en"}).json()
    assert (answer["first_name"], answer["language"]) == ("Chidi A.", "en")
    assert client.get(f"{PEOPLE}me/").json()["first_name"] == "Chidi A."


def test_nobody_gives_herself_a_role_that_way() -> None:
    answer = browser(make_person("Dora")).patch(f"{PEOPLE}me/", {"roles": ["manager"]})
    assert (answer.status_code, answer.json()["errors"]["roles"][0]["code"]) == (400, "unknown_field")


def test_a_host_welcomes_somebody_by_first_name_alone() -> None:
    answer = browser(make_person("Chidi", "host")).post(PEOPLE, {"first_name": "Amina"})
    assert (answer.status_code, answer.json()["email"], answer.json()["roles"]) == (201, None, [])


def test_a_paired_phone_of_a_host_welcomes_somebody_too() -> None:
    assert phone(make_device("Desk", "host")[1]).post(PEOPLE, {"first_name": "Amina"}).status_code == 201


def test_a_host_gives_no_role() -> None:
    answer = browser(make_person("Chidi", "host")).post(PEOPLE, {"first_name": "Amina", "roles": ["manager"]})
    assert (answer.status_code, Role.objects.filter(name="manager").count()) == (403, 0)


@pytest.mark.parametrize(
    ("held", "given", "status"),
    [("manager", "accountant", 409), ("auditor", "host", 409), ("accountant", "auditor", 201), ("host", "cook", 201)],
)
def test_nobody_holds_a_role_of_amounts_beside_one_of_persons(held: str, given: str, status: int) -> None:
    """DESIGN §1.1: together they would tell who paid what."""
    dora = make_person("Dora", held)
    answer = browser(make_person("Maud", "manager")).post(f"{PEOPLE}{dora.pk}/roles/", {"role": given})
    assert (answer.status_code, answer.json().get("code")) == (status, "roles_apart" if status == 409 else None)
    assert browser(make_person("Nadia", "manager")).post(
        PEOPLE, {"first_name": "Amina", "roles": [held, given]}
    ).status_code == (status)


def test_a_manager_welcomes_with_roles() -> None:
    body = {"first_name": "Bruno", "email": "Bruno@Example.org", "phone": "06 12 34 56 78", "roles": ["cook", "host"]}
    answer = browser(make_person("Maud", "manager")).post(PEOPLE, body).json()
    assert (answer["email"], answer["phone"]) == ("bruno@example.org", "+33612345678")
    assert sorted(role["role"] for role in answer["roles"]) == ["cook", "host"]


@pytest.mark.parametrize("known", [{"email": "bruno@example.org"}, {"phone": "+33612345678"}])
def test_an_address_belongs_to_one_person(known: dict[str, str]) -> None:
    make_person("Bruno", email="bruno@example.org", phone="+33612345678")
    answer = browser(make_person("Maud", "manager")).post(PEOPLE, {"first_name": "Dora", **known})
    assert (answer.status_code, answer.json()["code"]) == (409, "address_taken")


def test_several_people_have_no_address_at_all() -> None:
    client = browser(make_person("Maud", "manager"))
    codes = [client.post(PEOPLE, {"first_name": name, "email": None}).status_code for name in ("Amina", "Dora")]
    assert codes == [201, 201]


def test_the_same_welcome_sent_twice_makes_one_person() -> None:
    client = browser(make_person("Maud", "manager"))
    key: Any = {"HTTP_IDEMPOTENCY_KEY": "9c1f0f4e-8a53-4a43-9f5f-1f3f2f0e7a11"}
    answers = [client.post(PEOPLE, {"first_name": "Amina"}, **key).json()["id"] for _ in range(2)]
    assert (answers[0], Person.objects.count()) == (answers[1], 2)


def test_a_manager_finds_people_by_name_a_page_at_a_time() -> None:
    client = browser(make_person("Maud", "manager"))
    for name in ("Amina", "Amadou", "Dora"):
        make_person(name)
    answer = client.get(PEOPLE, {"q": "am", "page_size": "1"}).json()
    assert (answer["count"], [row["first_name"] for row in answer["results"]]) == (2, ["Amadou"])


def test_a_longer_list_costs_no_more_queries() -> None:
    client = browser(make_person("Maud", "manager"))
    client.get(PEOPLE)
    counts = []
    for name in ("Amina", "Bruno", "Chidi", "Dora"):
        make_person(name, "host")
        with CaptureQueriesContext(connection) as queries:
            client.get(PEOPLE)
        counts.append(len(queries))
    assert counts[1:] == [counts[0]] * 3


def test_a_role_opens_its_door_at_once_and_closes_the_old_socket(closed: list[str]) -> None:
    bruno, manager = make_person("Bruno"), browser(make_person("Maud", "manager"))
    his = browser(bruno)
    assert manager.post(f"{PEOPLE}{bruno.pk}/roles/", {"role": "host"}).status_code == 201
    assert his.get(f"{PEOPLE}me/").json()["roles"] == ["host"]
    assert closed == [f"person:{bruno.pk}"]


def test_giving_a_role_twice_changes_nothing(closed: list[str]) -> None:
    bruno, manager = make_person("Bruno", "host"), browser(make_person("Maud", "manager"))
    assert manager.post(f"{PEOPLE}{bruno.pk}/roles/", {"role": "host"}).status_code == 201
    assert (bruno.roles.count(), closed) == (1, [])


def test_a_role_taken_is_gone_with_the_next_request(closed: list[str]) -> None:
    bruno, manager = make_person("Bruno", "host"), browser(make_person("Maud", "manager"))
    his = browser(bruno)
    assert manager.delete(f"{PEOPLE}{bruno.pk}/roles/host/").status_code == 204
    assert his.get(f"{PEOPLE}me/").json()["roles"] == []
    assert closed == [f"person:{bruno.pk}"]


def test_a_role_that_does_not_exist_is_not_found() -> None:
    bruno, manager = make_person("Bruno"), browser(make_person("Maud", "manager"))
    assert manager.delete(f"{PEOPLE}{bruno.pk}/roles/king/").status_code == 404


def test_who_leaves_is_out_everywhere_and_may_come_back(closed: list[str]) -> None:
    bruno, manager = make_person("Bruno", "host"), browser(make_person("Maud", "manager"))
    his = browser(bruno)
    assert manager.post(f"{PEOPLE}{bruno.pk}/departure/").json()["is_active"] is False
    assert his.get(f"{PEOPLE}me/").json()["kind"] == "guest"
    assert closed == [f"person:{bruno.pk}"]
    assert manager.delete(f"{PEOPLE}{bruno.pk}/departure/").json()["is_active"] is True
    assert his.get(f"{PEOPLE}me/").json()["kind"] == "guest"


def test_a_new_address_ends_the_old_ones_sessions() -> None:
    bruno, manager = make_person("Bruno"), browser(make_person("Maud", "manager"))
    his = browser(bruno)
    assert manager.patch(f"{PEOPLE}{bruno.pk}/", {"email": "b@example.org"}).json()["email"] == "b@example.org"
    assert his.get(f"{PEOPLE}me/").json()["kind"] == "guest"


def test_a_new_name_ends_nothing() -> None:
    bruno, manager = make_person("Bruno"), browser(make_person("Maud", "manager"))
    his = browser(bruno)
    assert manager.patch(f"{PEOPLE}{bruno.pk}/", {"first_name": "Bru"}).json()["email"] == "bruno@example.org"
    assert his.get(f"{PEOPLE}me/").json()["first_name"] == "Bru"


@pytest.mark.parametrize("way", ["departure", "role"])
def test_the_last_manager_stays(way: str) -> None:
    maud = make_person("Maud", "manager")
    client = browser(maud)
    path = f"{PEOPLE}{maud.pk}/"
    answer = client.post(f"{path}departure/") if way == "departure" else client.delete(f"{path}roles/manager/")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_manager")


def take_each_other(monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> int:
    """Two managers relieve each other at the same moment; how many managers are left."""
    mauds = [make_person("Maud", "manager"), make_person("Max", "manager")]
    if not locked:
        from django.db.models import QuerySet

        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **how: self.all())
    delete = Role.objects.filter

    def slow_filter(*args: Any, **facts: Any) -> Any:
        if "person" in facts:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.2)")
        return delete(*args, **facts)

    monkeypatch.setattr(Role.objects, "filter", slow_filter)
    turns = iter(mauds)
    race(2, lambda: persons.take_role(next(turns), "manager"))
    return Role.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_relieve_each_other_leave_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert take_each_other(monkeypatch, locked=True) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_leave_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert take_each_other(monkeypatch, locked=False) == 0


def test_an_ordinary_page_without_its_csrf_token_is_a_problem_like_all_others() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {})
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        403,
        "application/problem+json",
        "csrf_failed",
    )
