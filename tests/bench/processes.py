"""Servers under measurement: on one core of their own, watched for their memory and their time."""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    port: int

    @property
    def memory_kb(self) -> int:
        """Resident memory, children included; libraries that parent and child both hold are there once."""
        own, shared = 0, [0]
        for pid in self.family():
            kb = {"Private": 0, "Shared": 0}
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
                name, size = line.split()[:2]
                if (kind := name.partition("_")[0]) in kb and not name.endswith("Hugetlb:"):
                    kb[kind] += int(size)
            own += kb["Private"]
            shared.append(kb["Shared"])
        return own + max(shared)

    @property
    def cpu_s(self) -> float:
        """Processor time used so far: what is left of a measurement when others share the machine."""
        ticks = 0
        for pid in self.family():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS_A_SECOND

    def family(self) -> list[int]:
        """The process and its descendants: granian works in a child."""
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        return found


@dataclass
class Replicas:
    """The same server several times, which clients share evenly, as an edge shares them out.

    Several processes behind one port would leave that to the kernel's dice: of 20 connections one process may have
    16, and the measurement is of that one.
    """

    servers: Sequence[Server]

    @property
    def cpu_s(self) -> float:
        return sum(server.cpu_s for server in self.servers)

    @property
    def ports(self) -> list[int]:
        return [server.port for server in self.servers]


@contextmanager
def side_by_side(count: int, *command: str, env: dict[str, str]) -> Iterator[Replicas]:
    """As `serving`, so many times, on any core."""
    with ExitStack() as stack:
        yield Replicas([stack.enter_context(serving(*command, env=env, core=None)) for _ in range(count)])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(*command: str, env: dict[str, str] | None = None, core: int | None = 0) -> Iterator[Server]:
    """Run `python -m <command> … <port>`, on one core alone unless `core` is None, until it listens."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *(part.format(port=port) for part in command)],
        cwd=ROOT,
        env=os.environ | (env or {}),
        preexec_fn=lambda: settle(core),  # noqa: PLW1509 - no thread of ours runs yet
    )
    try:
        wait_until_it_listens(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def settle(core: int | None) -> None:
    many_files()
    if core is not None:
        os.sched_setaffinity(0, {core})


def many_files() -> None:
    """A socket is a file: take as many as the system gives."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} does not listen")
