"""Limits per person, device or browser first: a whole campus may sit behind one address (DESIGN §4 Throttles)."""

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from venue.people.actors import actor_of
from venue.people.browsers import known_browser
from venue.people.buckets import Buckets

if TYPE_CHECKING:  # rest_framework.views reads our settings while it loads
    from rest_framework.views import APIView

SAFE = {"GET", "HEAD", "OPTIONS"}
writes = Buckets()
misses = Buckets()


class Writes(BaseThrottle):
    """`settings.WRITES_PER_MINUTE`, counted in each process: it stops a script gone wild, not an evening's rush."""

    seconds = 0.0

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if request.method in SAFE:
            return True
        for kind, key in _counted_as(request):
            limit = settings.WRITES_PER_MINUTE[kind]
            self.seconds = writes.take(f"{kind}:{key}", limit=limit, seconds=60)
            if self.seconds:
                return False
        return True

    def wait(self) -> float:
        return self.seconds


def _counted_as(request: Request) -> list[tuple[str, str]]:
    actor = actor_of(request)
    if actor.kind != "guest":
        return [(actor.kind, actor.ref)]
    browser = known_browser(request)
    # Cookies cost nothing to make, so a guest's address counts too.
    address = ("address", address_of(request))
    return [("browser", browser), address] if browser else [address]


class Guessing(BaseThrottle):
    """For a view where something can be guessed: `throttle_scope` names the pair (misses, seconds) of
    `settings.GUESSES`. Only wrong guesses count (`missed`): thirty volunteers may pair behind one address.
    """

    seconds = 0.0

    def allow_request(self, request: Request, view: "APIView") -> bool:
        self.seconds = _wait_of_guesser(request, str(view.throttle_scope))  # type: ignore[attr-defined]
        return not self.seconds

    def wait(self) -> float:
        return self.seconds


def refuse_guesser(request: Request, scope: str) -> None:
    """`Guessing` for a view where only some requests can be guesses; raises 429."""
    seconds = _wait_of_guesser(request, scope)
    if seconds:
        raise Throttled(seconds)


def _wait_of_guesser(request: HttpRequest, scope: str) -> float:
    limit, seconds = settings.GUESSES[scope]
    key = _guesser(request, scope)
    wait = misses.take(key, limit=limit, seconds=seconds, tokens=0)
    if not wait and int(cache.get(key) or 0) >= limit:
        return float(seconds)
    return wait


def missed(request: HttpRequest, scope: str) -> None:
    """Count a wrong guess: in the cache for all processes, and here in case that the cache is away."""
    limit, seconds = settings.GUESSES[scope]
    key = _guesser(request, scope)
    misses.take(key, limit=limit, seconds=seconds)
    if not cache.add(key, 1, timeout=seconds):
        try:
            cache.incr(key)
        except ValueError:  # it ended between the two calls
            cache.set(key, 1, timeout=seconds)


def _guesser(request: HttpRequest, scope: str) -> str:
    actor = actor_of(request)
    return f"guess:{scope}:" + (address_of(request) if actor.kind == "guest" else actor.ref)


def address_of(request: HttpRequest) -> str:
    """The address that the edge saw; a whole /64 counts as one, because it costs its owner nothing."""
    address = str(request.META.get("REMOTE_ADDR") or "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if read.version == 6:
        return str(ipaddress.ip_network((read, 64), strict=False))
    return str(read)


def forget() -> None:
    """Empty every bucket of this process (tests)."""
    writes.forget()
    misses.forget()
