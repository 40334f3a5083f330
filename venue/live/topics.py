"""What can be heard: the names of topics, and the one shape of their truths.

A topic is `occupancy`, `occupancy:<building>`, `sitting:<id>`, `order:<key>`, `coworking:<space>/<day>`; the audience
is part of its name: `crew:sitting:<id>` is another topic, with more in it, for the crew alone (DESIGN §4 Live).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

CREW = "crew:"
NAME = re.compile(r"(?P<crew>crew:)?(?P<name>[a-z]{1,20})(:(?P<key>[A-Za-z0-9_/-]{1,64}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Truth:
    """A whole small truth. `revision` comes from the same statement as `data` and only grows; `at` is aware UTC."""

    revision: int
    at: datetime
    data: dict[str, Any]


class Reader(Protocol):
    """How an upper room tells its truths; named in `settings.TOPICS`. Synchronous, one SQL statement per reading."""

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        """The truth about `key` as this audience may know it; None if there is no such thing."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        """Whether this actor belongs to the audience."""


class Topic(NamedTuple):
    name: str
    key: str | None = None
    crew: bool = False

    def __str__(self) -> str:
        return f"{CREW if self.crew else ''}{self.name}{f':{self.key}' if self.key else ''}"


def parse(text: str) -> Topic | None:
    """The topic of that name; None if nothing in this house could be called so."""
    found = NAME.fullmatch(text)
    if found is None or found["name"] not in settings.TOPICS:
        return None
    return Topic(found["name"], found["key"], crew=found["crew"] is not None)


def reader_of(topic: Topic) -> Reader:
    return _reader(settings.TOPICS[topic.name])


@cache
def _reader(dotted_name: str) -> Reader:
    return cast(Reader, import_string(dotted_name)())
