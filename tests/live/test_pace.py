"""However long the telling takes, no browser hears a topic again before the pause is over."""

import asyncio
import itertools
import time
from datetime import UTC, datetime
from typing import Any

from venue.live.following import Following
from venue.live.topics import Topic, Truth

PAUSE_S, SLOW_S = 0.1, 0.08


class Browser:
    """A socket that notes when it is told something; `slowed` times something else keeps the process busy before."""

    def __init__(self, *, slowed: int = 0) -> None:
        self.slowed = slowed
        self.times: list[float] = []

    def tell(self, topic: str, text: str) -> None:
        if self.slowed:
            self.slowed -= 1
            time.sleep(SLOW_S)
        self.times.append(time.monotonic())


async def test_who_was_told_late_is_not_told_early_the_next_time() -> None:
    revisions = itertools.count(1)

    async def read(topic: Topic) -> Truth:
        return Truth(next(revisions), datetime.now(UTC), {})

    following = Following(Topic("board"), read=read, leave=lambda socket, name: None, pause_s=PAUSE_S)
    browsers: list[Any] = [Browser(slowed=1), Browser(), Browser()]
    following.sockets.update(browsers)
    for _ in range(40):
        following.changed()
        await asyncio.sleep(0.01)
    following.stop()
    gaps = [after - before for browser in browsers for before, after in itertools.pairwise(browser.times)]
    assert gaps
    assert [gap for gap in gaps if gap < PAUSE_S - 0.01] == []
