"""The hub of a live process: hears once what changed, lets each followed topic tell its sockets."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable

from venue.live.ears import Ears
from venue.live.following import PAUSE_S, Following
from venue.live.identities import actor_of
from venue.live.readers import Readers
from venue.live.sockets import Closing, Socket
from venue.live.topics import CREW, Topic

log = logging.getLogger(__name__)

# An announcement is lost when its process dies between COMMIT and publish, or with the broker: so we also look.
LOOK_EVERY_S = 60.0
LOOK_EVERY_S_WHILE_DEAF = 3.0
# Leases end, sessions expire, `control` may be lost: rights are asked for again this often.
RIGHTS_EVERY_S = 60.0


class Hub:
    """One per event loop. Everything here runs in that loop, so nothing needs a lock."""

    def __init__(self, *, pause_s: float = PAUSE_S) -> None:
        self.readers = Readers()
        self._pause_s = pause_s
        self._followings: dict[str, Following] = {}
        self._known: defaultdict[str, set[Socket]] = defaultdict(set)
        self.closings_heard = 0
        self.listening = False
        self._deaf = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to listen; safe to say again."""
        if not self._tasks:
            ears = Ears(
                on_found=self._found, on_lost=self._lost, on_changed=self.changed, on_control=self.close_sockets_of
            )
            self._tasks = [asyncio.create_task(work) for work in (ears.listen(), self._look(), self._ask_for_rights())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for following in self._followings.values():
            following.stop()
        self._tasks = []
        self.readers.stop()

    def join(self, socket: Socket, topic: Topic) -> None:
        """Join first, then read, then greet: a browser that reads before it joins can miss what happens between."""
        if socket.closed:  # while we asked who may
            return
        name = str(topic)
        following = self._followings.get(name)
        if following is None:
            following = self._followings[name] = Following(
                topic, read=self.readers.truth, leave=self.leave, pause_s=self._pause_s
            )
        socket.topics.add(name)
        following.join(socket)

    def leave(self, socket: Socket, name: str) -> None:
        socket.topics.discard(name)
        following = self._followings.get(name)
        if following is None:
            return
        following.leave(socket)
        if not following.sockets:
            following.stop()
            del self._followings[name]

    def know(self, socket: Socket) -> None:
        """Remember whose socket this is, so that it can be closed when their rights change."""
        self._known[socket.actor.ref].add(socket)

    def forget(self, socket: Socket) -> None:
        """The socket is gone."""
        for name in tuple(socket.topics):
            self.leave(socket, name)
        self.unknow(socket)

    def changed(self, topics: Iterable[str]) -> None:
        for topic in topics:
            for name in (topic, CREW + topic):
                following = self._followings.get(name)
                if following:
                    following.changed()

    def close_sockets_of(self, refs: Iterable[str]) -> None:
        self.closings_heard += 1
        for ref in refs:
            for socket in tuple(self._known.get(ref, ())):
                self._shut_out(socket)

    def _shut_out(self, socket: Socket) -> None:
        """Nothing more is told from this moment on, however slowly the closing goes."""
        self.forget(socket)
        socket.close(Closing.RIGHTS_CHANGED)

    def unknow(self, socket: Socket) -> None:
        sockets = self._known.get(socket.actor.ref)
        if sockets:
            sockets.discard(socket)
            if not sockets:
                del self._known[socket.actor.ref]

    def _found(self) -> None:
        self.listening = True
        self._deaf.clear()
        self._look_at_all()

    def _lost(self) -> None:
        self.listening = False
        self._deaf.set()

    def _look_at_all(self) -> None:
        for following in self._followings.values():
            following.changed()

    async def _look(self) -> None:
        """Now and then without being told; often while the broker is away."""
        while True:
            try:
                await asyncio.wait_for(self._deaf.wait(), LOOK_EVERY_S)
                await asyncio.sleep(LOOK_EVERY_S_WHILE_DEAF)
            except TimeoutError:
                pass
            self._look_at_all()

    async def _ask_for_rights(self) -> None:
        while True:
            await asyncio.sleep(RIGHTS_EVERY_S)
            for socket in [socket for sockets in self._known.values() for socket in sockets]:
                await self._ask_for_rights_of(socket)

    async def _ask_for_rights_of(self, socket: Socket) -> None:
        if socket.credential is None:
            return
        try:
            now = await self.readers.ask(actor_of, socket.credential)
        except Exception as error:  # a lost database is no reason to shut anybody out
            log.warning("cannot ask for rights: %s", type(error).__name__)
            return
        if now != socket.actor:
            self._shut_out(socket)
