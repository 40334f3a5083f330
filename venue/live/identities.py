"""Who stands behind a socket: a paired device, a signed-in person, or a guest of whom nothing is known."""

from dataclasses import dataclass, field
from typing import Literal, Protocol, cast

from django.conf import settings
from django.http import parse_cookie
from django.utils.module_loading import import_string

from venue.live.origins import Headers


class Actor(Protocol):
    """As `venue.people.actors.Actor`, which stands above this room."""

    @property
    def ref(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...
    @property
    def is_crew(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Credential:
    kind: Literal["device", "session"]
    secret: str = field(repr=False)


def session_of(headers: Headers) -> Credential | None:
    """The session whose cookie came with the handshake."""
    for name, value in headers:
        if name == b"cookie":
            session = parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
            if session:
                return Credential("session", session)
    return None


def actor_of(credential: Credential) -> Actor | None:
    """Who holds it, as the database says now; None if nobody does any more. Synchronous."""
    return cast(Actor | None, import_string(settings.LIVE_ACTORS[credential.kind])(credential.secret))


def guest() -> Actor:
    return cast(Actor, import_string(settings.LIVE_ACTORS["guest"]))
