"""HTTP and WebSocket in one process: synchronous Django behind the a2wsgi bridge, the socket beside it (DESIGN §2).

The `live` replicas of a network of places run this too; their edge sends them nothing but `/ws/`.
"""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "venue.settings")
bridge = WSGIMiddleware(get_wsgi_application(), workers=16)  # type: ignore[arg-type]

from django.urls import path, re_path  # noqa: E402 - the settings must be known first

from venue import heap  # noqa: E402
from venue.health import alive  # noqa: E402
from venue.live.consumer import Live  # noqa: E402
from venue.live.hub import Hub  # noqa: E402

hub = Hub()


async def http(scope: Any, receive: Any, send: Any) -> None:
    await (alive if scope["path"] == "/healthz" else bridge)(scope, receive, send)


async def nothing_here(scope: Any, receive: Any, send: Any) -> Any:
    await send({"type": "websocket.close", "code": 4404})


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """The hub begins to listen before the first browser comes, and is quiet when the server has let the last one go."""
    await receive()
    hub.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.stop()
    await send({"type": "lifespan.shutdown.complete"})


live: Any = Live(hub)
sockets = URLRouter([path("ws/live/", live), re_path("", nothing_here)])
application = ProtocolTypeRouter({"http": http, "websocket": sockets, "lifespan": lifespan})
heap.freeze()
