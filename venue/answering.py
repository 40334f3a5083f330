"""Answers that are asked for again and again: made by hand, and 304 as long as nothing has changed."""

import hashlib
import json
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


class Told(NamedTuple):
    """A body of JSON and the tag by which a browser says that it has it."""

    body: bytes
    tag: str


def tell(data: dict[str, Any]) -> Told:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return Told(body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')


def unless_known(request: HttpRequest, told: Told, *, private: bool = False) -> HttpResponse:
    """`told` with its ETag, or 304 without a body if the browser holds just that.

    `private` for what depends on who asks. Browsers ask every time (`no-cache`), which costs them an empty answer.
    """
    headers = {
        "ETag": told.tag,
        "Cache-Control": "private, no-cache" if private else "no-cache",
        "Vary": "Authorization, Cookie",
    }
    response = HttpResponse(told.body, content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=told.tag, response=response) or response
