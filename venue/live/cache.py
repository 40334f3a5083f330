"""Django's Redis cache, of which each process keeps its own while the broker is away."""

from typing import Any

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from venue.live import broker

AWAY = object()
# What a process remembers by itself: the house keeps nothing here but counts of what somebody tried.
MOST_KEYS = 10_000


class KeptClient(RedisCacheClient):
    """Django makes a new client of redis-py for each call, which costs more than the call itself: keep one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: redis.Redis | None = None

    def get_client(self, *args: Any, **kwargs: Any) -> "redis.Redis":
        """For the one server that we have."""
        if self._kept is None:
            self._kept = super().get_client(*args, **kwargs)
        return self._kept


class ForgivingCache(RedisCache):
    """Ordering, scanning and signing in go on without a broker (issue 2 §7), and what can be guessed stays limited:
    each process then counts for itself, so that a limit of three codes a minute is three in each process.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = broker.connection_options() | params.get("OPTIONS", {})
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = KeptClient
        self._own = LocMemCache("while the broker is away", params | {"OPTIONS": {"MAX_ENTRIES": MOST_KEYS}})

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask("set", *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("add", *args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """As Django's: a ValueError for a key that is not there."""
        return int(self._ask("incr", *args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("touch", *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("delete", *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("has_key", *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return dict(self._ask("get_many", *args, **kwargs))

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return list(self._ask("set_many", *args, **kwargs) or [])

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._ask("delete_many", *args, **kwargs)

    def _ask(self, verb: str, *args: Any, **kwargs: Any) -> Any:
        """The broker; or, while it is away, this process's own memory."""
        shared = getattr(super(), verb)
        answer = broker.fuse.attempt(lambda: shared(*args, **kwargs), otherwise=AWAY)
        return getattr(self._own, verb)(*args, **kwargs) if answer is AWAY else answer


def forget() -> None:
    """Empty what this process remembered by itself (tests)."""
    LocMemCache("while the broker is away", {}).clear()
