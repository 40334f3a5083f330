"""A whole demo house for the journeys: its own database, one web process, a worker and the stand-in, on free ports."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg

ROOT = Path(__file__).parents[2]
SECRET = "whsec_journeys"


@dataclass
class House:
    """A running house; `url` has no slash at its end."""

    url: str
    env: dict[str, str]

    def manage(self, *words: str) -> str:
        """What `manage.py …` prints on this house."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], env=self.env, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout

    def device(self, role: str = "host", name: str = "Porte 1") -> str:
        """The token of a newly paired phone."""
        return self.manage("pair_device", "--role", role, "--name", name).strip().split()[-1]

    def trying(self) -> dict[str, Any]:
        """The sitting that is served right now and has free covers."""
        now = time.time()
        sittings = httpx.get(f"{self.url}/api/v1/canteen/sittings/").json()["results"]
        return next(
            one for one in sittings if one["state"] == "open" and one["covers_left"] and begun(one["starts_at"], now)
        )


def begun(starts_at: str, now: float) -> bool:
    from datetime import datetime

    return datetime.fromisoformat(starts_at).timestamp() <= now


@contextmanager
def running() -> Iterator[House]:
    web, stripe = free_port(), free_port()
    url = f"http://localhost:{web}"
    with own_database() as databases:
        env = {
            **os.environ,
            **databases,
            "DEMO": "1",
            "SECRET_KEY": "journeys",
            "PUBLIC_URL": url,
            "REDIS_PREFIX": f"journeys{web}:",
            "LOG_LEVEL": "WARNING",
            "PORT": str(web),
            "STRIPE_SECRET_KEY": "sk_test_journeys",
            "STRIPE_WEBHOOK_SECRET": SECRET,
            "STRIPE_STANDIN_SECRET": SECRET,
            "STRIPE_API_BASE": f"http://127.0.0.1:{stripe}",
            "DJANGO_SETTINGS_MODULE": "venue.settings",
        }
        house = House(url, env)
        house.manage("open_house")
        webhook = f"http://127.0.0.1:{web}/api/v1/payments/stripe/webhook/"
        commands = [
            ["-m", "tests.stripe_standin", "--port", str(stripe), "--webhook", webhook],
            ["-m", "uvicorn", "venue.asgi:application", "--port", str(web), "--no-access-log", "--log-level=warning"],
            ["manage.py", "work"],
        ]
        children = [subprocess.Popen([sys.executable, *command], env=env, cwd=ROOT) for command in commands]
        try:
            wait_for(f"{url}/readyz")
            yield house
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(timeout=20)


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """A database of its own beside the tests' one, gone afterwards."""
    blank = os.environ.get("BLANK_DATABASE", "template1")
    owner, app = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]
    name = f"{urlsplit(owner).path[1:]}_journeys_{os.getpid()}"
    with psycopg.connect(to_database(owner, "postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{blank}"')
    try:
        yield {"DATABASE_OWNER_URL": to_database(owner, name), "DATABASE_URL": to_database(app, name)}
    finally:
        with psycopg.connect(to_database(owner, "postgres"), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def to_database(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError(url)
