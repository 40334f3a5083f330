"""Django's Redis cache that forgets instead of failing when the broker is away."""

import logging
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)


class ForgivingCache(RedisCache):
    """Ordering and scanning go on without a broker (issue 2 §7): a lost cache is an empty cache."""

    def _or(self, default: Any, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (redis.RedisError, OSError) as error:
            log.warning("cache away: %s", type(error).__name__)
            return default

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._or(default, lambda: super(ForgivingCache, self).get(key, default, version))

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._or(None, lambda: super(ForgivingCache, self).set(key, value, *args, **kwargs))

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(True, lambda: super(ForgivingCache, self).add(key, value, *args, **kwargs)))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return int(self._or(1, lambda: super(ForgivingCache, self).incr(key, delta, version)))

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(False, lambda: super(ForgivingCache, self).touch(key, *args, **kwargs)))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._or(False, lambda: super(ForgivingCache, self).delete(key, version)))
