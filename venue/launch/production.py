"""`python3 -m venue.launch.production [package …]`: the part of requirements.lock that the product itself needs, or
that those packages need, hashes included.

The one lock also holds the engines of `make run` and the tools of the developers; the container image needs neither.
"""

import re
import sys
import tomllib
from collections.abc import Iterator

from venue.launch import places


def main() -> None:
    """Print the shorter lock."""
    print(shorter((places.CHECKOUT / "requirements.lock").read_text(), set(sys.argv[1:]) or needed()))


def needed() -> set[str]:
    """The names in pyproject's `dependencies`."""
    project = tomllib.loads((places.CHECKOUT / "pyproject.toml").read_text())["project"]
    return {plain(dependency) for dependency in project["dependencies"]}


def shorter(lock: str, wanted: set[str]) -> str:
    """The blocks of the wanted packages and, by the lock's own `# via` notes, of all that they need."""
    found = dict(blocks(lock))
    kept = set(wanted)
    while more := {name for name, block in found.items() if name not in kept and kept & parents(block)}:
        kept |= more
    return "\n".join(block for name, block in found.items() if name in kept)


def blocks(lock: str) -> Iterator[tuple[str, str]]:
    """Each package of the lock with its lines."""
    for block in re.split(r"\n(?=[a-z])", lock):
        if "==" in block:
            yield plain(block), block.rstrip()


def parents(block: str) -> set[str]:
    """Who asked for this package."""
    notes = block.partition("# via")[2]
    return {plain(line.strip(" #")) for line in notes.splitlines() if line.strip(" #")}


def plain(requirement: str) -> str:
    """The name alone, as package indexes compare it."""
    return re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0].lower().replace("_", "-")


if __name__ == "__main__":
    main()
