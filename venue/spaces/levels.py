"""How full a place feels, in words for the public and in flags for the crew (REQ-E3)."""

from typing import Literal, NamedTuple

from venue import rules

Level = Literal["calm", "lively", "almost_full", "full", "unknown"]

# How many free seats the public is told exactly; above, only that there are more (DESIGN §4 Live).
EXACT_UP_TO = 10


class Thresholds(NamedTuple):
    """Percent of the capacity from which a place is called so."""

    lively: int
    almost_full: int
    warn: int


def thresholds(building: int | None = None) -> Thresholds:
    return Thresholds(
        rules.get("occupancy.lively_pct", building=building),
        rules.get("occupancy.almost_full_pct", building=building),
        rules.get("occupancy.warn_pct", building=building),
    )


def level(present: int, capacity: int, limits: Thresholds) -> Level:
    """calm, lively, almost_full or full. A place without capacity is full: nobody may be in it."""
    if present >= capacity:
        return "full"
    if present * 100 >= capacity * limits.almost_full:
        return "almost_full"
    return "lively" if present * 100 >= capacity * limits.lively else "calm"


def warns(present: int, capacity: int, limits: Thresholds) -> bool:
    return present * 100 >= capacity * limits.warn


def free(present: int, capacity: int) -> int | str:
    """Free seats for the public: exact to 10, then `"10+"`."""
    seats = max(0, capacity - present)
    return seats if seats <= EXACT_UP_TO else f"{EXACT_UP_TO}+"
