"""Idempotency keys, as Stripe keeps them: the same key and the same words get the same answer for a day."""

from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.stripe_standin.errors import StripeError


@dataclass
class Heard:
    """What was said under a key. No answer yet means that the first request is still being worked on."""

    words: tuple[str, bytes]
    status: int = 0
    body: bytes = b""


heard: dict[str, Heard] = {}


@web.middleware
async def say_the_same_twice(request: web.Request, handler: Handler) -> web.StreamResponse:
    key = request.headers.get("Idempotency-Key")
    if request.method != "POST" or not key or not request.path.startswith("/v1/"):
        return await handler(request)

    words = (request.path, await request.read())
    if known := heard.get(key):
        return _repeat(known, words, key)

    heard[key] = entry = Heard(words)
    try:
        answer = await handler(request)
    except BaseException:
        # Stripe keeps no answer when the words themselves were refused: they may be corrected and said again.
        del heard[key]
        raise
    assert isinstance(answer, web.Response)
    assert isinstance(answer.body, bytes)
    entry.status, entry.body = answer.status, answer.body
    return answer


def _repeat(known: Heard, words: tuple[str, bytes], key: str) -> web.Response:
    if known.words != words:
        raise StripeError(
            f"Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    if not known.status:
        raise StripeError(
            "There is currently another in-progress request using this Idempotent Key.",
            kind="idempotency_error",
            code="idempotency_key_in_use",
            status=409,
        )
    return web.Response(
        status=known.status,
        body=known.body,
        content_type="application/json",
        headers={"Idempotent-Replayed": "true"},
    )
