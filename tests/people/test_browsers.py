"""A browser is recognised by a random cookie; only a hash of it is ever stored."""

import pytest

from .cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.routes")]


def test_a_new_browser_is_given_a_cookie_that_scripts_cannot_read() -> None:
    cookie = browser().post("/browser/").cookies["preau_browser"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_it_is_the_same_browser_the_next_time() -> None:
    client = browser()
    first = client.post("/browser/").json()
    second = client.post("/browser/").json()
    assert (first["browser"], first["again"]) == (second["browser"], second["browser"])


def test_two_browsers_differ() -> None:
    assert browser().post("/browser/").json() != browser().post("/browser/").json()


def test_the_hash_does_not_tell_the_cookie() -> None:
    client = browser()
    answer = client.post("/browser/").json()
    assert client.cookies["preau_browser"].value not in answer["browser"]


def test_a_forged_cookie_is_replaced() -> None:
    client = browser()
    client.cookies["preau_browser"] = "me"
    client.post("/browser/")
    assert len(client.cookies["preau_browser"].value) == 22


def test_a_browser_is_not_marked_where_nobody_asked() -> None:
    assert "preau_browser" not in browser().get("/who/").cookies
