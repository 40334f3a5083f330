"""Counting a box twice: whoever is second must say that she corrects the first (DESIGN §4 *Money*)."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from venue.errors import Refused
from venue.money.models.cash import CountedCash


class AlreadyCounted(Refused):
    """Carries `standing`, the count that a correction must name."""

    code = "already_counted"
    status: ClassVar[int] = 409
    message = _("This cash has already been counted. If that count was wrong, correct it.")


class NotTheStandingCount(Refused):
    code = "not_the_standing_count"
    status: ClassVar[int] = 409
    message = _("That count has been corrected in the meantime. Please look again.")


def refuse_another(standing: CountedCash | None, corrects: int | None) -> None:
    """The caller holds the lock of what was counted. Raises AlreadyCounted, NotTheStandingCount."""
    if standing and corrects is None:
        raise AlreadyCounted(standing=standing.pk)
    if corrects is not None and (standing is None or standing.pk != corrects):
        raise NotTheStandingCount
