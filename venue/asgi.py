"""HTTP and WebSocket in one process: synchronous Django behind the a2wsgi bridge, Channels beside it (DESIGN §2)."""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "venue.settings")
http = WSGIMiddleware(get_wsgi_application(), workers=16)  # type: ignore[arg-type]


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Answer the server's start and stop; nothing of ours waits for them yet."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


application = ProtocolTypeRouter({"http": http, "lifespan": lifespan})
