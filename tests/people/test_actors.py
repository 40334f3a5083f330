"""Every request has an actor, and a permission asks nothing else."""

import pytest

from venue.people.actors import Actor, actor_from_session, actor_of_device, actor_of_person
from venue.people.models import Person

from .cast import browser, make_building, make_device, make_person, phone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.routes")]


def test_nobody_in_particular_is_a_guest() -> None:
    assert browser().get("/who/").json() == {"ref": "guest", "roles": []}


def test_a_person_is_known_by_her_session() -> None:
    chidi = make_person("Chidi", "host", "cook")
    assert browser(chidi).get("/who/").json() == {"ref": f"person:{chidi.pk}", "roles": ["cook", "host"]}


def test_a_phone_is_known_by_its_token() -> None:
    device, token = make_device("Door 1", "host")
    assert phone(token).get("/who/").json() == {"ref": f"device:{device.pk}", "roles": ["host"]}


def test_a_person_who_was_put_out_is_a_guest() -> None:
    chidi = make_person("Chidi", "host")
    client = browser(chidi)
    chidi.is_active = False
    chidi.save()
    assert client.get("/who/").json() == {"ref": "guest", "roles": []}


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("host", "/crew/", 200),
        ("prescriber", "/crew/", 200),
        ("accountant", "/crew/", 403),
        ("auditor", "/crew/", 403),
        ("host", "/hosts/", 200),
        ("cook", "/hosts/", 403),
        ("manager", "/hosts/", 403),
    ],
)
def test_a_role_opens_its_own_doors_only(role: str, path: str, status: int) -> None:
    assert browser(make_person("Bruno", role)).get(path).status_code == status


def test_a_guest_at_the_crews_door_is_asked_who_she_is() -> None:
    answer = browser().get("/crew/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_a_person_without_roles_is_turned_away() -> None:
    answer = browser(make_person("Dora")).get("/crew/")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_a_persons_write_needs_the_csrf_token() -> None:
    client = browser(make_person("Chidi", "host"))
    client.handler.enforce_csrf_checks = True
    assert client.post("/who/", {}).status_code == 403


def test_a_phones_write_needs_none() -> None:
    _, token = make_device()
    client = phone(token)
    client.handler.enforce_csrf_checks = True
    assert client.post("/who/", {}).status_code == 200


def test_a_role_in_one_building_counts_there_only() -> None:
    here, there = make_building(), make_building(code="annexe")
    actor = actor_of_person(make_person("Chidi", "host", building=here))
    assert (actor.has("host"), actor.has("host", building=here.pk), actor.has("host", building=there.pk)) == (
        True,
        True,
        False,
    )


def test_a_role_everywhere_counts_in_each_building() -> None:
    here = make_building()
    chidi = make_person("Chidi", "host")
    chidi.roles.create(name="host", building=here)
    assert actor_of_person(chidi).has("host", building=make_building(code="annexe").pk)


def test_a_phone_may_be_limited_to_spaces_and_sittings() -> None:
    actor = actor_of_device(make_device("Door 1", "host", spaces=["CANT"], sittings=[12])[0])
    assert [actor.may_use_space("CANT"), actor.may_use_space("CAFE")] == [True, False]
    assert [actor.may_use_sitting(12), actor.may_use_sitting(13)] == [True, False]


def test_no_limit_means_everywhere() -> None:
    assert Actor("guest", "guest").may_use_space("CAFE")


def test_a_socket_knows_a_person_by_her_session_until_it_is_over() -> None:
    chidi = make_person("Chidi", "host")
    client = browser(chidi)
    key = client.cookies["sessionid"].value
    assert actor_from_session(key) == actor_of_person(chidi)
    client.logout()
    assert actor_from_session(key) is None


def test_a_socket_does_not_know_who_was_put_out_or_lost_her_sessions() -> None:
    chidi, bruno = make_person("Chidi", "host"), make_person("Bruno", "cook")
    keys = [browser(person).cookies["sessionid"].value for person in (chidi, bruno)]
    Person.objects.filter(pk=chidi.pk).update(is_active=False)
    Person.objects.filter(pk=bruno.pk).update(password="changed")
    assert [actor_from_session(key) for key in keys] == [None, None]


@pytest.mark.parametrize("key", ["", "guessed0guessed0guessed0guessed0", "x" * 5000, "a\x00b", "../etc"])
def test_a_guessed_session_is_nobodys(key: str) -> None:
    assert actor_from_session(key) is None
