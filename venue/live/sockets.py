"""One browser's socket: who it is, what it hears, and how it is told without ever waiting for it."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from venue.live.identities import Actor, Credential

Send = Callable[[dict[str, Any]], Awaitable[None]]

# A reader that takes nothing for so long is closed; it comes back when it can, to a fresh snapshot.
STUCK_S = 10.0


class Closing(IntEnum):
    """Why we close a socket (4000–4999 are ours to name; the last three digits read like HTTP's)."""

    UNREADABLE = 4400
    RIGHTS_CHANGED = 4401
    TOO_LARGE = 4413
    TOO_MANY = 4429
    UNAVAILABLE = 4503


@dataclass
class Begun:
    """A coroutine stepped by hand up to its first wait; await this for the rest of it."""

    steps: Generator[Any, Any, None]
    awaited: Any

    def __await__(self) -> Generator[Any, Any, None]:
        yield self.awaited
        yield from self.steps


class Socket:
    """Made by the consumer, told by the hub."""

    __slots__ = ("_backlog", "_catching_up", "_send", "_task", "actor", "closed", "credential", "gave_up", "topics")

    def __init__(self, send: Send, actor: Actor) -> None:
        self.actor = actor
        self.credential: Credential | None = None
        self.topics: set[str] = set()
        self.closed = False
        self.gave_up = False
        self._send = send
        self._task = asyncio.current_task()
        self._backlog: dict[str, str] = {}
        self._catching_up: asyncio.Task[None] | None = None

    def tell(self, topic: str, text: str) -> None:
        """Pass a frame on. While the browser is slow it waits here, and a newer one of its topic takes its place."""
        if self._catching_up is None:
            self._give({"type": "websocket.send", "text": text})
        else:
            self._backlog[topic] = text

    def close(self, why: Closing) -> None:
        self.closed = True
        if self._catching_up is None:
            self._give({"type": "websocket.close", "code": int(why)})
        else:
            self.give_up()

    def give_up(self) -> None:
        """Leave a browser that does not even take a goodbye."""
        self.closed = self.gave_up = True
        if self._task:
            self._task.cancel()

    def _give(self, message: dict[str, Any]) -> None:
        """Send now if the server takes it at once, as it nearly always does: then there is no task, no queue, no wait.

        Starting a task per message and socket would cost more than the sending. Only when `send` really has to wait
        (the browser does not read and the buffer is full) is the rest of it handed to a task.
        """
        giving = self._send(message).__await__()
        try:
            awaited = next(giving)
        except StopIteration:
            return
        except Exception:  # gone: each server says so with an error of its own, and the consumer will hear it too
            return
        self._catching_up = asyncio.create_task(self._catch_up(Begun(giving, awaited)))

    async def _catch_up(self, giving: Begun) -> None:
        try:
            async with asyncio.timeout(STUCK_S):
                await giving
                while self._backlog:
                    topic = next(iter(self._backlog))
                    await self._send({"type": "websocket.send", "text": self._backlog.pop(topic)})
        except TimeoutError:
            self.give_up()
        except Exception:  # gone, as above
            self._backlog.clear()
        finally:
            self._catching_up = None
