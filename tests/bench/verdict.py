"""The door: from the moment a ticket is read to the frame that shows the verdict, on a phone four times slower.

A real camera as far as the page can tell (Chromium plays a film of tickets), the real decoder in its worker, and the
whole house behind it on this machine: no network lies between. The marks are the page's own (`preau.scan`).
"""

from __future__ import annotations

import io
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.bench.cold_start import UVICORN
from tests.bench.house import fresh_database, served_with
from tests.bench.processes import serving
from tests.bench.tables import Figure, Table

TICKETS = 8
FRAMES_EACH = 90
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "service_workers": "block"}
SPANS = "performance.getEntriesByName('preau.verdict').map(({ duration }) => duration)"


def measure() -> Iterator[Table]:
    table = Table(
        f"A scan at the door (processor ÷ 4, no network between; median of {TICKETS} tickets, extremes)",
        ("processor", "from decoding to the verdict shown"),
        notes=["Goal: < 150 ms. Both rows were measured in the same run, one after the other."],
    )
    with fresh_database():
        call_command("seed_demo", verbosity=0)
        with serving(*UVICORN, "--timeout-graceful-shutdown=1", env=served_with(), core=None) as server:
            for slower in (1, 4):
                figure = Figure("ms")
                figure.runs += scans(f"http://localhost:{server.port}", door(), slower)
                table.rows.append((f"÷ {slower}", str(figure)))
    yield table


def scans(address: str, door: str, slower: int) -> list[float]:
    """Milliseconds of each scan of a film with `TICKETS` tickets."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        film = Path(folder) / "tickets.mjpeg"
        film.write_bytes(b"".join(frame(picture) * FRAMES_EACH for picture in pictures(address)))
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=[
                *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
                *("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"),
                f"--use-file-for-fake-video-capture={film}",
            ],
        )
        try:
            context = chromium.new_context(**PHONE, permissions=["camera"], bypass_csp=True)
            context.add_init_script(f"localStorage.setItem('preau.device', {json.dumps(door)})")
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
            return spans(page, address)
        finally:
            chromium.close()


def spans(page: Page, address: str) -> list[float]:
    page.goto(f"{address}/equipe/scanner/")
    page.wait_for_function(f"({SPANS}).length >= {TICKETS}", timeout=120_000)
    return [float(span) for span in page.evaluate(SPANS)][:TICKETS]


def door() -> str:
    """What a paired phone keeps."""
    told = io.StringIO()
    call_command("pair_device", "--role", "host", "--name", "Porte 1", stdout=told, stderr=io.StringIO())
    return json.dumps({"token": told.getvalue().strip(), "id": "", "name": "Porte 1", "roles": ["host"]})


def pictures(address: str) -> Iterator[bytes]:
    """The QR pictures of new tickets for the sitting that is served at any hour."""
    canteen = f"{address}/api/v1/canteen"
    trial = next(one for one in httpx.get(f"{canteen}/sittings/").json()["results"] if one["trial"])
    for _ in range(TICKETS):
        body = {"sitting": trial["id"], "covers": 1, "payment": "on_site"}
        made = httpx.post(f"{canteen}/orders/", json=body, headers={"Idempotency-Key": str(uuid.uuid4())}).json()
        yield httpx.get(f"{canteen}/orders/{made['key']}/tickets/{made['tickets'][0]['serial']}.png").content


def frame(png: bytes) -> bytes:
    """One frame of a camera that looks at this ticket."""
    seen, jpeg = Image.new("RGB", (640, 480), "white"), io.BytesIO()
    code = Image.open(io.BytesIO(png)).convert("RGB").resize((400, 400), Image.Resampling.NEAREST)
    seen.paste(code, (120, 40))
    seen.save(jpeg, "JPEG", quality=95)
    return jpeg.getvalue()
