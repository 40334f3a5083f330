"""Ears on the real broker, and a broker of our own that may be killed."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import redis
from pytest_django import Settings

from tests.live import house as live_house
from tests.live.broker import Broker
from tests.live.house import ACTORS, TOPICS, House, open_house
from venue.live import broker

Hear = Callable[[], list[str]]


@pytest.fixture
def hear() -> Iterator[Callable[[str], Hear]]:
    """`said = hear("changed")`, then `said()` is what has been published there since, oldest first."""
    with broker.client().pubsub() as ears:  # type: ignore[no-untyped-call]

        def begin(channel: str) -> Hear:
            ears.subscribe(broker.channel(channel))
            assert ears.get_message(timeout=10)

            def said() -> list[str]:
                # The broker answers in order: once our own last word is back, all before it has been heard.
                broker.client().publish(broker.channel(channel), "that is all")
                words = []
                while (word := next_word(ears)) != "that is all":
                    words.append(word)
                return words

            return said

        yield begin


def next_word(ears: redis.client.PubSub) -> str:
    while (message := ears.get_message(timeout=10)) is not None:
        if message["type"] == "message":
            return str(message["data"].decode())
    raise AssertionError("nothing was said within ten seconds")


@pytest.fixture
def mortal_broker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """The house's broker for this test alone, started; the test may kill it."""
    own = Broker()
    own.start()
    settings.REDIS_URL = own.url
    monkeypatch.setattr(broker, "fuse", broker.Fuse())
    broker.client.cache_clear()
    yield own
    own.kill()
    broker.client.cache_clear()


@pytest.fixture
def test_house(settings: Settings) -> None:
    """Topics and badges of tests/live/house.py, a fresh wall."""
    settings.TOPICS, settings.LIVE_ACTORS = TOPICS, ACTORS
    settings.LIVE_ORIGINS = ["http://localhost:8000", "https://preau.example"]
    live_house.wall.__init__()  # type: ignore[misc]
    live_house.badges.clear()


@pytest.fixture
async def house(test_house: None) -> AsyncIterator[House]:
    async with open_house() as running:
        yield running
