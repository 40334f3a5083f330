"""A lost cache is a small one: each process keeps its own until the broker is back."""

import pytest
from django.core.cache import caches

from tests.live.broker import Broker
from venue.live.cache import ForgivingCache


def test_what_was_kept_is_found_again(mortal_broker: Broker) -> None:
    cache = ForgivingCache(mortal_broker.url, {})
    cache.set("greeting", "bonjour")
    assert cache.get("greeting") == "bonjour"
    assert cache.get_many(["greeting"]) == {"greeting": "bonjour"}
    cache.add("greeted", 1)
    assert cache.incr("greeted") == 2


def test_with_the_broker_dead_each_process_remembers_by_itself(mortal_broker: Broker) -> None:
    cache = ForgivingCache(mortal_broker.url, {})
    cache.set("said", "before")
    mortal_broker.kill()
    assert cache.get("said", "nothing") == "nothing"
    cache.set("greeting", "bonjour")
    assert (
        cache.get("greeting"),
        cache.get_many(["greeting", "said"]),
        cache.has_key("greeting"),
        cache.add("greeting", "salut"),
        cache.add("greeted", 1),
        cache.incr("greeted"),
        cache.touch("greeting"),
        cache.delete("greeting"),
        cache.set_many({"greeting": "salut"}),
    ) == ("bonjour", {"greeting": "bonjour"}, True, False, True, 2, True, True, [])


def test_what_is_not_there_cannot_be_counted_up_broker_or_not(mortal_broker: Broker) -> None:
    cache = ForgivingCache(mortal_broker.url, {})
    for _ in range(2):
        with pytest.raises(ValueError, match="not found"):
            cache.incr("nothing")
        mortal_broker.kill()


def test_the_house_keeps_its_cache_so() -> None:
    assert isinstance(caches["default"], ForgivingCache)
