"""The one consumer: authorise, join, greet with a snapshot, pass on. It never writes, and commands come by HTTP.

A plain ASGI application rather than a Channels consumer, which starts a task for each receiving and hops into a thread
for each frame (docs/decisions/0005).
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from venue.live import frames, identities, origins
from venue.live.hub import Hub
from venue.live.identities import Credential
from venue.live.sockets import Closing, Send, Socket
from venue.live.topics import parse, reader_of

log = logging.getLogger(__name__)

MOST_TOPICS = 20
# A page sends a few frames when it opens and when it turns; more than this is no page.
MOST_FRAMES = 40
FRAMES_A_SECOND = 4.0
PAUSES_S = (0.5, 1.0, 2.0, 4.0)

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Live:
    """The ASGI application behind `/ws/live/`."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        if not origins.welcome(scope["headers"]):
            await send({"type": "websocket.close", "code": 4403})
            return
        self.hub.start()
        await send({"type": "websocket.accept"})
        socket = Socket(send, identities.guest())
        socket.credential = identities.session_of(scope["headers"])
        try:
            await Conversation(self.hub, socket).hold(receive)
        except asyncio.CancelledError:
            if not socket.gave_up:
                raise
        finally:
            self.hub.forget(socket)


class Conversation:
    """One browser's frames, one after another, until it leaves or abuses us."""

    __slots__ = ("_allowance", "_heard_at", "hub", "known", "socket")

    def __init__(self, hub: Hub, socket: Socket) -> None:
        self.hub = hub
        self.socket = socket
        self.known = False
        self._allowance = float(MOST_FRAMES)
        self._heard_at = monotonic()

    async def hold(self, receive: Receive) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            try:
                await self._grant(self._read(message))
            except Leave as leave:
                self.socket.close(leave.why)
                return

    def _read(self, message: dict[str, Any]) -> frames.Wish:
        now = monotonic()
        self._allowance = min(MOST_FRAMES, self._allowance + (now - self._heard_at) * FRAMES_A_SECOND) - 1
        self._heard_at = now
        if self._allowance < 0:
            raise Leave(Closing.TOO_MANY)
        text = message.get("text")
        if text is None:
            raise Leave(Closing.UNREADABLE)
        if len(text) > frames.LONGEST:
            raise Leave(Closing.TOO_LARGE)
        try:
            return frames.wish(text)
        except frames.Unreadable as error:
            raise Leave(Closing.UNREADABLE) from error

    async def _grant(self, wish: frames.Wish) -> None:
        if wish.authorize is not None:
            await self._recognise(Credential("device", wish.authorize))
        elif not self.known:
            await self._recognise(self.socket.credential)
        for name in wish.unsubscribe:
            self.hub.leave(self.socket, name)
        for name in wish.subscribe:
            refused = await self._join(name)
            if refused:
                self.socket.tell(name, frames.refusal(name, refused))

    async def _recognise(self, credential: Credential | None) -> None:
        """Learn who this is. A token that is not, or no longer, ours leaves a guest, who may hear what guests may."""
        self.hub.unknow(self.socket)
        self.socket.actor, self.socket.credential = identities.guest(), credential
        self.known = True
        while credential:
            closings = self.hub.closings_heard
            actor = await self._patiently(identities.actor_of, credential)
            if actor is None:
                self.socket.credential = None
                if credential.kind == "device":
                    self.socket.tell("authorize", frames.refusal("authorize", "unknown_device"))
                return
            self.socket.actor = actor
            self.hub.know(self.socket)
            # Join, then read: a revocation heard while we asked was told to a hub that did not know this socket yet.
            if closings == self.hub.closings_heard:
                return

    async def _join(self, name: str) -> str | None:
        """Join that topic; or the code of the refusal."""
        topic = parse(name)
        if topic is None:
            return "unknown_topic"
        if name not in self.socket.topics and len(self.socket.topics) >= MOST_TOPICS:
            return "too_many_topics"
        actor = self.socket.actor
        if topic.crew and not actor.is_crew:
            return "not_allowed"
        try:
            reader = reader_of(topic)
        except ImportError:
            log.exception("settings.TOPICS names a reader that is not there")
            return "unknown_topic"
        if not await self._patiently(reader.may_join, actor, topic.key, crew=topic.crew):
            return "not_allowed"
        self.hub.join(self.socket, topic)
        return None

    async def _patiently(self, act: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """What the database answers; while it is away the browser waits a little, then is told to come back."""
        for pause in PAUSES_S:
            try:
                return await self.hub.readers.ask(act, *args, **kwargs)
            except Exception as error:  # of whatever room; mostly a lost database
                log.warning("cannot ask about a socket: %s", type(error).__name__)
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))
        raise Leave(Closing.UNAVAILABLE)


class Leave(Exception):
    """The conversation is over, and why."""

    def __init__(self, why: Closing) -> None:
        self.why = why
        super().__init__(why.name)
