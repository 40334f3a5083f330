"""A browser that we have seen before, without knowing whose it is: a random cookie, of which only a hash leaves here.

It serves the nuisance rules (DESIGN §4: so many live orders per browser and sitting) and repeated requests.
"""

import hashlib
import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "preau_browser"
KEPT_SECONDS = 30 * 24 * 3600
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{22}")


def browser_of(request: HttpRequest) -> str:
    """The hash (64 hex digits) of this browser's cookie; a browser without one is given it with the answer."""
    known = known_browser(request)
    if known is None:
        # On Django's own request: DRF's wrapper is gone when the middleware looks.
        fresh = secrets.token_urlsafe(16)
        setattr(getattr(request, "_request", request), "new_browser", fresh)  # noqa: B010  no type knows it
        return _hash(fresh)
    return known


def known_browser(request: HttpRequest) -> str | None:
    """As `browser_of`, but None for a browser that brought no cookie; gives none."""
    fresh = getattr(request, "new_browser", None)
    return _hash(fresh) if fresh else returning_browser(request)


def returning_browser(request: HttpRequest) -> str | None:
    """The hash of the cookie that came with the request; None also when this answer is to bring the first one."""
    cookie = request.COOKIES.get(COOKIE, "")
    return _hash(cookie) if WELL_FORMED.fullmatch(cookie) else None


def forget_browser(response: HttpResponse) -> None:
    """Have the browser throw its cookie away: the next one to stand there is somebody new.

    Nobody is kept from doing so by hand either: the nuisance rules that count by it stop clumsiness, not intent.
    """
    response.delete_cookie(COOKIE, samesite="Lax")


def _hash(cookie: str) -> str:
    return hashlib.sha256(b"browser:" + cookie.encode()).hexdigest()


class RememberBrowser:
    """Sets the cookie that `browser_of` made, unless the request was refused: a refusal leaves no trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        fresh = getattr(request, "new_browser", None)
        if fresh and response.status_code < 400:
            response.set_cookie(
                COOKIE,
                fresh,
                max_age=KEPT_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response
