"""What the launcher says to the person at the terminal."""

import contextlib
import time
from collections.abc import Iterator


class Sorry(Exception):
    """The launcher cannot go on; the message is a sentence for the person at the terminal."""


def say(text: str) -> None:
    """Print at once; a terminal that was closed meanwhile is no reason to stop halfway."""
    with contextlib.suppress(OSError, ValueError):
        print(text, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, then how many seconds it took: two may be done side by side."""
    say(f"· {title} …")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.1f} s: {title}")
