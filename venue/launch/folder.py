"""`.house/`: what one house remembers between two starts. Its lock, keys, ports, data and logs."""

import fcntl
import json
import os
import secrets
import socket
from pathlib import Path
from typing import TextIO

from venue.launch.telling import Sorry

KEYS = ("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "VALKEY_PASSWORD", "STRIPE_WEBHOOK_SECRET")


class HouseFolder:
    """One house's folder, made when first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "logs").mkdir(exist_ok=True)
        self._lock: TextIO | None = None

    def lock(self, address: str) -> None:
        """Be the only start of this house until this process ends, however it ends.

        Raises Sorry, naming the other one, when another start has it.
        """
        self._lock = (self.path / "lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.seek(0)
            other = self._lock.read().strip() or "another process"
            raise Sorry(f"This house is already open: {other}. Close that one first (Ctrl-C there).") from None
        self._lock.truncate(0)
        self._lock.write(f"{address} (process {os.getpid()})")
        self._lock.flush()

    def keys(self) -> dict[str, str]:
        """The random keys of this house, made once and readable by its owner only."""
        kept = self.read("keys.json")
        missing = {name: secrets.token_urlsafe(32) for name in KEYS if name not in kept}
        if missing:
            kept |= missing
            self.write("keys.json", kept)
        return kept

    def port(self, name: str) -> int:
        """The loopback port of one engine: the remembered one while it is free, else another, remembered."""
        kept = self.read("ports.json")
        if not (name in kept and is_free(int(kept[name]))):
            kept[name] = str(free_port())
            self.write("ports.json", kept)
        return int(kept[name])

    def log(self, name: str) -> Path:
        """The file that the engine's own words go to, begun anew at each start of the house."""
        return self.path / "logs" / f"{name}.log"

    def read(self, name: str) -> dict[str, str]:
        """A small file of names and values; empty when there is none."""
        file = self.path / name
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def write(self, name: str, content: dict[str, str]) -> None:
        """Replace the file in one move, so that a kill in between leaves the old one whole."""
        draft = self.path / f"{name}.new"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(content, file, indent=1)
        draft.replace(self.path / name)


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens on the port. A connection that is only fading out does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
