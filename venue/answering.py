"""Answers that are asked for again and again: made by hand, and 304 as long as nothing has changed."""

import hashlib
import json
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request


def unless_known(request: Request, data: dict[str, Any], *, private: bool = False) -> HttpResponse:
    """`data` as JSON with an ETag, or 304 without a body if the browser holds just that.

    `private` for what depends on who asks. Browsers ask every time (`no-cache`), which costs them an empty answer.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache" if private else "no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return get_conditional_response(request._request, etag=tag, response=response) or response
