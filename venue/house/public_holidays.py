"""Public holidays of a country or a part of it, as the library `holidays` knows them; of places unknown to it, none."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=64)
def of(country: str, part: str, year: int, language: str | None = None) -> dict[date, str]:
    """Their names by day. `country` and `part` are ISO 3166; an unknown part has the holidays of its country."""
    return read(country, part, year, language) or read(country, "", year, language) or {}


def are_known(country: str, part: str = "") -> bool:
    """Whether the holidays of this country, and of this part of it, can be told at all."""
    return read(country, part, year=2026) is not None  # any year would do


def read(country: str, part: str, year: int, language: str | None = None) -> dict[date, str] | None:
    """None where the library knows no such place."""
    import holidays  # noqa: PLC0415  costs a tenth of a second that a web process need not spend before it answers

    if not country:
        return None
    try:
        return dict(holidays.country_holidays(country, subdiv=part or None, years=year, language=language).items())
    except NotImplementedError:
        return None
