"""Numbers without gaps for quotes and invoices, per legal body and year (art. 242 nonies A, annexe II CGI)."""

from __future__ import annotations

from coworking.models import Numbering
from venue.house.models import OperatingEntity


def draw(entity: OperatingEntity, series: Numbering.Series, year: int) -> int:
    """The next number, from 1; part of the caller's transaction, which gives it back when it fails.

    Everybody else who draws waits until COMMIT: nothing slow after it. Only the journal's head is locked later.
    """
    numbering = _locked(entity, series, year)
    numbering.last += 1
    numbering.save(update_fields=["last"])
    return numbering.last


def _locked(entity: OperatingEntity, series: Numbering.Series, year: int) -> Numbering:
    """The race: two invoices at once, which would have the same number."""
    which = {"entity": entity, "series": series, "year": year}
    Numbering.objects.bulk_create([Numbering(**which)], ignore_conflicts=True)
    return Numbering.objects.select_for_update(no_key=True).get(**which)
