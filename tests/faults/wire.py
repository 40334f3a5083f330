"""A wire to an engine that can be cut and mended: the engine lives on, nobody on this side can reach it."""

from __future__ import annotations

import contextlib
import socket
import threading


class Wire:
    """Passes on what is said to `127.0.0.1:port`; when cut, connections break and new ones are refused."""

    def __init__(self, host: str, port: int) -> None:
        self.engine = (host, port)
        self.port = 0
        self.listener: socket.socket | None = None
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()
        self.mend()

    def mend(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._answer, args=[self.listener], daemon=True).start()

    def cut(self) -> None:
        if self.listener:
            hang_up(self.listener)
            self.listener = None
        self.shake()

    def shake(self) -> None:
        """Break the connections that there are, as an engine does that starts again; new ones work."""
        with self.lock:
            broken, self.open = self.open, set()
        for line in broken:
            hang_up(line)

    def _answer(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            engine = socket.create_connection(self.engine)
            with self.lock:
                self.open |= {caller, engine}
            for ends in ((caller, engine), (engine, caller)):
                threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, heard: socket.socket, told: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := heard.recv(65536):
                told.sendall(said)
        with self.lock:
            self.open -= {heard, told}
        hang_up(heard)
        hang_up(told)


def hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
