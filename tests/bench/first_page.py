"""The first page on a cheap phone far away: Chromium with its processor four times slower, 9 Mbit/s and 100 ms.

*Usable* is when the page's main button is there and the main thread has been quiet since. The whole house is behind
it (Django, database, socket), over plain HTTP/1.1 as `make run` serves it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

from tests.bench.cold_start import UVICORN
from tests.bench.house import fresh_database, served_with
from tests.bench.processes import serving
from tests.bench.tables import RUNS, Figure, Table

PAGES = {"Accueil": "/", "Manger": "/manger/", "Mes tickets": "/tickets/"}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "service_workers": "block"}
FAR_AWAY = {"offline": False, "latency": 100, "downloadThroughput": 9e6 / 8, "uploadThroughput": 2e6 / 8}

# The last moment at which a long task kept the thread busy, and the first at which one could tap the main button.
MAIN_BUTTON = "main a.button, main button.button"
WATCH = """
window.busyUntil = 0; window.usableAt = 0;
new PerformanceObserver((seen) => {
  for (const task of seen.getEntries()) window.busyUntil = task.startTime + task.duration;
}).observe({ type: 'longtask', buffered: true });
const look = () => {
  if (document.querySelector('%s')) window.usableAt = performance.now();
  else requestAnimationFrame(look);
};
look();
"""


def measure() -> Iterator[Table]:
    table = Table(
        f"First visit on a phone (processor ÷ 4, 9 Mbit/s, 100 ms; median of {RUNS} runs, extremes)",
        ("page", "usable after", "JavaScript and CSS, compressed", "files", "fonts and data"),
        notes=["Goals: ≤ 2 s, ≤ 60 kB of JavaScript and CSS."],
    )
    with fresh_database():
        call_command("seed_demo", verbosity=0)
        with serving(*UVICORN, "--timeout-graceful-shutdown=1", env=served_with(), core=None) as server:
            table.rows += rows(f"http://localhost:{server.port}")
    yield table


def rows(address: str) -> list[tuple[str, ...]]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        try:
            return [(name, *visits(chromium, address + path)) for name, path in PAGES.items()]
        finally:
            chromium.close()


def visits(chromium: Browser, address: str) -> tuple[str, str, str, str]:
    usable, code, files, rest = Figure("s", digits=2), Figure("kB", digits=1), Figure(""), Figure("kB", digits=1)
    visit(chromium, address)  # the first reader of all warms the server's caches
    for _ in range(RUNS):
        seconds, fetched = visit(chromium, address)
        programs = [size for kind, size in fetched if kind in ("Script", "Stylesheet")]
        usable.runs.append(seconds)
        code.runs.append(sum(programs) / 1000)
        files.runs.append(len(programs))
        rest.runs.append(sum(size for kind, size in fetched if kind not in ("Script", "Stylesheet")) / 1000)
    return str(usable), str(code), str(files), str(rest)


def visit(chromium: Browser, address: str) -> tuple[float, list[tuple[str, int]]]:
    """A first visit with nothing kept: seconds until usable, and the kind and compressed size of each file."""
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    fetched: list[tuple[str, int]] = []
    devtools.on("Network.responseReceived", lambda seen: kinds.update({seen["requestId"]: seen["type"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda seen: fetched.append((kinds.get(seen["requestId"], ""), int(seen["encodedDataLength"]))),
    )
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", FAR_AWAY)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(WATCH % MAIN_BUTTON)
    page.goto(address)
    page.wait_for_selector(MAIN_BUTTON)
    page.wait_for_timeout(1500)
    seconds = page.evaluate("Math.max(usableAt, busyUntil)") / 1000
    context.close()
    return float(seconds), fetched
