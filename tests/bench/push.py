"""Push to 2 000 sockets on one core: Préau's hub beside stock `group_send` and the websockets library."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from tests.bench.board import DATA, Board
from tests.bench.crowd import Crowd
from tests.bench.processes import ROOT, Server, many_files, serving
from tests.bench.tables import RUNS, Figure, Table, ratio

SOCKETS = 2_000
ROUNDS = 10
ANNOUNCEMENTS_A_SECOND, STORM_S = 500, 4

UVICORN = (
    *("--port={port}", "--host=127.0.0.1", "--log-level=error", "--no-access-log", "--lifespan=off"),
    *("--ws=websockets-sansio", "--ws-per-message-deflate=false", "--ws-ping-interval=0"),
)


def text() -> str:
    """A frame as ours are, for those who do not read the truth."""
    return json.dumps({"topic": "board", "revision": 1, "at": datetime.now(UTC).isoformat(), "data": DATA})


class Contestant:
    """A server with its crowd, and how it is made to push once to everybody."""

    def __init__(self, name: str, server: Server, push: Callable[[], Any]) -> None:
        before = server.memory_kb
        self.name = name
        self.server = server
        self.push = push
        self.crowd = Crowd(server.port, SOCKETS)
        self.crowd.say(subscribe=["board"])
        self.crowd.listen(until_frames=SOCKETS, seconds=60)
        self.rate = Figure("messages/s")
        self.per_cpu_second = Figure("messages per second of its processor time")
        self.memory_kb = (server.memory_kb - before) / SOCKETS

    def run(self) -> None:
        began, cpu = monotonic(), self.server.cpu_s
        for _ in range(ROUNDS):
            self.push()
            last = self.crowd.listen(until_frames=SOCKETS, seconds=60)
        self.rate.runs.append(ROUNDS * SOCKETS / (last - began))
        self.per_cpu_second.runs.append(ROUNDS * SOCKETS / max(self.server.cpu_s - cpu, 0.01))


def measure() -> Iterator[Table]:
    many_files()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    board = Board()
    board.make()
    try:
        yield fan_out(board)
        yield storm(board)
    finally:
        board.unmake()


def fan_out(board: Board) -> Table:
    """How fast one change reaches everybody, without the pause between pushes that the product makes."""
    table = Table(
        f"Push to {SOCKETS} sockets, one core, {len(text())} bytes each (median of {RUNS} runs, extremes)",
        ("what", "delivered", "× stock", "× broadcast()", "per CPU second", "× stock", "memory per socket"),
    )
    with ExitStack() as stack:
        ours, stock, library = contestants(stack, board)
        for _ in range(RUNS):
            for contestant in (ours, stock, library):
                contestant.run()
        for contestant in (ours, stock, library):
            table.rows.append(
                (
                    contestant.name,
                    str(contestant.rate),
                    ratio(contestant.rate, stock.rate),
                    ratio(contestant.rate, library.rate),
                    f"{contestant.per_cpu_second.median:,.0f}".replace(",", " "),
                    ratio(contestant.per_cpu_second, stock.per_cpu_second),
                    f"{contestant.memory_kb:.1f} kB",
                )
            )
            contestant.crowd.leave()
    table.notes = [
        "Goals: ≥ 12 × stock, ≥ 0.5 × broadcast(), ≤ 35 kB per socket. Ours reads the truth from the database."
    ]
    return table


def contestants(stack: ExitStack, board: Board) -> tuple[Contestant, Contestant, Contestant]:
    from channels_redis.pubsub import RedisPubSubChannelLayer

    loop = stack.enter_context(asyncio.Runner())
    layer = RedisPubSubChannelLayer(hosts=[os.environ["REDIS_URL"]])
    hub = stack.enter_context(serving("uvicorn", "tests.bench.push_servers.hub:without_coalescing", *UVICORN))
    stock = stack.enter_context(serving("uvicorn", "tests.bench.push_servers.stock:application", *UVICORN))
    library = stack.enter_context(serving("tests.bench.push_servers.broadcast", "{port}"))
    return (
        Contestant("Préau's hub", hub, board.change),
        Contestant(
            "stock group_send, PubSub layer",
            stock,
            lambda: loop.run(layer.group_send("board", {"type": "news", "text": text()})),
        ),
        Contestant("websockets' broadcast()", library, lambda: board.broker.publish("bench_broadcast", text())),
    )


def storm(board: Board) -> Table:
    """What browsers hear while far more happens than anybody can look at."""
    pace, exact = Figure("frames/s", digits=1), Figure("ms")
    with serving("uvicorn", "tests.bench.push_servers.hub:application", *UVICORN) as server:
        crowd = Crowd(server.port, SOCKETS)
        crowd.say(subscribe=["board"])
        crowd.listen(until_frames=SOCKETS, seconds=60)
        for _ in range(RUNS):
            crowd.listen(seconds=0.5)
            crowd.forget_times()
            last_change = storm_once(crowd)
            while any(json.loads(browser.last)["revision"] != board.revision for browser in crowd.browsers):
                crowd.listen(seconds=0.5)
            exact.runs.append((max(browser.times[-1] for browser in crowd.browsers) - last_change) * 1000)
            pace.runs.append(max(most_in_a_second(browser.times) for browser in crowd.browsers))
        crowd.leave()
    return Table(
        f"{ANNOUNCEMENTS_A_SECOND} announcements a second for {STORM_S} s, {SOCKETS} sockets, one core",
        ("what", "measured", "goal"),
        [
            ("most frames that any client got in one second", str(pace), "≤ 4"),
            ("every client exact after the last announcement", str(exact), "≤ 300 ms"),
        ],
    )


def storm_once(crowd: Crowd) -> float:
    """Listen while another process announces; when it said its last word."""
    command = [sys.executable, "-m", "tests.bench.board", str(ANNOUNCEMENTS_A_SECOND), str(STORM_S)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as announcing:
        while announcing.poll() is None:
            crowd.listen(seconds=0.2)
        said, _ = announcing.communicate()
    crowd.listen(seconds=0.5)
    return float(said)


def most_in_a_second(times: list[float]) -> int:
    """The most frames within a second, for any second that begins with one."""
    return max(sum(begin <= time < begin + 1 for time in times) for begin in times)
