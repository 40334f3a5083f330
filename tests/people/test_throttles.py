"""Limits stop a script gone wild, and guessing; they never stop a campus behind one address."""

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIRequestFactory

from venue.people import throttles
from venue.people.buckets import Buckets
from venue.people.throttles import address_of

from .cast import browser, make_device, phone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.routes")]


@pytest.fixture
def few(settings: Settings) -> None:
    settings.WRITES_PER_MINUTE = {"device": 2, "person": 2, "browser": 2, "address": 3}


def test_too_many_writes_are_told_when_to_come_back(few: None) -> None:
    client = browser()
    codes = [client.post("/who/", {}).status_code for _ in range(4)]
    answer = client.post("/who/", {})
    assert codes == [200, 200, 200, 429]
    assert (answer.json()["code"], answer["Content-Type"]) == ("throttled", "application/problem+json")
    assert 1 <= int(answer["Retry-After"]) <= 20


def test_reading_is_never_counted(few: None) -> None:
    client = browser()
    assert {client.get("/who/").status_code for _ in range(9)} == {200}


def test_each_phone_has_its_own_budget_whatever_its_address(few: None) -> None:
    for name in ("Door 1", "Door 2", "Door 3"):
        client = phone(make_device(name)[1])
        assert [client.post("/who/", {}).status_code for _ in range(2)] == [200, 200]


def test_a_browser_that_throws_its_cookie_away_still_has_an_address(few: None) -> None:
    assert [browser().post("/who/", {}).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_counting_a_write_asks_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        browser().post("/who/", {})


@pytest.fixture
def two_guesses(settings: Settings) -> None:
    settings.GUESSES = {"pairing": (2, 600)}


def guess(code: str, address: str = "192.0.2.1") -> int:
    return browser().post("/guess/", {"code": code}, REMOTE_ADDR=address).status_code


def test_only_wrong_guesses_count(two_guesses: None) -> None:
    assert [guess("right") for _ in range(5)] == [200] * 5
    assert [guess("wrong") for _ in range(3)] == [200, 200, 429]
    assert guess("right") == 429
    assert guess("right", "192.0.2.2") == 200


def test_guesses_are_counted_for_all_processes_together(two_guesses: None) -> None:
    assert [guess("wrong"), guess("wrong")] == [200, 200]
    throttles.forget()
    assert guess("right") == 429


def test_guesses_are_counted_here_when_the_cache_is_away(two_guesses: None) -> None:
    assert [guess("wrong"), guess("wrong")] == [200, 200]
    cache.clear()
    assert guess("right") == 429


def test_a_bucket_fills_again_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("venue.people.buckets.time.monotonic", lambda: now)
    buckets = Buckets()
    assert [buckets.take("a", limit=2, seconds=60) for _ in range(3)] == [0, 0, 30]
    now += 30
    assert [buckets.take("a", limit=2, seconds=60) for _ in range(2)] == [0, 30]


def test_buckets_forget_the_longest_unused_key() -> None:
    buckets = Buckets(most_keys=2)
    for key in ("a", "b", "c"):
        buckets.take(key, limit=1, seconds=60)
    assert (buckets.take("a", limit=1, seconds=60), buckets.take("c", limit=1, seconds=60) > 0) == (0, True)


def test_behind_the_edge_the_address_is_the_one_that_the_edge_saw(settings: Settings) -> None:
    request = APIRequestFactory().get("/", HTTP_X_FORWARDED_FOR="10.0.0.1, 198.51.100.7", REMOTE_ADDR="127.0.0.1")
    settings.BEHIND_PROXY = False
    assert address_of(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert address_of(request) == "198.51.100.7"


def test_one_house_in_ipv6_is_one_address() -> None:
    request = APIRequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    assert address_of(request) == "2001:db8:1:2::/64"
