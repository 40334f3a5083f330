"""A house of its own for a measurement: a fresh database, thrown away afterwards, and a server on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402  the apps come first
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

from tests.bench.processes import Replicas, side_by_side  # noqa: E402

# As the Dockerfile starts it, and as many replicas of it as the machine has cores.
CORES = os.cpu_count() or 1
GRANIAN = (
    *("granian", "--interface=wsgi", "--port={port}", "--blocking-threads=8", "--no-ws", "--log-level=error"),
    "venue.wsgi:application",
)
NO_LIMITS = {f"WRITES_PER_{who}": "1000000" for who in ("DEVICE", "PERSON", "BROWSER", "ADDRESS")}


@contextmanager
def fresh_database() -> Iterator[None]:
    owner = settings.DATABASES.get("owner", {})
    connection.settings_dict |= {name: owner[name] for name in ("USER", "PASSWORD") if name in owner}
    connection.settings_dict["OPTIONS"].pop("pool", None)
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def served_with() -> dict[str, str]:
    """The environment of a server on the fresh database: no limits, quiet."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    env = NO_LIMITS | {"DATABASE_URL": url.geturl(), "DJANGO_SETTINGS_MODULE": "tests.bench.settings", "DEMO": "1"}
    return env | {"LOG_LEVEL": "ERROR", "STRIPE_SECRET_KEY": ""}


@contextmanager
def web() -> Iterator[Replicas]:
    """The web processes of a network of places, on the fresh database, as the application's role."""
    with side_by_side(CORES, *GRANIAN, env=served_with()) as replicas:
        yield replicas
