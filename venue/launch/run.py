"""`make run`: the whole house on one machine, until Ctrl-C."""

import os
import subprocess
from functools import partial

from venue.launch import engines, install, leftovers, places
from venue.launch.folder import HouseFolder, is_free
from venue.launch.health import answers
from venue.launch.processes import Child, Household, close_on_signals
from venue.launch.telling import Sorry, say, step

STANDIN = places.CHECKOUT / "tests/stripe_standin/__main__.py"


def main(arguments: list[str]) -> int:
    """`run`: install, start, open, watch; closes in order on Ctrl-C, SIGTERM or a closed terminal."""
    del arguments
    host, port = os.environ.get("LISTEN") or "127.0.0.1", _port()
    address = os.environ.get("PUBLIC_URL") or f"http://localhost:{port}"
    folder = HouseFolder(places.HOUSE)
    folder.lock(address)
    close_on_signals()
    leftovers.end(folder)
    if not is_free(port, host):
        raise Sorry(f"Port {port} is taken by another program. Close it, or choose another: make run PORT={port + 1}")
    install.everything()
    try:
        with Household(record=partial(leftovers.remember, folder)) as household:
            _open(household, folder, host, port, address)
            household.watch()
    except KeyboardInterrupt:
        say("\nThe house is closed; everything is kept.")
    return 0


def _open(household: Household, folder: HouseFolder, host: str, port: int, address: str) -> None:
    env = dict(os.environ) | _settings(folder, address, port)
    with step("Starting the database and the broker"):
        env |= engines.start(household, folder)
        env |= _stripe_standin(household, folder, env, port)
    with step("Opening the house (migrations, demo dates)"):
        people = _open_house(env)
    with step("Starting web, live and worker"):
        web = household.start(_web(env, host, port))
        household.start(_worker(env))
        household.wait_for(web, lambda: answers(f"http://127.0.0.1:{port}/healthz"))
    say(f"\n  Préau is open: {address}/\n")
    if people:
        say(people)
    say("  Ctrl-C closes the house.")


def _port() -> int:
    wish = os.environ.get("PORT") or "8000"
    if not wish.isdigit() or not 0 < int(wish) < 65536:
        raise Sorry(f"PORT must be a number between 1 and 65535, not {wish!r}.")
    return int(wish)


def _settings(folder: HouseFolder, address: str, port: int) -> dict[str, str]:
    """What venue/settings.py reads; whatever the person has set themselves stays."""
    ours = {
        "DEMO": "1",
        "PUBLIC_URL": address,
        # The socket asks a browser where its page came from; people type both names of their own machine.
        "LIVE_ORIGINS": ",".join({address: 1, f"http://localhost:{port}": 1, f"http://127.0.0.1:{port}": 1}),
        "SECRET_KEY": folder.keys()["SECRET_KEY"],
        "MEDIA_ROOT": str(folder.path / "photos"),
        "DJANGO_SETTINGS_MODULE": "venue.settings",
        "LOG_LEVEL": "WARNING",  # the terminal is for the person; codes sent in the demo are printed, not logged
        "PYTHONUNBUFFERED": "1",
    }
    return {name: os.environ.get(name, value) for name, value in ours.items()}


def _stripe_standin(household: Household, folder: HouseFolder, env: dict[str, str], port: int) -> dict[str, str]:
    """The server that plays Stripe in the demo; none when a real key is set or the demo is off."""
    if env["DEMO"] != "1" or env.get("STRIPE_SECRET_KEY") or not STANDIN.exists():
        return {}
    own_port, secret = folder.port("stripe"), "whsec_" + folder.keys()["STRIPE_WEBHOOK_SECRET"]
    webhook = f"http://127.0.0.1:{port}/api/v1/payments/stripe/webhook/"
    command = [str(places.PYTHON), "-m", "tests.stripe_standin"]
    household.start(
        Child(
            name="the Stripe stand-in",
            command=[*command, "--port", str(own_port), "--webhook", webhook],
            # Whoever lists the processes sees their command lines.
            env=env | {"STRIPE_STANDIN_SECRET": secret},
            log=folder.log("stripe"),
            folder=places.CHECKOUT,
        )
    )
    return {
        "STRIPE_SECRET_KEY": "sk_test_" + folder.keys()["STRIPE_WEBHOOK_SECRET"],
        "STRIPE_WEBHOOK_SECRET": secret,
        "STRIPE_API_BASE": f"http://127.0.0.1:{own_port}",
    }


def _open_house(env: dict[str, str]) -> str:
    """Migrate, seed and roll the demo; what it says about the demo's people."""
    done = subprocess.run(
        [places.PYTHON, "manage.py", "open_house"],
        env=env,
        cwd=places.CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Sorry("The house could not be opened; the reason stands above.")
    return done.stdout


def _web(env: dict[str, str], host: str, port: int) -> Child:
    """HTTP and WebSocket in one process (DESIGN §2)."""
    command = [str(places.PYTHON), "-m", "uvicorn", "venue.asgi:application", "--host", host, "--port", str(port)]
    command += ["--no-access-log", "--log-level=warning", "--ws=websockets-sansio", "--ws-per-message-deflate=false"]
    # The longest frame that a browser may send (venue/live/frames.py), in bytes; uvicorn would take 16 MB.
    command += ["--ws-max-size=16384", "--timeout-graceful-shutdown=3"]
    return Child(name="web", command=command, env=env, folder=places.CHECKOUT)


def _worker(env: dict[str, str]) -> Child:
    """Jobs and timers."""
    command = [str(places.PYTHON), "manage.py", "work"]
    return Child(name="the worker", command=command, env=env, folder=places.CHECKOUT)
