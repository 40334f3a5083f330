"""What a start that was killed with -9 left behind: usually nothing (Linux ends children with their parent)."""

import contextlib
import os
import signal
import time
from pathlib import Path

from venue.launch.folder import HouseFolder
from venue.launch.processes import ask
from venue.launch.telling import say

FILE = "processes.json"
PATIENCE = 10.0  # seconds between asking and killing


def remember(folder: HouseFolder, pids: list[int]) -> None:
    """Keep who runs for this house, with their moments of birth: a number alone may be somebody else later."""
    folder.write(FILE, {str(pid): born for pid in pids if (born := birth(pid))})


def end(folder: HouseFolder) -> None:
    """End what still runs of the last start. Never touches a process that is not the one remembered.

    The database is not among them: its own pid file tells about it (`postgres.py`), and it is never killed.
    """
    remembered = {int(pid): born for pid, born in folder.read(FILE).items()}
    left = [pid for pid, born in remembered.items() if birth(pid) == born]
    if left:
        say("· Ending what the last start left behind …")
    _signal(left, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while (left := [pid for pid in left if birth(pid) == remembered[pid]]) and time.monotonic() < deadline:
        time.sleep(0.05)
    _signal(left, signal.SIGKILL)


def birth(pid: int) -> str | None:
    """When the process was born, in words of the system; None when there is none (or it only waits to be buried)."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] == "Z" else fields[19]  # fields 3 (state) and 22 (starttime) of proc(5)
    return ask(["ps", "-o", "lstart=", "-p", str(pid)]).stdout.strip() or None


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
