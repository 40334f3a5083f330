"""Django's Redis cache that forgets instead of failing when the broker is away."""

from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from venue.live import broker


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
    """Ordering and scanning go on without a broker (issue 2 §7): a lost cache is an empty cache."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = broker.connection_options() | params.get("OPTIONS", {})
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = KeptClient

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return broker.fuse.attempt(lambda: super(ForgivingCache, self).get(key, default, version), otherwise=default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        broker.fuse.attempt(lambda: super(ForgivingCache, self).set(key, value, *args, **kwargs), otherwise=None)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return broker.fuse.attempt(
            lambda: bool(super(ForgivingCache, self).add(key, value, *args, **kwargs)), otherwise=True
        )

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return broker.fuse.attempt(lambda: int(super(ForgivingCache, self).incr(key, delta, version)), otherwise=delta)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return broker.fuse.attempt(
            lambda: bool(super(ForgivingCache, self).touch(key, *args, **kwargs)), otherwise=False
        )

    def delete(self, key: Any, version: Any = None) -> bool:
        return broker.fuse.attempt(lambda: bool(super(ForgivingCache, self).delete(key, version)), otherwise=False)

    def has_key(self, key: Any, version: Any = None) -> bool:
        return broker.fuse.attempt(lambda: bool(super(ForgivingCache, self).has_key(key, version)), otherwise=False)

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        return broker.fuse.attempt(lambda: super(ForgivingCache, self).get_many(keys, version), otherwise={})

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return broker.fuse.attempt(
            lambda: list(super(ForgivingCache, self).set_many(data, *args, **kwargs)), otherwise=[]
        )

    def delete_many(self, keys: Any, version: Any = None) -> None:
        broker.fuse.attempt(lambda: super(ForgivingCache, self).delete_many(keys, version), otherwise=None)
