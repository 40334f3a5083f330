"""`make test`: the whole suite against real engines made for it, the journeys in a real Chromium included."""

import os
import shlex
import shutil
import subprocess

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
    units = 0 if chosen else browser_units()
    with engines.throwaway(Household()) as reached:
        env |= reached | {"DJANGO_SETTINGS_MODULE": "venue.settings"}
        command = [str(places.PYTHON), "-m", "pytest", *(chosen or ["--durations=10"])]
        done = subprocess.run(command, cwd=places.CHECKOUT, env=env, check=False)
    return done.returncode or units


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
