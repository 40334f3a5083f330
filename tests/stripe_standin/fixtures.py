"""The stand-in as a real process, started once and emptied before each test.

A conftest that wants them imports them by name: `standin` needs nothing, `stripe_standin` also tells Django's settings.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.stripe_standin.standin import Standin

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def standin_process() -> Iterator[Standin]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stripe_standin", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    standin = Standin(line.split()[-1])
    yield standin
    standin.browser.close()
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


@pytest.fixture
def standin(standin_process: Standin) -> Standin:
    """An empty Stripe."""
    standin_process.forget()
    return standin_process


@pytest.fixture
def stripe_standin(standin: Standin, settings: Settings) -> Standin:
    """An empty Stripe that the product's settings point at. Events are held until a test carries or releases them."""
    settings.STRIPE_SECRET_KEY = standin.key
    settings.STRIPE_WEBHOOK_SECRETS = [standin.secret]
    settings.STRIPE_API_BASE = standin.base
    standin.send_events_to("http://127.0.0.1:9/api/v1/payments/stripe/webhook/")
    standin.deliver(hold=True)
    return standin
