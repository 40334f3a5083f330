"""The one subscription of a live process, for as long as it lives, whatever becomes of the broker."""

import asyncio
import logging
import random
from collections.abc import Callable

import redis.asyncio
from django.conf import settings
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from venue.live import broker
from venue.live.announcing import CHANGED, CONTROL

log = logging.getLogger(__name__)

# Nothing heard for so long: ask whether anybody is still there, and how long an answer may take.
SILENCE_S = 15.0
ANSWER_S = 3.0
LONGEST_PAUSE_S = 2.0


class Ears:
    """Calls `on_changed(topics)` and `on_control(who)` as they are said, `on_found()` whenever the subscription stands
    (news may have been missed before), `on_lost()` when it falls."""

    def __init__(
        self,
        *,
        on_found: Callable[[], None],
        on_lost: Callable[[], None],
        on_changed: Callable[[list[str]], None],
        on_control: Callable[[list[str]], None],
    ) -> None:
        self._on_found = on_found
        self._on_lost = on_lost
        self._says = {broker.channel(CHANGED): on_changed, broker.channel(CONTROL): on_control}
        self._failures = 0

    async def listen(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._listen_once()
            except (redis.RedisError, OSError) as error:
                if self._failures == 0:
                    log.warning("the broker is away, reading instead: %s", type(error).__name__)
                self._failures += 1
                self._on_lost()
            # Not all processes at once, and not in a hurry.
            await asyncio.sleep(random.uniform(0.5, 1.5) * min(0.2 * 2**self._failures, LONGEST_PAUSE_S))

    async def _listen_once(self) -> None:
        # No second tries inside the client: only a subscription that we know to be new makes us read all again.
        client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL,
            decode_responses=True,
            socket_connect_timeout=ANSWER_S,
            retry=Retry(NoBackoff(), 0),
        )
        async with client, client.pubsub() as ears:
            await ears.subscribe(*self._says)
            for _ in self._says:
                if await ears.get_message(timeout=ANSWER_S) is None:
                    raise redis.TimeoutError("no answer to SUBSCRIBE")
            if self._failures:
                log.info("the broker is back")
            self._failures = 0
            self._on_found()
            while True:
                await self._hear(ears)

    async def _hear(self, ears: PubSub) -> None:
        message = await ears.get_message(timeout=SILENCE_S)
        if message is None:
            await ears.ping()
            message = await ears.get_message(timeout=ANSWER_S)
            if message is None:
                raise redis.TimeoutError("no answer to PING")
        if message["type"] == "message":
            self._says[message["channel"]](message["data"].split())
