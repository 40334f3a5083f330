"""The text of the socket, both ways. Every kind of frame has its example in tests/examples/."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from venue.live.topics import Truth

# Frames of browsers are a token or a few names of topics; nothing of theirs is long.
LONGEST = 4096


class Unreadable(Exception):
    """The frame is not one of ours."""


@dataclass
class Wish:
    """What a browser asks for: to be known as a device, to hear topics, to hear them no longer."""

    authorize: str | None = None
    subscribe: list[str] = field(default_factory=list)
    unsubscribe: list[str] = field(default_factory=list)


def wish(text: str) -> Wish:
    """The wish that a frame holds; `Unreadable` for anything but an object of exactly these fields and types."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(said, dict) or not said or not said.keys() <= {"authorize", "subscribe", "unsubscribe"}:
        raise Unreadable
    if not isinstance(said.get("authorize", ""), str):
        raise Unreadable
    for topics in (said.get("subscribe", []), said.get("unsubscribe", [])):
        if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
            raise Unreadable
    return Wish(**said)


def news(topic: str, truth: Truth) -> str:
    return _text({"topic": topic, "revision": truth.revision, "at": truth.at, "data": truth.data})


def refusal(topic: str, code: str) -> str:
    """`topic` comes back as it was asked for, but never longer than a name of ours could be."""
    return _text({"topic": topic[:100], "error": code})


def _text(frame: dict[str, Any]) -> str:
    return json.dumps(frame, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
