"""Children are stopped in order, started again when they die, and never outlive patience."""

import signal
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from venue.launch.processes import Child, Household
from venue.launch.telling import Sorry

WAITING = """
import signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
print("up")
signal.sigwait([signal.SIGTERM])
open({order!r}, "a").write(sys.argv[1])
"""
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
)


def child(name: str, program: str, folder: Path, patience: float | None = 5.0) -> Child:
    command = [sys.executable, "-u", "-c", program]
    return Child(name=name, command=command, env={}, log=folder / f"{name}.log", patience=patience)


def has_said(child: Child, word: str) -> bool:
    return word in child.last_words()


def test_children_are_stopped_in_reverse_order(tmp_path: Path) -> None:
    blocked = WAITING.format(order=str(tmp_path / "order"))
    with Household() as household:
        for name in "abc":
            started = child(name, blocked, tmp_path)
            started.command.append(name)
            household.start(started)
            household.wait_for(started, partial(has_said, started, "up"))
    assert (tmp_path / "order").read_text() == "cba"


def test_child_that_does_not_listen_is_killed_when_patience_ends(tmp_path: Path) -> None:
    stubborn = child("stubborn", STUBBORN, tmp_path, patience=0.2)
    with Household() as household:
        household.start(stubborn)
        household.wait_for(stubborn, partial(has_said, stubborn, "deaf"))
    assert stubborn.process
    assert stubborn.process.returncode == -signal.SIGKILL


def test_child_that_never_starts_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with Household() as household:
        broken = household.start(child("broken", "raise SystemExit('no soup today')", tmp_path))
        with pytest.raises(Sorry, match=r"broken did not start.\n.*no soup today"):
            household.wait_for(broken, lambda: False)


def test_child_that_is_too_slow_is_reported(tmp_path: Path) -> None:
    with Household() as household:
        slow = household.start(child("slow", "import time; time.sleep(60)", tmp_path))
        with pytest.raises(Sorry, match="slow did not answer within 0 s"):
            household.wait_for(slow, lambda: False, seconds=0.1)


def test_house_closes_when_a_child_keeps_dying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = time.monotonic
    monkeypatch.setattr("venue.launch.processes.LIVED_WELL", 1e9)
    monkeypatch.setattr("venue.launch.processes.time.sleep", lambda seconds: None)
    monkeypatch.setattr("venue.launch.processes.time.monotonic", lambda: hurried() * 50)
    with Household() as household:
        household.start(child("ill", "raise SystemExit('fever')", tmp_path))
        with pytest.raises(Sorry, match=r"ill keeps stopping, so the house closes.\nfever\n"):
            household.watch()
