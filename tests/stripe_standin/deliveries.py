"""Sending events: signed as Stripe signs them, and late, twice, lost or in disorder when a test asks for it.

localstripe keeps its whole state in module globals (one process, one Stripe); `courier` does the same.
"""

import asyncio
import hashlib
import hmac
import json
import logging
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import aiohttp
from localstripe import resources
from localstripe.resources import Event

log = logging.getLogger(__name__)

# Stripe tries again for three days; a demo or a test needs only to survive a web process that starts a little later.
WAITS = (0.5, 1, 2, 4, 8, 15, 30, 60)


@dataclass
class Endpoint:
    """Who is told. During a rotation of secrets there are two, and each delivery carries a signature for both."""

    url: str
    secrets: list[str]
    events: list[str] | None = None

    def wants(self, event: Event) -> bool:
        return self.events is None or event.type in self.events

    def signature(self, payload: str, at: int) -> str:
        signed = [
            hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest() for secret in self.secrets
        ]
        return ",".join([f"t={at}", *(f"v1={text}" for text in signed)])


@dataclass
class Manners:
    """How events travel. All of it harmless by default."""

    copies: int = 1
    delay_seconds: float = 0
    age_seconds: int = 0  # how old the signature pretends to be
    drop: bool = False  # lost on the way, for good
    hold: bool = False  # kept until somebody releases them


@dataclass
class Courier:
    endpoints: dict[str, Endpoint] = field(default_factory=dict)
    manners: Manners = field(default_factory=Manners)
    held: list[Event] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    def announce(self, event: Event) -> None:
        """Send an event in the manner that was asked for."""
        if self.manners.drop or event.type == "product.created":  # Stripe makes no news of products named in passing
            return
        if self.manners.hold:
            self.held.append(event)
            return
        self._start(event)

    def release(self, order: str = "forward") -> int:
        """Send what was held, `forward` or `reversed`; how many there were. The manners of now apply."""
        waiting, self.held = self.held, []
        events = waiting[::-1] if order == "reversed" else waiting
        for position, event in enumerate(events):
            self._start(event, after=position * 0.02)
        return len(events)

    def written(self) -> list[dict[str, str]]:
        """The held events as they would arrive now: payload and signature, for tests that carry them by hand."""
        at = int(time.time()) - self.manners.age_seconds
        return [
            {"id": event.id, "type": event.type, "payload": payload, "signature": endpoint.signature(payload, at)}
            for event in self.held
            for endpoint in self.endpoints.values()
            if endpoint.wants(event)
            for payload in [json.dumps(event._export(), indent=2, sort_keys=True)]
        ]

    def forget(self) -> None:
        for task in self._running:
            task.cancel()
        self.endpoints, self.manners, self.held, self.log = {}, Manners(), [], []

    def report(self) -> dict[str, Any]:
        return {
            "endpoints": {name: {"url": endpoint.url} for name, endpoint in self.endpoints.items()},
            "manners": asdict(self.manners),
            "held": self.written(),
            "sent": self.log,
        }

    def _start(self, event: Event, *, after: float = 0) -> None:
        for endpoint in self.endpoints.values():
            if endpoint.wants(event):
                for _ in range(self.manners.copies):
                    task = asyncio.ensure_future(self._deliver(event, endpoint, after + self.manners.delay_seconds))
                    self._running.add(task)
                    task.add_done_callback(self._running.discard)

    async def _deliver(self, event: Event, endpoint: Endpoint, after: float) -> None:
        payload = json.dumps(event._export(), indent=2, sort_keys=True)
        for wait in (after, *WAITS):
            await asyncio.sleep(wait)
            status = await self._post(payload, endpoint)
            self.log.append({"id": event.id, "type": event.type, "url": endpoint.url, "status": status})
            if status is not None and 200 <= status < 300:
                return
        log.warning("event %s was never accepted by %s", event.type, endpoint.url)

    async def _post(self, payload: str, endpoint: Endpoint) -> int | None:
        """The HTTP status that came back, None if nobody answered."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": endpoint.signature(payload, int(time.time()) - self.manners.age_seconds),
        }
        limit = aiohttp.ClientTimeout(total=20)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(endpoint.url, data=payload.encode(), headers=headers, allow_redirects=False) as answer,
            ):
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return None


courier = Courier()
# localstripe's own sender waits one second each time and never tries again.
resources.schedule_webhook = courier.announce


def announce(kind: str, about: resources.StripeObject) -> None:
    """Make an event of type `kind` about an object, and send it."""
    courier.announce(Event(kind, about))
