"""Free bookings without a contact that come in a burst: a manager gives them back in one action (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

# So many, each within so long of the one before, are more than one table of friends.
LEAST: Final = 5
LONGEST_PAUSE: Final = timedelta(minutes=2)


class Booked(NamedTuple):
    """One booking: `of` is the sitting or date that it is for."""

    of: int
    pk: Any
    at: datetime
    places: int


def runs(bookings: Iterable[Booked]) -> list[list[Booked]]:
    """The bursts among these, which come sorted by what they are of and by their hour."""
    found: list[list[Booked]] = []
    for one in bookings:
        if found and follows(one, found[-1][-1]):
            found[-1].append(one)
        else:
            found.append([one])
    return [run for run in found if len(run) >= LEAST]


def follows(one: Booked, before: Booked) -> bool:
    return one.of == before.of and one.at - before.at <= LONGEST_PAUSE
