"""The house's own processes, as `make run` starts them, on the database of the tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

import httpx
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]


def address_of_the_database(port: int | None = None) -> str:
    """The database of this test, as `preau_app` reaches it; `port` is that of a wire to it."""
    facts = connection.settings_dict
    role = settings.DATABASE_APP_ROLE
    password = quote(os.environ["DATABASE_URL"].partition("//")[2].partition("@")[0].partition(":")[2])
    return f"postgres://{role}:{password}@127.0.0.1:{port or facts['PORT']}/{facts['NAME']}"


def environment(**own: str) -> dict[str, str]:
    plain = {
        "DATABASE_URL": address_of_the_database(),
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "PUBLIC_URL": "http://localhost:8000",
        "ALLOWED_HOSTS": "*",
        "STRIPE_SECRET_KEY": settings.STRIPE_SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": ",".join(settings.STRIPE_WEBHOOK_SECRETS),
        "STRIPE_API_BASE": settings.STRIPE_API_BASE,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "LOG_LEVEL": "INFO",
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "PYTEST"))}
    return inherited | plain | own


@contextmanager
def web(log: Path, **env: str) -> Iterator[httpx.Client]:
    """HTTP and the socket in one process; a client that speaks to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "venue.asgi:application", f"--port={port}", "--no-access-log"]
    command += ["--ws=websockets-sansio", "--ws-per-message-deflate=false"]
    with log.open("wb") as words:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(**env), stdout=words, stderr=words)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            until(lambda: answers(client), seconds=30)
            yield client
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def worker(log: Path, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """The house's jobs and timers."""
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work"], cwd=ROOT, env=environment(**env), stdout=words, stderr=words
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def answers(client: httpx.Client, path: str = "/healthz") -> bool:
    try:
        return client.get(path).status_code == 200
    except httpx.TransportError:
        return False


def until(true: object, *, seconds: float) -> float:
    """Look again until it is so; how long it took. For what no event announces: another process's coming to itself."""
    assert callable(true)
    began = monotonic()
    while not true():
        assert monotonic() - began < seconds, "it did not happen in time"
        sleep(0.05)
    return monotonic() - began
