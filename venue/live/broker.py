"""The one door to Valkey for synchronous code. It carries news only: losing it costs freshness, never truth."""

import functools
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# A broker that hangs may cost one caller this long; after that nobody tries again for a moment.
PATIENCE_S = 0.25
AWAY_S = 1.0
COMPLAIN_EVERY_S = 60.0


def channel(name: str) -> str:
    """The broker's name of a channel of this house: several houses may share one broker."""
    return f"{settings.REDIS_PREFIX}{name}"


def connection_options() -> dict[str, Any]:
    """One immediate second try, for connections that a restarted broker has closed. redis-py's own habit is to
    wait and retry for seconds, inside the request."""
    return {
        "socket_timeout": PATIENCE_S,
        "socket_connect_timeout": PATIENCE_S,
        "retry": Retry(NoBackoff(), retries=1),
    }


@functools.cache
def client() -> "redis.Redis":
    """A client whose pool all threads share."""
    return redis.Redis.from_url(settings.REDIS_URL, **connection_options())


def answers() -> bool:
    try:
        return bool(client().ping())
    except (redis.RedisError, OSError):
        return False


class Fuse:
    """Lets calls through while the broker answers. The first that fails spares the others the wait; then one a second
    tries for all, so that a broker that hangs never holds more than one of a process's threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blown_until = 0.0
        self._complained_at: float | None = None

    def mend(self) -> None:
        """Try again at once: as a fresh process would (tests)."""
        self._blown_until, self._complained_at = 0.0, None

    def attempt(self, act: Callable[[], Answer], *, otherwise: Answer) -> Answer:
        """What `act` answers, or `otherwise` while the broker is away. Never raises for a lost broker."""
        if not self._may_try():
            return otherwise
        try:
            answer = act()
        except (redis.RedisError, OSError) as error:
            self._blow(error)
            return otherwise
        if self._blown_until:
            self._heal()
        return answer

    def _may_try(self) -> bool:
        if not self._blown_until:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._blown_until:
                return False
            self._blown_until = now + AWAY_S
            return True

    def _blow(self, error: Exception) -> None:
        with self._lock:
            now = time.monotonic()
            self._blown_until = now + AWAY_S
            if self._complained_at is None or now >= self._complained_at + COMPLAIN_EVERY_S:
                self._complained_at = now
                log.warning("the broker is away, news are late: %s", type(error).__name__)

    def _heal(self) -> None:
        with self._lock:
            if self._blown_until:
                self._blown_until, self._complained_at = 0.0, None
                log.info("the broker is back")


fuse = Fuse()
