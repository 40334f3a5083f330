"""`make bench`: the measurements of tests/bench, on engines of their own."""

import os
import subprocess

from venue.launch import engines, install, places
from venue.launch.processes import Household, close_on_signals


def main(arguments: list[str]) -> int:
    """`bench [what]`: print the tables; the exit status says whether they could be measured, never how fast."""
    install.everything()
    close_on_signals()
    with engines.throwaway(Household()) as reached:
        env = os.environ | {"DJANGO_SETTINGS_MODULE": "venue.settings", "SECRET_KEY": "bench", "DEMO": "0"} | reached
        command = [str(places.PYTHON), "-m", "tests.bench", *arguments]
        return subprocess.run(command, cwd=places.CHECKOUT, env=env, check=False).returncode
