"""A small live house for the tests: truths kept in a dictionary, behind a real server and the real broker."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import uvicorn
import websockets
from websockets.asyncio.client import ClientConnection

from venue.live import broker
from venue.live.consumer import Live
from venue.live.hub import Hub
from venue.live.topics import Truth

TOPICS = {"board": "tests.live.house.Board", "order": "tests.live.house.Orders"}
ACTORS = {
    "device": "tests.live.house.holder_of",
    "session": "tests.live.house.holder_of",
    "guest": "tests.live.house.GUEST",
}


@dataclass(frozen=True)
class Actor:
    ref: str
    roles: frozenset[str] = frozenset()

    @property
    def is_crew(self) -> bool:
        return "host" in self.roles


GUEST = Actor("guest")
BRUNO = Actor("device:bruno", frozenset({"host"}))
DORA = Actor("person:dora")
badges: dict[str, Actor] = {}


def holder_of(secret: str) -> Actor | None:
    return badges.get(secret)


class Wall:
    """What is written on it is the truth; changing it says nothing to anybody by itself."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.revision = 0
        self.readings = 0
        self.broken = False

    def write(self) -> int:
        with self.lock:
            self.revision += 1
            return self.revision

    def read(self, crew: bool) -> Truth:
        with self.lock:
            self.readings += 1
            if self.broken:
                raise ConnectionError("no database")
            data = {"level": "calm"} | ({"present": self.revision} if crew else {})
            return Truth(self.revision, datetime(2026, 11, 23, 12, tzinfo=UTC), data)


wall = Wall()


class Board:
    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        return wall.read(crew) if key is None or key.startswith("hall") else None

    def may_join(self, actor: Actor, key: str | None, *, crew: bool) -> bool:
        return actor.is_crew or not crew


class Orders:
    """Known by their key; there is one, and the crew has no twin of it."""

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        return Truth(7, datetime(2026, 11, 23, 12, tzinfo=UTC), {"state": "confirmed"}) if key == "k3y" else None

    def may_join(self, actor: Actor, key: str | None, *, crew: bool) -> bool:
        return not crew


def write(topic: str = "board") -> int:
    """Change the truth, then say so, as a verb and its COMMIT do; the new revision."""
    revision = wall.write()
    say(topic)
    return revision


def say(*topics: str) -> None:
    broker.client().publish(broker.channel("changed"), " ".join(topics))


def shut_out(ref: str) -> None:
    broker.client().publish(broker.channel("control"), ref)


class Browser:
    """A client of the socket that remembers nothing but what it is told next."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def ask(self, **wish: Any) -> None:
        await self.socket.send(json.dumps(wish))

    async def hears(self, timeout: float = 10) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(self.socket.recv(), timeout))
        return frame

    async def hears_nothing(self, seconds: float = 0.4) -> bool:
        try:
            await asyncio.wait_for(self.socket.recv(), seconds)
        except TimeoutError:
            return True
        return False

    async def hears_revision(self, revision: int, timeout: float = 10) -> list[int]:
        """All revisions told until that one."""
        told = [(await self.hears(timeout))["revision"]]
        while told[-1] < revision:
            told.append((await self.hears(timeout))["revision"])
        return told

    async def is_closed_with(self) -> int | None:
        await asyncio.wait_for(self.socket.wait_closed(), 10)
        return self.socket.close_code


class House:
    """A running server with a hub of its own."""

    def __init__(self, hub: Hub, port: int) -> None:
        self.hub = hub
        self.port = port

    async def listens(self) -> None:
        """Wait until the hub hears the broker."""
        self.hub.start()
        async with asyncio.timeout(20):
            while not self.hub.listening:
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def browser(
        self, *, origin: str | None = "http://localhost:8000", cookie: str = ""
    ) -> AsyncIterator[Browser]:
        headers = {"Cookie": cookie} if cookie else {}
        address = f"ws://127.0.0.1:{self.port}/ws/live/"
        async with websockets.connect(address, origin=origin, additional_headers=headers, compression=None) as socket:  # type: ignore[arg-type]
            yield Browser(socket)


@asynccontextmanager
async def open_house(**options: Any) -> AsyncIterator[House]:
    """A live house with a hub made with these options."""
    hub = Hub(**options)
    async with serving(Live(hub)) as port:
        yield House(hub, port)
    await hub.stop()


@asynccontextmanager
async def serving(application: Any, *, lifespan: Literal["on", "off"] = "off") -> AsyncIterator[int]:
    """The application behind a real server, as `make run` starts it; the port."""
    config = uvicorn.Config(
        application,
        host="127.0.0.1",
        port=0,
        lifespan=lifespan,
        log_level="error",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await running
