from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.house import House, running

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


# For this folder, not for the whole session: Playwright's loop runs in this thread, and no asynchronous test of another
# folder could run its own beside it.
@pytest.fixture(scope="package")
def house() -> Iterator[House]:
    if not (Path(__file__).parents[2] / "frontend" / "dist" / "preload.json").exists():
        pytest.fail("The pages are not built: `npm run build` in frontend/ (make test does it).")
    with running() as open_house:
        yield open_house


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as running_playwright:
        # Its loop runs in this thread, and Django must not take our own code for asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=20_000)  # the suite's other half runs beside it: what is right may come late
        yield running_playwright


def launch(playwright: Playwright, *flags: str) -> Browser:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    where = {"executable_path": chromium} if chromium else {}
    return playwright.chromium.launch(args=[*QUIET, *flags], **where)


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def paired(house: House) -> str:
    """A script that makes any browser a paired phone of the door."""
    return as_paired_phone(house.device(name="Porte 2"))


def as_paired_phone(token: str) -> str:
    kept = json.dumps({"token": token, "id": "", "name": "Porte", "roles": ["host"]})
    return f"localStorage.getItem('preau.device') || localStorage.setItem('preau.device', {kept!r})"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Any]:
    """A guest's own phone: nothing kept from before."""
    context = browser.new_context(**PHONE)
    yield context
    context.close()
