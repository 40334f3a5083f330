"""`python -m tests.bench [name …]`: print the tables of these measurements, or of all. Never a pass or fail."""

import importlib
import sys
from pathlib import Path

from tests.bench.tables import print_all


def names() -> list[str]:
    """Every file of this folder that has a `measure()`."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.py") if "\ndef measure(" in file.read_text())


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(names())
    if unknown:
        sys.exit(f"There is no {', '.join(sorted(unknown))} here; there is: {', '.join(names())}")
    for name in wanted or names():
        print_all(importlib.import_module(f"tests.bench.{name}").measure())


main(sys.argv[1:])
