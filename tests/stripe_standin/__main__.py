"""Start the stand-in and say where it listens. Events are signed with STRIPE_STANDIN_SECRET."""

import argparse
import asyncio
import os
import signal
import sys

from aiohttp import web

from tests.stripe_standin.deliveries import Endpoint, courier
from tests.stripe_standin.server import make_app


async def serve(app: web.Application, port: int) -> None:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    sys.stdout.write(f"Stripe's stand-in listens on http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()

    stopped = asyncio.Event()
    for stop in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stop, stopped.set)
    await stopped.wait()
    await runner.cleanup()


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.stripe_standin", description=__doc__)
    words.add_argument("--port", type=int, default=8421, help="0 lets the system choose; the first line printed tells")
    words.add_argument("--webhook", help="where events go")
    words.add_argument("--public", help="where browsers find the payment page, if elsewhere")
    said = words.parse_args()

    app = make_app(public=said.public)
    if said.webhook:
        courier.endpoints["main"] = Endpoint(said.webhook, [os.environ.get("STRIPE_STANDIN_SECRET", "whsec_standin")])
    try:
        asyncio.run(serve(app, said.port))
    except OSError as error:
        sys.exit(f"Stripe's stand-in cannot listen on port {said.port}: {error.strerror}")


if __name__ == "__main__":
    main()
