"""« J’ai fini » on a device that others use: the next one who stands there is nobody that the house has seen before."""

import pytest

from .cast import browser, make_person

pytestmark = pytest.mark.django_db

BROWSER, ME = "/api/v1/people/browser/", "/api/v1/people/me/"


def test_a_guest_leaves_without_a_csrf_token_and_the_cookie_goes() -> None:
    client = browser()
    client.handler.enforce_csrf_checks = True
    client.get(ME)
    answer = client.delete(BROWSER)
    cookie = answer.cookies["preau_browser"]
    assert (answer.status_code, cookie.value, cookie["max-age"], cookie["path"]) == (204, "", 0, "/")


def test_the_next_guest_is_given_another_cookie() -> None:
    client = browser()
    first = client.get(ME).cookies["preau_browser"].value
    client.delete(BROWSER)
    del client.cookies["preau_browser"]  # as a browser does, told that it expired
    assert client.get(ME).cookies["preau_browser"].value not in {first, ""}


def test_whoever_is_signed_in_leaves_too() -> None:
    client = browser(make_person("Bruno", "cook"))
    client.delete(BROWSER)
    assert client.get(ME).json()["kind"] == "guest"


def test_nobody_elses_page_can_sign_a_person_out() -> None:
    client = browser(make_person("Bruno", "cook"))
    client.handler.enforce_csrf_checks = True
    answer = client.delete(BROWSER)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
