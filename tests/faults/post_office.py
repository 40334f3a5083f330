"""A mail server on loopback: what it has accepted, and a gate before any letter, where a worker can be killed."""

from __future__ import annotations

import re
import socketserver
import threading
from collections import Counter
from typing import Any


class PostOffice(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as Django's backend does. `closed_after(7)`: who brings the eighth letter waits for ever."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counterhand)
        self.accepted: Counter[str] = Counter()
        self.ids: set[str] = set()
        self.brought = 0
        self.most: int | None = None
        self.waiting = threading.Event()
        self.opened = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def closed_after(self, letters: int) -> PostOffice:
        self.most = letters
        return self

    # --- as a gate (tests.faults.gates) ---

    def shut(self) -> None: ...

    def reached(self) -> bool:
        return self.waiting.is_set()

    def bury(self) -> None: ...

    def open(self) -> None:
        self.most = None
        self.opened.set()


class Counterhand(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self.say("220 here")
        to = ""
        while line := self.rfile.readline().decode():
            verb = line[:4].upper()
            if verb == "RCPT":
                to = re.findall("<(.*)>", line)[0]
            if verb == "DATA":
                self.take(to)
            else:
                self.say({"EHLO": "250 here", "QUIT": "221 bye"}.get(verb, "250 ok"))

    def take(self, to: str) -> None:
        office = self.server
        office.brought += 1
        if office.most is not None and office.brought > office.most:
            office.waiting.set()
            office.opened.wait(30)  # nobody has accepted this letter: whoever brought it is dead
            return
        self.say("354 go on")
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += self.rfile.readline()
        office.accepted[to] += 1
        office.ids.update(re.findall(r"Message-ID: (\S+)", text.decode()))
        self.say("250 accepted")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
