"""`make check`: everything that can be said about the code without running the product."""

import os
import shutil
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from venue.launch import contract, install, places
from venue.launch.processes import ask, close_on_signals
from venue.launch.telling import Sorry, say
from venue.launch.without_engines import environment

# What compose.yaml insists on: it has no default secret.
COMPOSE_EXAMPLE = {
    "PUBLIC_URL": "https://preau.example.org",
    "SITE_ADDRESS": "preau.example.org",
    **dict.fromkeys(("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD"), "example"),
}


@dataclass(frozen=True)
class Answer:
    """How one step ended, and what is to be said about it."""

    passed: bool
    words: str = ""


def main(arguments: list[str]) -> int:
    """`check [step …]`: every named step runs, also after one has failed; the exit status says whether all passed."""
    close_on_signals()
    install.everything()
    names = arguments or list(STEPS)
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = list(pool.map(_take, names))
    failed = [name for name, good in zip(names, passed, strict=True) if not good]
    say(f"\nmake check: {'all is well' if not failed else 'failed: ' + ', '.join(failed)}.")
    return 1 if failed else 0


def _take(name: str) -> bool:
    began = time.monotonic()
    answer = STEPS[name]()
    head = f"{'ok    ' if answer.passed else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)"
    say(f"{head}\n{textwrap.indent(answer.words.strip(), '       ')}".rstrip())
    return answer.passed


def works(*command: str | Path, folder: Path = places.CHECKOUT, env: dict[str, str] | None = None) -> Answer:
    """Run a command; its words are shown only when it fails."""
    env = env or environment()
    path = f"{places.VENV / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    done = ask(command, folder=folder, env=env | {"PATH": path})
    return Answer(done.returncode == 0, done.stdout if done.returncode else "")


def migrations() -> Answer:
    """No model has changed without its migration."""
    return works("python", "manage.py", "makemigrations", "--check", "--dry-run")


def translations() -> Answer:
    """Every sentence of the code is there in French."""
    if not any(places.CHECKOUT.glob("venue/locale/fr/LC_MESSAGES/*.po")):
        return Answer(True, "there is no French catalogue yet")
    return works("python", "-m", "venue.launch.translations")


def api() -> Answer:
    """The API describes itself without a warning, and the browser's types were made from that description."""
    try:
        in_step = contract.is_in_step()
    except Sorry as reason:
        return Answer(False, str(reason))
    return Answer(in_step, "" if in_step else contract.ADVICE)


def pages() -> Answer:
    """Format, lint and types of the browser's code."""
    if not (places.FRONTEND / "package.json").exists():
        return Answer(True, "there are no pages yet")
    npm, env = install.npm_command()
    return works(*npm, "run", "--silent", "check", folder=places.FRONTEND, env=env)


def compose() -> Answer:
    """`docker compose config`, where a client with compose exists."""
    if not shutil.which("docker") or ask(["docker", "compose", "version"]).returncode:
        return Answer(True, "no docker client with compose here; tests/launch reads the file instead")
    return works("docker", "compose", "config", "-q", env=os.environ | COMPOSE_EXAMPLE)


# The slow ones first: two run at a time.
STEPS: dict[str, Callable[[], Answer]] = {
    "types": lambda: works("mypy", "."),
    "pages": pages,
    "lint": lambda: works("ruff", "check", "."),
    "format": lambda: works("ruff", "format", "--check", "."),
    "import-arrows": lambda: works("lint-imports", "--no-cache", "--no-logo"),
    "django": lambda: works("python", "manage.py", "check"),
    "migrations": migrations,
    "translations": translations,
    "api": api,
    "compose": compose,
}
