"""How soon a web process answers, and how much memory it then holds."""

import http.client
from collections.abc import Iterator
from time import monotonic, sleep

from tests.bench.processes import serving
from tests.bench.tables import RUNS, Figure, Table

UVICORN = ("uvicorn", "venue.asgi:application", "--port={port}", "--log-level=error", "--ws=websockets-sansio")
GRANIAN = ("granian", "--interface=wsgi", "--port={port}", "--no-ws", "--log-level=error", "venue.wsgi:application")


def measure() -> Iterator[Table]:
    table = Table(
        f"Cold start of a web process (median of {RUNS} runs, extremes)",
        ("what", "first 200", "processor time until then", "memory then", "memory after a page of the API"),
        notes=["Goals: ≤ 1.5 s to the first 200, ≤ 120 MB."],
    )
    for name, command in (("one process for all (uvicorn, ASGI)", UVICORN), ("web alone (granian, WSGI)", GRANIAN)):
        soon, cpu = Figure("s", digits=2), Figure("s", digits=2)
        first, later = Figure("MB"), Figure("MB")
        for _ in range(RUNS):
            began = monotonic()
            with serving(*command, env={"DEMO": "1", "LOG_LEVEL": "ERROR"}, core=None) as server:
                until_it_answers(server.port)
                soon.runs.append(monotonic() - began)
                cpu.runs.append(server.cpu_s)
                first.runs.append(server.memory_kb / 1024)
                ask(server.port, "/api/v1/venue/")
                later.runs.append(server.memory_kb / 1024)
        table.rows.append((name, str(soon), str(cpu), str(first), str(later)))
    yield table


def until_it_answers(port: int) -> None:
    while ask(port, "/readyz") != 200:
        sleep(0.01)


def ask(port: int, path: str) -> int:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()
