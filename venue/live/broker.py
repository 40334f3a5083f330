"""The one door to Valkey for synchronous code. It carries news only: losing it costs freshness, never truth."""

import functools

import redis
from django.conf import settings


@functools.cache
def client() -> "redis.Redis":
    """A client whose pool all threads share; short timeouts, so that a lost broker costs little."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)


def answers() -> bool:
    try:
        return bool(client().ping())
    except redis.RedisError:
        return False
