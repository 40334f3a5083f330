"""What a rule says at a moment, for a building."""

import logging
import time
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils import timezone

from venue.rules.registry import RULES

log = logging.getLogger(__name__)
# Overrides change a few times a year and are read in every request: each process looks again every few seconds.
_FRESH_SECONDS = 5.0
_cache: dict[str, Any] = {"read_at": None, "overrides": []}


def forget() -> None:
    """Read the overrides again at the next question (tests, and the admin after a save)."""
    _cache["read_at"] = None


def get(key: str, *, at: datetime | None = None, building: int | None = None) -> Any:
    """The value of `key` at `at` (default now), in its registered unit; a building's own override comes first.

    Raises KeyError for a rule that nobody registered.
    """
    rule = RULES[key]
    chosen, rank = rule.default, (-1, "")
    overrides = [override for override in _overrides() if override.key == key]
    if not overrides:
        return chosen
    day = timezone.localdate(at)
    for override in overrides:
        if override.valid_from > day or (override.valid_to and override.valid_to < day):
            continue
        if override.building_id not in (None, building):
            continue
        candidate = (1 if override.building_id else 0, override.valid_from.isoformat())
        if candidate > rank:
            chosen, rank = override.value, candidate
    return chosen


def _overrides() -> list[Any]:
    from venue.rules.models import RuleOverride  # noqa: PLC0415  models cannot load before the apps are ready

    now = time.monotonic()
    if _cache["read_at"] is None or now - _cache["read_at"] > _FRESH_SECONDS:
        today = timezone.localdate()
        written = RuleOverride.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        _cache["overrides"] = [override for override in written if is_usable(override.key, override.value)]
        _cache["read_at"] = now
    overrides: list[Any] = _cache["overrides"]
    return overrides


def is_usable(key: str, value: Any) -> bool:
    """Whether the house can go by it. The office refuses what it cannot; a row of another time or hand stops nobody."""
    if key in RULES and RULES[key].accepts(value):
        return True
    complain(key, repr(value))
    return False


@lru_cache(maxsize=64)
def complain(key: str, value: str) -> None:
    """Once for each, not every few seconds."""
    log.warning("rule %s cannot be worth %s: its default counts", key, value)
