"""Workers, born in a moment: `python -m tests.faults.nursery` loads the house's program once, and forks it for each.

Each is `manage.py work` in a process of its own, as `make run` starts it, and may be killed alone.
Says the number of each process that it makes; a line on its standard input asks for one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

ROOT = Path(__file__).parents[2]


class Nursery:
    """Makes workers for the tests, whose environment is `env`; what they say goes to `log`."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as words:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery"],
                cwd=ROOT,
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                text=True,
            )

    def worker(self) -> Worker:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return Worker(int(self.process.stdout.readline()))

    def close(self) -> None:
        self.process.communicate()


class Worker:
    def __init__(self, pid: int) -> None:
        self.pid = pid

    def kill(self) -> None:
        """As a lost machine does: no word to anybody."""
        os.kill(self.pid, signal.SIGKILL)
        while Path(f"/proc/{self.pid}").exists():
            sleep(0.01)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "venue.settings"
    import django
    from django.core.management import call_command, execute_from_command_line

    django.setup()
    call_command("check", stdout=sys.stderr)  # loads what a worker would load before its first job
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they died
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(2, 1)
            execute_from_command_line(["manage.py", "work"])
            os._exit(0)
        print(child, flush=True)  # noqa: T201  to the test


if __name__ == "__main__":
    main()
