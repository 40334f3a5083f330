"""`python3 -m venue.launch run|test|check|bench|engines|install`: what the Makefile calls."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036  said here, in words that an older Python can still read
    sys.exit(
        "Préau needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make run PYTHON=python3.12"
    )

from venue.launch.telling import Sorry, say


def main(arguments: list[str]) -> int:
    """Carry out one command; its exit status."""
    from venue.launch import bench, check, contract, engines, install, run, test  # noqa: PLC0415  after the version is known

    commands = {
        "run": run.main,
        "test": test.main,
        "check": check.main,
        "types": contract.main,
        "bench": bench.main,
        "engines": engines.main,
        "install": install.main,
    }
    command, *rest = arguments or ["run"]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # packages are compiled when first imported: once, not every time
    if command not in commands:
        say(f"Unknown command {command!r}. There are: {', '.join(commands)}.")
        return 2
    try:
        return commands[command](rest)
    except Sorry as reason:
        say(f"\n{reason}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
