"""A browser that does not read keeps nobody waiting and fills no memory."""

import asyncio
from typing import Any

import pytest

from tests.live.house import GUEST
from venue.live import sockets
from venue.live.sockets import Closing, Socket


class Wire:
    """A server's `send` that takes messages only while it is open."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.sent: list[str] = []

    async def send(self, message: dict[str, Any]) -> None:
        await self.open.wait()
        self.sent.append(message.get("text") or str(message.get("code")))


async def test_whoever_reads_is_told_at_once() -> None:
    wire = Wire()
    socket = Socket(wire.send, GUEST)
    socket.tell("board", "1")
    assert wire.sent == ["1"]


async def test_whoever_is_slow_gets_the_newest_of_each_topic() -> None:
    wire = Wire()
    socket = Socket(wire.send, GUEST)
    wire.open.clear()
    for revision in range(1, 100):
        socket.tell("board", f"board {revision}")
        socket.tell("order", f"order {revision}")
    wire.open.set()
    await asyncio.sleep(0.01)
    socket.tell("board", "board 100")
    assert wire.sent == ["board 1", "order 99", "board 99", "board 100"]


async def test_whoever_takes_nothing_for_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "STUCK_S", 0.05)
    wire = Wire()
    wire.open.clear()
    gave_up = asyncio.Event()

    async def conversation() -> None:
        socket = Socket(wire.send, GUEST)
        socket.tell("board", "1")
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            assert socket.gave_up
            gave_up.set()

    await asyncio.gather(conversation())
    assert gave_up.is_set()
    assert wire.sent == []


async def test_whoever_is_stuck_does_not_hold_up_a_revocation() -> None:
    wire = Wire()

    async def conversation() -> bool:
        socket = Socket(wire.send, GUEST)
        wire.open.clear()
        socket.tell("board", "1")
        socket.close(Closing.RIGHTS_CHANGED)
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            return socket.closed
        return False

    assert await asyncio.create_task(conversation()) is True


async def test_whoever_is_gone_is_told_nothing_and_breaks_nothing() -> None:
    async def gone(message: dict[str, Any]) -> None:
        raise OSError

    Socket(gone, GUEST).tell("board", "1")
