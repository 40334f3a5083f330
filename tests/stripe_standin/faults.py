"""What goes wrong between us and Stripe, on demand: slow answers, refusals, answers lost after the work was done."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.stripe_standin.errors import StripeError


@dataclass
class Trouble:
    """What happens to the next `times` requests whose path begins with `path`."""

    times: int = 0
    path: str = "/v1/"
    status: int = 503  # answered instead of working, unless `lose_answer`
    lose_answer: bool = False  # do the work, then hang up without a word
    delay_seconds: float = 0  # think for so long, then go on as if nothing were wrong

    def strikes(self, path: str) -> bool:
        if self.times <= 0 or not path.startswith(self.path):
            return False
        self.times -= 1
        return True


trouble = Trouble()
requests: list[dict[str, Any]] = []


def make_trouble(**wanted: Any) -> dict[str, Any]:
    """Replace the current trouble by another; nothing given means none."""
    fresh = Trouble(**wanted)
    vars(trouble).update(vars(fresh))
    return asdict(trouble)


@web.middleware
async def go_wrong(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse, or hang up after the work is done. Every API request is noted, repeated ones too."""
    if not request.path.startswith("/v1/"):
        return await handler(request)
    requests.append(
        {"method": request.method, "path": request.path, "idempotency_key": request.headers.get("Idempotency-Key")}
    )
    if trouble.delay_seconds or not trouble.strikes(request.path):
        return await handler(request)
    if not trouble.lose_answer:
        raise StripeError("Stripe is having trouble.", kind="api_error", status=trouble.status)
    answer = await handler(request)
    if request.transport is not None:
        request.transport.abort()
    return answer


@web.middleware
async def think(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Take long over it, within the care of the idempotency keys: a second request meets the first still running."""
    if trouble.delay_seconds and trouble.strikes(request.path):
        await asyncio.sleep(trouble.delay_seconds)
    return await handler(request)
