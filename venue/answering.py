"""How the house answers; what is asked for again and again is made by hand, and 304 as long as nothing has changed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class InJson(DefaultContentNegotiation):
    """We speak JSON; what browsers and phones say that they take is weighed only where it is something else."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        known = [*renderers]
        ordinary = request.META.get("HTTP_ACCEPT", "*/*") in {"*/*", "application/json"}
        if ordinary and len(known) == 1 and not format_suffix and not request.META.get("QUERY_STRING"):
            return known[0], str(known[0].media_type)
        weighed: tuple[BaseRenderer, str] = super().select_renderer(request, known, format_suffix)
        return weighed


class Told(NamedTuple):
    """A body of JSON and the tag by which a browser says that it has it."""

    body: bytes
    tag: str


def tell(data: dict[str, Any]) -> Told:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return Told(body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')


def unless_known(
    request: HttpRequest, told: Told, *, private: bool = False, content_type: str = "application/json"
) -> HttpResponse:
    """`told` with its ETag, or 304 without a body if the browser holds just that.

    `private` for what depends on who asks. Browsers ask every time (`no-cache`), which costs them an empty answer.
    """
    headers = {
        "ETag": told.tag,
        "Cache-Control": "private, no-cache" if private else "no-cache",
        "Vary": "Authorization, Cookie",
    }
    response = HttpResponse(told.body, content_type=content_type, headers=headers)
    return get_conditional_response(request, etag=told.tag, response=response) or response
