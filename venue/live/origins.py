"""Whose pages may open our socket: a full list of scheme, host and port (DESIGN §4 Live)."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
Headers = Iterable[tuple[bytes, bytes]]


def welcome(headers: Headers) -> bool:
    """Whether a handshake with these headers may go on.

    Every browser names the page's origin. Whatever names none is no browser; it may come in as long as it brings no
    cookie, since only a cookie could make somebody else's page act as the person who looks at it.
    """
    named = {name: value.decode("latin-1") for name, value in headers if name in {b"origin", b"cookie"}}
    if b"origin" not in named:
        return b"cookie" not in named
    return normal(named[b"origin"]) in {normal(origin) for origin in settings.LIVE_ORIGINS}


def normal(origin: str) -> tuple[str, str, int | None] | str:
    """An origin as scheme, host and port, with the scheme's own port when it names none."""
    try:
        parts = urlsplit(origin.strip().lower())
        return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return origin
