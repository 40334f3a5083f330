"""The children of one start: started in order, watched, started again when they die, stopped in reverse order."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TypedDict

from venue.launch.telling import Sorry, say

PR_SET_PDEATHSIG = 1
LIVED_WELL = 30.0  # seconds after which an earlier death no longer counts against a child
TOO_MANY_DEATHS = 6


@dataclass
class Child:
    """A process that belongs to the house."""

    name: str
    command: list[str]
    env: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float | None = 10.0  # seconds between asking it to stop and killing it; None: never kill
    user: int | None = None  # run as this user (only root can ask for it)
    log: Path | None = None  # its words go here; None: to the terminal
    folder: Path | None = None
    spoken: str | None = None  # handed to it on standard input
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    born: float = 0.0
    due: float | None = None  # when to start it again

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only us and we stop things in order."""
        with contextlib.ExitStack() as opened:
            words = opened.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.env),
                cwd=self.folder,
                stdin=subprocess.PIPE if self.spoken is not None else subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
                preexec_fn=end_with_parent(self.stop_signal),  # noqa: PLW1509  we have one thread
                **as_user(self.user),
            )
        if self.spoken is not None and self.process.stdin:
            self.process.stdin.write(self.spoken.encode())
            self.process.stdin.close()
        self.born, self.due = time.monotonic(), None

    @property
    def lives(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask it to stop and wait; past its patience kill it. One that may not be killed is waited for."""
        if self.process is None or not self.lives:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(self.patience or 10.0)
        except subprocess.TimeoutExpired:
            if self.patience is None:
                say(f"  {self.name} is still writing its data; waiting for it.")
                self.process.wait()
            else:
                self.process.kill()
                self.process.wait()

    def last_words(self, lines: int = 8) -> str:
        """The end of its log, to be shown when it died."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


class Drop(TypedDict, total=False):
    """The arguments that make a new process drop to another user."""

    user: int
    group: int
    extra_groups: list[int]


def as_user(user: int | None) -> Drop:
    """How to start something as that user; None: as ourselves."""
    return {} if user is None else {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}


def ask(
    command: Sequence[str | Path],
    *,
    user: int | None = None,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    spoken: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run a short command to its end and hand back its status and its words (both channels in one)."""
    return subprocess.run(
        command,
        env=env,
        cwd=folder,
        input=spoken,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **as_user(user),
    )


def end_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """What a child does before it begins: ask Linux for its stop signal when we die, even by kill -9.

    It runs after the change of user, which would clear the wish.
    """
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:  # we died before the wish was heard
            os._exit(1)

    return arrange


@dataclass
class Household:
    """The children of one start. Use as `with Household() as household`: leaving stops them all."""

    record: Callable[[list[int]], None] = lambda pids: None
    children: list[Child] = field(default_factory=list)

    def __enter__(self) -> "Household":
        return self

    def __exit__(self, *_: object) -> None:
        _House.closing = True
        for child in reversed(self.children):
            child.stop()

    def start(self, child: Child) -> Child:
        """Start a child that from now on belongs to the house."""
        if child.log:
            child.log.write_bytes(b"")
        self.children.append(child)
        self._bring_to_life(child)
        return child

    def wait_for(self, child: Child, ready: Callable[[], bool], seconds: float | None = 60.0) -> None:
        """Wait until the child is ready; None waits as long as it takes. Raises Sorry when it dies or is too slow."""
        began, told = time.monotonic(), False
        while not ready():
            waited = time.monotonic() - began
            if not child.lives:
                raise Sorry(f"{child.name} did not start.\n{child.last_words()}")
            if seconds is not None and waited > seconds:
                raise Sorry(f"{child.name} did not answer within {seconds:.0f} s.\n{child.last_words()}")
            if waited > 5 and not told:
                say(f"  {child.name} needs a while{'' if seconds else ' to put its data in order'} …")
                told = True
            time.sleep(0.03)

    def watch(self) -> None:
        """Until interrupted: start again what died, a little later each time. Raises Sorry when that does not help."""
        seen = os.isatty(0)
        while True:
            for child in self.children:
                self._look_after(child)
            if seen and not os.isatty(0):  # a closed terminal tells only the first process in it
                raise Closing("the terminal was closed")
            time.sleep(0.2)

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.lives:
            return
        if child.due is None:
            child.deaths = 1 if now - child.born > LIVED_WELL else child.deaths + 1
            if child.deaths >= TOO_MANY_DEATHS:
                raise Sorry(f"{child.name} keeps stopping, so the house closes.\n{child.last_words()}")
            wait = min(2.0 ** (child.deaths - 1) / 2, 8.0)
            status = child.process.returncode if child.process else "?"
            say(f"{child.name} stopped by itself (status {status}); starting it again in {wait:.1f} s.")
            child.due = now + wait
        elif now >= child.due:
            self._bring_to_life(child)

    def _bring_to_life(self, child: Child) -> None:
        child.start()
        self.record([each.process.pid for each in self.children if each.process and each.patience is not None])


class Closing(KeyboardInterrupt):
    """Somebody asked the house to close."""


class _House:
    closing = False


def close_on_signals() -> None:
    """From now on Ctrl-C, SIGTERM and a closed terminal all end the house in the same orderly way."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup outlives the terminal
            signal.signal(number, _close)
    if sys.platform == "linux" and Path(f"/proc/{os.getppid()}/comm").read_text().strip() == "make":
        # kill -9 of `make` must not leave a house that nobody sees any more.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def _close(number: int, frame: FrameType | None) -> None:
    """The first signal closes; what follows (a second Ctrl-C, the terminal's farewell) must not cut that short."""
    if not _House.closing:
        _House.closing = True
        raise Closing(signal.Signals(number).name)
