"""Thousands of browsers in one thread: raw sockets and epoll, so that the client is never what is measured."""

import json
import selectors
import socket
import struct
from time import monotonic
from typing import Any

HANDSHAKE = (
    b"GET /ws/live/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


class Browser:
    __slots__ = ("frames", "last", "rest", "socket", "times")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.frames = 0
        self.last = b""
        self.rest = b""
        self.times: list[float] = []

    def shake_hands(self) -> None:
        self.socket.sendall(HANDSHAKE)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.socket.recv(4096)
        if b" 101 " not in answer[:20]:
            raise ConnectionError(answer[:80])
        self.rest = answer.partition(b"\r\n\r\n")[2]
        self.socket.setblocking(False)

    def say(self, opcode: int, text: bytes) -> None:
        """Clients mask; a mask of zeros leaves the bytes as they are."""
        length = bytes([0x80 | len(text)]) if len(text) < 126 else struct.pack("!BH", 0x80 | 126, len(text))
        self.socket.send(bytes([0x80 | opcode]) + length + bytes(4) + text)

    def read(self, now: float) -> int:
        """Take what has come; how many texts that was."""
        data = self.rest + self.socket.recv(262_144)
        place, texts = 0, 0
        while len(data) - place >= 2:
            opcode, length, begin = data[place] & 0x0F, data[place + 1], place + 2
            if length == 126:
                if len(data) < begin + 2:
                    break
                length, begin = (data[begin] << 8) | data[begin + 1], begin + 2
            if len(data) < begin + length:
                break
            place = begin + length
            if opcode == TEXT:
                texts += 1
                self.last = data[begin:place]
                self.times.append(now)
            elif opcode == PING:
                self.say(PONG, data[begin:place])
            elif opcode == CLOSE:
                raise ConnectionError(f"closed: {data[begin:place]!r}")
        self.rest = data[place:]
        self.frames += texts
        return texts


class Crowd:
    def __init__(self, port: int, count: int) -> None:
        self.selector = selectors.DefaultSelector()
        self.browsers = []
        for _ in range(count):
            browser = Browser(port)
            browser.shake_hands()
            self.browsers.append(browser)
            self.selector.register(browser.socket, selectors.EVENT_READ, browser)

    def say(self, **wish: Any) -> None:
        text = json.dumps(wish).encode()
        for browser in self.browsers:
            browser.say(TEXT, text)

    def listen(self, *, until_frames: int = 0, seconds: float = 10) -> float:
        """Until that many texts have come to all together, or for so long; when the last of them came."""
        heard, deadline, last = 0, monotonic() + seconds, monotonic()
        while (not until_frames or heard < until_frames) and (now := monotonic()) < deadline:
            for key, _ in self.selector.select(min(deadline - now, 0.05)):
                texts = key.data.read(monotonic())
                if texts:
                    heard += texts
                    last = monotonic()
        if heard < until_frames:
            raise TimeoutError(f"{heard} of {until_frames} frames came")
        return last

    def forget_times(self) -> None:
        for browser in self.browsers:
            browser.times.clear()

    def leave(self) -> None:
        for browser in self.browsers:
            browser.socket.close()
        self.selector.close()
