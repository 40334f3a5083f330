"""Token buckets in this process: no round trip, so that a door's scan pays nothing for being counted."""

import threading
import time
from collections import OrderedDict


class Buckets:
    """Per key, `limit` tokens that come back evenly over `seconds`; the keys longest unused are forgotten."""

    def __init__(self, most_keys: int = 20_000) -> None:
        self._most_keys = most_keys
        self._lock = threading.Lock()
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, *, limit: int, seconds: float, tokens: int = 1) -> float:
        """Take a token; returns the seconds to wait for one, 0 when it was taken. `tokens=0` only looks."""
        now = time.monotonic()
        with self._lock:
            level, since = self._filled.pop(key, (float(limit), now))
            level = min(float(limit), level + (now - since) * limit / seconds)
            missing = max(1 - level, 0.0)
            self._filled[key] = (level if missing else level - tokens, now)
            if len(self._filled) > self._most_keys:
                self._filled.popitem(last=False)
        return missing * seconds / limit

    def forget(self) -> None:
        with self._lock:
            self._filled.clear()
