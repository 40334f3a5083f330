"""The other reference: the websockets library's own `broadcast()`, as lean as Python gets. Usage: … <port>"""

import asyncio
import os
import sys

import redis.asyncio
from websockets.asyncio.server import ServerConnection, broadcast, serve

everybody: set[ServerConnection] = set()


async def listen(connection: ServerConnection) -> None:
    everybody.add(connection)
    try:
        async for _ in connection:
            await connection.send("{}")
    finally:
        everybody.discard(connection)


async def main(port: int) -> None:
    async with serve(listen, "127.0.0.1", port, compression=None, ping_interval=None):
        ears = redis.asyncio.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True).pubsub()
        await ears.subscribe("bench_broadcast")
        async for message in ears.listen():
            if message["type"] == "message":
                broadcast(everybody, message["data"])


asyncio.run(main(int(sys.argv[1])))
