"""One topic as one process follows it: the sockets that hear it, its newest frame, and the pace of its news."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic

from venue.live import frames
from venue.live.sockets import Socket
from venue.live.topics import Topic, Truth

log = logging.getLogger(__name__)

# Four pushes a second at most: a shade more than a quarter, so that no browser ever counts five within one second.
PAUSE_S = 0.255
# Old enough news are read again for who comes in: levels grow stale with time alone.
FRESH_S = 5.0
TRY_AGAIN_S = 2.0
# After so many sockets the loop looks after everything else before it goes on telling.
BREATH = 100


class Following:
    """First at once, then at most four a second, the last one always; read once and encoded once for all.

    A change that is heard during a reading leads to another reading, so that no news can fall between the two.
    """

    def __init__(
        self,
        topic: Topic,
        *,
        read: Callable[[Topic], Awaitable[Truth | None]],
        leave: Callable[[Socket, str], None],
        pause_s: float = PAUSE_S,
    ) -> None:
        self.topic = topic
        self.name = str(topic)
        self.sockets: set[Socket] = set()
        self._read = read
        self._leave = leave
        self._pause = pause_s
        self._newcomers: set[Socket] = set()
        self._changes_heard = 0
        self._changes_told = 0
        self._revision = -1
        self._frame = ""
        self._read_at = self._pushed_at = -float("inf")
        self._keeping_up: asyncio.Task[None] | None = None

    def join(self, socket: Socket) -> None:
        """Let it hear all that comes, and greet it: at once with news that are fresh, else after a reading."""
        self.sockets.add(socket)
        if monotonic() - self._read_at < FRESH_S:
            socket.tell(self.name, self._frame)
        else:
            self._newcomers.add(socket)
            self._wake()

    def leave(self, socket: Socket) -> None:
        self.sockets.discard(socket)
        self._newcomers.discard(socket)

    def changed(self) -> None:
        """Something was said about this topic: look, and tell what is new."""
        self._changes_heard += 1
        self._wake()

    def stop(self) -> None:
        if self._keeping_up:
            self._keeping_up.cancel()

    def _wake(self) -> None:
        if self._keeping_up is None:
            self._keeping_up = asyncio.create_task(self._keep_up())

    async def _keep_up(self) -> None:
        try:
            while self.sockets and (self._newcomers or self._changes_heard > self._changes_told):
                await asyncio.sleep(self._pushed_at + self._pause - monotonic())
                heard = self._changes_heard
                try:
                    truth = await self._read(self.topic)
                    frame = frames.news(self.name, truth) if truth else None
                except Exception as error:  # whatever a reader of another room may raise; mostly a lost database
                    log.warning("cannot read %s: %s", self.topic.name, type(error).__name__)
                    await asyncio.sleep(TRY_AGAIN_S)
                    continue
                self._changes_told = heard
                newcomers, self._newcomers = self._newcomers, set()
                if truth is None or frame is None:
                    self._turn_away(newcomers)
                else:
                    self._frame, self._read_at = frame, monotonic()
                    await self._tell_news(newcomers, truth.revision)
        finally:
            self._keeping_up = None

    async def _tell_news(self, newcomers: set[Socket], revision: int) -> None:
        """Everybody if it is newer than the last, else those who have just come."""
        if revision <= self._revision:
            await self._tell(newcomers)
            return
        self._revision = revision
        await self._tell(self.sockets)
        # The pause begins when the last one has heard: told late in one round and early in the next, a browser would
        # count five within a second.
        self._pushed_at = monotonic()

    async def _tell(self, sockets: set[Socket]) -> None:
        frame = self._frame
        for count, socket in enumerate(tuple(sockets), start=1):
            socket.tell(self.name, frame)
            if count % BREATH == 0:
                await asyncio.sleep(0)

    def _turn_away(self, newcomers: set[Socket]) -> None:
        """There is no such thing (any more); who heard of it before simply hears no more."""
        for socket in newcomers:
            socket.tell(self.name, frames.refusal(self.name, "unknown_topic"))
            self._leave(socket, self.name)
