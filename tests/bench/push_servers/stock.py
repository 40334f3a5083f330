"""The reference: a Channels consumer in a group, over the PubSub layer of channels_redis, behind uvicorn."""

from typing import Any

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from django.conf import settings  # noqa: E402

LAYER = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [settings.REDIS_URL]}}
settings.CHANNEL_LAYERS = {"default": LAYER}


class Consumer(AsyncWebsocketConsumer):
    groups = ["board"]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.send(text_data="{}")

    async def news(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


application = Consumer.as_asgi()
