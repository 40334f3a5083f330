"""`make check`: everything that can be said about the code without running the product."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from venue.launch import install, places
from venue.launch.processes import ask, close_on_signals
from venue.launch.telling import say


def main(arguments: list[str]) -> int:
    """`check [step …]`: every named step runs, also after one has failed; the exit status says whether all passed."""
    install.everything()
    close_on_signals()
    failed = []
    for name, act in STEPS.items():
        if arguments and name not in arguments:
            continue
        began = time.monotonic()
        passed = act()
        say(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)")
        if not passed:
            failed.append(name)
    say(f"\nmake check: {'all is well' if not failed else 'failed: ' + ', '.join(failed)}.")
    return 1 if failed else 0


def works(*command: str | Path, folder: Path = places.CHECKOUT, env: dict[str, str] | None = None) -> bool:
    """Run a command; its words are shown only when it fails."""
    path = f"{places.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    done = ask(command, folder=folder, env=os.environ | {"PATH": path} | (env or {}))
    if done.returncode:
        say(done.stdout.rstrip())
    return done.returncode == 0


def manage(*words: str) -> bool:
    """A management command, on settings that reach no engine."""
    return works("python", "manage.py", *words, env=NO_ENGINES)


NO_ENGINES = {
    "DATABASE_URL": os.environ.get("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none"),
    "REDIS_URL": os.environ.get("REDIS_URL", "redis://127.0.0.1:1/0"),
    "SECRET_KEY": "check",
    "DEMO": "0",
}


def has(path: str) -> bool:
    """Whether a part of the house exists yet."""
    return (places.CHECKOUT / path).exists()


def frontend(*words: str) -> bool:
    """A script of frontend/package.json."""
    if not has("frontend/package.json"):
        return True
    command, path = install.npm_command()
    return works(*command, "run", "--silent", *words, folder=places.FRONTEND, env={"PATH": path})


def compose() -> bool:
    """`docker compose config`, where a client with compose exists."""
    if not shutil.which("docker") or ask(["docker", "compose", "version"]).returncode:
        say("       (no docker client with compose here; tests/launch reads the file instead)")
        return True
    return works("docker", "compose", "config", "-q", env=COMPOSE_EXAMPLE)


# What compose.yaml insists on: it has no default secret.
COMPOSE_EXAMPLE = {
    "PUBLIC_URL": "https://preau.example.org",
    "SITE_ADDRESS": "preau.example.org",
    **dict.fromkeys(("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD"), "example"),
}

STEPS: dict[str, Callable[[], bool]] = {
    "lint": lambda: works("ruff", "check", "."),
    "format": lambda: works("ruff", "format", "--check", "."),
    "types": lambda: works("mypy", "."),
    "import arrows": lambda: works("lint-imports", "--no-cache"),
    "django": lambda: manage("check"),
    "migrations": lambda: manage("makemigrations", "--check", "--dry-run"),
    "compose": compose,
}
