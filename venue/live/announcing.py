"""Telling the house that something changed: only what, never the value, and only once it is true."""

import logging

import redis
from django.conf import settings
from django.db import transaction

from venue.live import broker

log = logging.getLogger(__name__)


def announce_on_commit(*topics: str) -> None:
    """After COMMIT, publish that these topics changed. A lost broker is logged and forgiven: browsers read again."""

    # A nested def, not a partial: a robust hook must have a __qualname__ (DESIGN §7).
    def publish() -> None:
        try:
            for topic in topics:
                broker.client().publish(settings.REDIS_PREFIX + "changed", topic)
        except (redis.RedisError, OSError) as error:
            log.warning("announcement lost: %s", type(error).__name__)

    transaction.on_commit(publish, robust=True)
