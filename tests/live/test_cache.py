"""A lost cache is an empty cache."""

from django.core.cache import caches

from tests.live.conftest import Broker
from venue.live.cache import ForgivingCache


def test_what_was_kept_is_found_again(mortal_broker: Broker) -> None:
    cache = ForgivingCache(mortal_broker.url, {})
    cache.set("greeting", "bonjour")
    assert cache.get("greeting") == "bonjour"
    assert cache.get_many(["greeting"]) == {"greeting": "bonjour"}
    cache.add("greeted", 1)
    assert cache.incr("greeted") == 2


def test_with_the_broker_dead_everything_goes_on(mortal_broker: Broker) -> None:
    cache = ForgivingCache(mortal_broker.url, {})
    mortal_broker.kill()
    cache.set("greeting", "bonjour")
    assert (
        cache.get("greeting", "nothing"),
        cache.get_many(["greeting"]),
        cache.has_key("greeting"),
        cache.add("greeting", "salut"),
        cache.incr("greeted"),
        cache.touch("greeting"),
        cache.delete("greeting"),
        cache.set_many({"greeting": "salut"}),
    ) == ("nothing", {}, False, True, 1, False, False, [])


def test_the_house_keeps_its_cache_so() -> None:
    assert isinstance(caches["default"], ForgivingCache)
