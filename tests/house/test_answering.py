"""We answer in JSON, and refuse in words whoever takes none."""

import pytest

from tests import cast
from tests.people.cast import browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accept", "query", "status"),
    [
        ("*/*", "", 200),
        ("application/json", "", 200),
        ("text/html, application/json;q=0.9", "", 200),
        ("text/html", "", 406),
        ("*/*", "?building=preau", 200),
        ("*/*", "?format=json", 200),
        ("*/*", "?format=xml", 404),
    ],
)
def test_what_a_browser_takes_is_weighed(accept: str, query: str, status: int) -> None:
    cast.space()
    answer = browser().get(f"/api/v1/venue/{query}", HTTP_ACCEPT=accept)
    assert (answer.status_code, answer["Content-Type"]) == (
        status,
        "application/json" if status == 200 else "application/problem+json",
    )


@pytest.mark.parametrize(("language", "sentence"), [("en", "Please sign in first."), ("fr", "Connectez-vous d’abord.")])
def test_the_frameworks_refusals_are_in_the_words_of_the_house(language: str, sentence: str) -> None:
    cast.building()
    answer = browser().get("/api/v1/coworking/bookings/", HTTP_ACCEPT_LANGUAGE=language)
    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (401, "not_authenticated", sentence)
