"""A house of its own for the launcher's tests: real engines, started by the real command."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from venue.launch import places


@contextmanager
def new_house(folder: Path) -> Iterator[Path]:
    """A folder for one house; what root keeps outside of it is taken away too."""
    yield folder
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with new_house(tmp_path_factory.mktemp("launch") / "house") as folder:
        yield folder


def launch(command: str, house: Path, **env: str) -> subprocess.Popen[str]:
    """Start `python -m venue.launch COMMAND` for that house, with engines of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.Popen(
        [sys.executable, "-m", "venue.launch", command],
        cwd=places.CHECKOUT,
        env=inherited | {"HOUSE_FOLDER": str(house)} | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=hear_the_terminal,  # noqa: PLW1509  these tests have one thread
    )


def hear_the_terminal() -> None:
    """Under `nohup` children are born deaf to a closed terminal, and a house that was told so stays open: rightly."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def engines(house: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The engines of that house, running, and the environment that reaches them."""
    with launch("engines", house) as started:
        try:
            yield started, reached(started)
        finally:
            stop(started)


def reached(started: subprocess.Popen[str]) -> dict[str, str]:
    """Read its words until it is ready; what it exports."""
    assert started.stdout
    words = []
    for line in started.stdout:
        words.append(line.strip())
        if words[-1] == "ready":
            exports = [word.removeprefix("export ").split("=", 1) for word in words if word.startswith("export ")]
            return {name: value.strip("'") for name, value in exports}
    raise AssertionError("\n".join(words))


def stop(started: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> int:
    """Ask it to close; its exit status."""
    if started.poll() is None:
        started.send_signal(number)
    return started.wait(60)


def children(pid: int) -> list[int]:
    """The living children of a process."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ends(pid: int, seconds: float = 10) -> bool:
    """Whether the process is gone within that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False
