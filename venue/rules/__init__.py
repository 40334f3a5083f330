"""Rules as settings: `rules.get("order.max_covers")`. Defaults in `registry`, dated overrides in the database."""

from venue.rules.reading import get

__all__ = ["get"]
