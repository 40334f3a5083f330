"""Many HTTP clients in one thread: requests made before, one at a time per connection, answers read by epoll.

The client must cost next to nothing, for it shares the machine with what is measured.
"""

import json
import selectors
import socket
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from tests.bench.processes import Replicas
from tests.bench.tables import Figure


def request(method: str, path: str, body: Any = None, **headers: str) -> bytes:
    """The bytes of a request; `headers` by their names with _ for -."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(content)}"]
    lines += ["Content-Type: application/json"] if content else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


@dataclass
class Answers:
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    waits_ms: list[float] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        return sum(self.statuses.values()) / self.seconds

    def wait_ms(self, share: float) -> float:
        """The wait that this share of the answers did not exceed: 0.99 for p99."""
        return sorted(self.waits_ms)[min(len(self.waits_ms) - 1, int(len(self.waits_ms) * share))]

    def only(self, *statuses: int) -> "Answers":
        """Itself, if there are no other answers: a refusal is quick, and must not pass for speed."""
        if self.statuses.keys() - set(statuses):
            raise RuntimeError(f"not the answers that were to be measured: {dict(self.statuses)}")
        return self


class Client:
    """A kept-alive connection with at most one request on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read = b""
        self.due = 0.0

    def ask(self, wish: bytes, due: float) -> None:
        self.due = due
        self.socket.sendall(wish)

    def answer(self) -> int | None:
        """The status once the whole answer is there."""
        self.read += self.socket.recv(262_144)
        head, separator, body = self.read.partition(b"\r\n\r\n")
        if not separator:
            return None
        if b"content-length" in head.lower():
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            if len(body) < length:
                return None
        self.read = b""
        return int(head[9:12])


class Clients:
    def __init__(self, server: Replicas, count: int) -> None:
        self.idle = [Client(server.ports[number % len(server.ports)]) for number in range(count)]
        self.selector = selectors.DefaultSelector()
        for client in self.idle:
            self.selector.register(client.socket, selectors.EVENT_READ, client)

    def rush(self, wishes: Iterable[bytes]) -> Answers:
        """Closed loop: each client sends its next wish as soon as it has its answer."""
        return self._run((0.0, wish) for wish in wishes)

    def stroll(self, wishes: Iterable[bytes], *, a_second: float) -> Answers:
        """Open loop: wishes come at that pace whatever the server does; a wait begins when the wish was due."""
        return self._run((number / a_second, wish) for number, wish in enumerate(wishes))

    def _run(self, wishes: Iterable[tuple[float, bytes]]) -> Answers:
        answers, began, under_way = Answers(), monotonic(), 0
        coming = iter(wishes)
        following = next(coming, None)
        while following or under_way:
            while following and self.idle and monotonic() >= began + following[0]:
                self.idle.pop().ask(following[1], max(began + following[0], monotonic() if not following[0] else 0))
                under_way += 1
                following = next(coming, None)
            pause = max(0.0, began + following[0] - monotonic()) if following and self.idle else 5.0
            for key, _ in self.selector.select(pause):
                status = key.data.answer()
                if status is not None:
                    answers.statuses[status] += 1
                    answers.waits_ms.append((monotonic() - key.data.due) * 1000)
                    self.idle.append(key.data)
                    under_way -= 1
        answers.seconds = monotonic() - began
        return answers

    def leave(self) -> None:
        for client in self.idle:
            client.socket.close()
        self.selector.close()


class Rate:
    """How many a second, and how much of the server's processor time each took: the wall clock is everybody's."""

    def __init__(self, server: Replicas) -> None:
        self.server = server
        self.a_second = Figure("a second")
        self.cpu_ms = Figure("ms each", digits=2)

    def run(self, act: Callable[[], Answers]) -> Answers:
        cpu = self.server.cpu_s
        answers = act()
        self.a_second.runs.append(answers.a_second)
        self.cpu_ms.runs.append(1000 * (self.server.cpu_s - cpu) / sum(answers.statuses.values()))
        return answers
