"""The two engines together, as `run`, `test` and the tests of the launcher need them."""

import os
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from venue.launch import install, leftovers, places
from venue.launch.folder import HouseFolder
from venue.launch.postgres import ROOTS_OWN, Postgres, data_folder, programs
from venue.launch.processes import Household, close_on_signals
from venue.launch.telling import say
from venue.launch.valkey import Valkey


def main(arguments: list[str]) -> int:
    """`engines`: database and broker alone, until Ctrl-C; prints the environment that reaches them."""
    del arguments
    folder = HouseFolder(places.HOUSE)
    folder.lock("its engines only")
    install.python_packages()
    close_on_signals()
    leftovers.end(folder)
    try:
        with Household(record=partial(leftovers.remember, folder)) as household:
            for name, value in start(household, folder).items():
                say(f"export {name}={shlex.quote(value)}")
            say("ready")
            household.watch()
    except KeyboardInterrupt:
        pass
    return 0


def start(household: Household, folder: HouseFolder, *, careless: bool = False) -> dict[str, str]:
    """Start those engines that no DATABASE_URL or REDIS_URL replaces; the environment that reaches them.

    `careless` engines forget everything in a power cut and are fast: for tests.
    """
    found: dict[str, str] = {}
    postgres = None if os.environ.get("DATABASE_URL") else _postgres(folder, careless)
    valkey = None if os.environ.get("REDIS_URL") else _valkey(folder)
    # Both first, then wait: they start side by side.
    broker = household.start(valkey.child()) if valkey else None
    if postgres:
        postgres.prepare()
        server = household.start(postgres.child())
        household.wait_for(server, postgres.is_ready, seconds=None)
        postgres.make_roles()
        found |= {"DATABASE_URL": postgres.url("preau_app"), "DATABASE_OWNER_URL": postgres.url("preau_owner")}
    if valkey and broker:
        household.wait_for(broker, valkey.is_ready)
        found["REDIS_URL"] = valkey.url
    return found


@contextmanager
def throwaway(household: Household) -> Iterator[dict[str, str]]:
    """Engines for one run of the tests, on ports and in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="preau-test-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)  # our own, made a moment ago; the database's user must pass through
        with household:
            yield start(household, HouseFolder(Path(name) / "house"), careless=True)


def _postgres(folder: HouseFolder, careless: bool) -> Postgres:
    programs()  # says at once where no wheel exists
    data, user = data_folder(folder.path, shelf=folder.path.parent if careless else ROOTS_OWN)
    port, log = folder.port("postgres"), folder.log("postgres")
    return Postgres(data=data, port=port, keys=folder.keys(), log=log, user=user, careless=careless)


def _valkey(folder: HouseFolder) -> Valkey:
    return Valkey(port=folder.port("valkey"), password=folder.keys()["VALKEY_PASSWORD"], log=folder.log("valkey"))
