"""`make test`: the whole suite against real engines made for it, the journeys in a real Chromium included."""

import os
import shlex
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from venue.launch import engines, install, places
from venue.launch.processes import Household, ask, close_on_signals
from venue.launch.telling import say, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def main(arguments: list[str]) -> int:
    """`test [pytest's arguments]`: with arguments pytest alone, without them the browser's units too."""
    chosen = arguments or shlex.split(os.environ.get("ARGS", ""))
    install.everything()
    env = dict(os.environ) | chromium()
    close_on_signals()
    with engines.throwaway(Household()) as reached, ThreadPoolExecutor() as beside:
        env |= reached | {"DJANGO_SETTINGS_MODULE": "venue.settings"}
        blank = beside.submit(blank_database, env) if "DATABASE_URL" in reached else None
        units = 0 if chosen else browser_units()
        env |= blank.result() if blank else {}
        command = [str(places.PYTHON), "-m", "pytest", *(chosen or ["--durations=10", *several_processes()])]
        done = subprocess.run(command, cwd=places.CHECKOUT, env=env, check=False)
    return done.returncode or units


def several_processes() -> list[str]:
    """One for each core, and no more than four: then their whole houses, of which one stands at a time, end last."""
    cores = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 4)
    return ["-n", str(cores)] if cores > 1 else []


def blank_database(env: dict[str, str]) -> dict[str, str]:
    """Migrate the engine's own database: those of the tests are copied from it, and need no fifteen seconds each."""
    secret = {"SECRET_KEY": "blank"}
    install.carry_out([places.PYTHON, "manage.py", "migrate", "--database=owner", "--verbosity=0"], env=env | secret)
    return {"BLANK_DATABASE": urlsplit(env["DATABASE_OWNER_URL"]).path[1:]}


def browser_units() -> int:
    """vitest, where the pages exist."""
    if not (places.FRONTEND / "package.json").exists():
        return 0
    say("· The browser's units (vitest)")
    npm, env = install.npm_command()
    return subprocess.run([*npm, "test"], cwd=places.FRONTEND, env=env | {"CI": "1"}, check=False).returncode


def chromium() -> dict[str, str]:
    """Find or install Chromium: the system's, Debian's package, or Playwright's own.

    CHROMIUM names the program; it is left out when Playwright knows where its own one is.
    """
    if found := os.environ.get("CHROMIUM") or _installed():
        return {"CHROMIUM": found}
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Installing Chromium (Debian's package)"):
            env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            ask(["apt-get", "update", "-qq"], env=env)
            ask(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=env)
        if found := _installed():
            return {"CHROMIUM": found}
    with step("Installing Chromium (Playwright's own)"):
        install.carry_out([places.PYTHON, "-m", "playwright", "install", "chromium"])
    return {}


def _installed() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)
