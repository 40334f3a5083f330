"""The occupation report as a file that a French Excel opens with a double click: semicolons, decimal commas, a BOM."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from coworking.report import Figures, Report

BOM: Final = "\ufeff"
# A spreadsheet takes what begins with one of these for a formula, whoever wrote it.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(made: Report) -> bytes:
    """One row for each week and space, and one for the house with its income; numbers without units."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(_headings())
    lines.writerows(_rows(made))
    return (BOM + written.getvalue()).encode("utf-8")


def _headings() -> list[str]:
    return [
        _("Week"),
        _("First day"),
        _("Last day"),
        _("Room"),
        _("Hours offered"),
        _("Hours booked"),
        _("Hours used"),
        _("Hours used without booking"),
        _("Hours booked and nobody came"),
        _("Bookings to which nobody came"),
        _("Income without VAT (€)"),
        _("€ per hour offered"),
    ]


def _rows(made: Report) -> Iterator[list[str]]:
    for week, line in made.weeks:
        when = [week.name, f"{week.monday:%d/%m/%Y}", f"{week.sunday:%d/%m/%Y}"]
        for space in made.spaces:
            yield [*when, plain(space.local_name), *_figures(line.spaces[space.code]), "", ""]
        yield [*when, _("The whole house"), *_figures(line.total), euros(line.income_cents), euros(line.cents_per_hour)]


def _figures(figures: Figures) -> list[str]:
    minutes = [
        figures.offered_min,
        figures.booked_min,
        figures.used_min,
        figures.walk_in_min,
        figures.no_show_min,
    ]
    return [*(hours(each) for each in minutes), str(figures.no_shows)]


def hours(minutes: int) -> str:
    """`90` → `1,50`"""
    return _comma(Decimal(minutes) / 60)


def euros(cents: int | None) -> str:
    return "" if cents is None else _comma(Decimal(cents) / 100)


def _comma(number: Decimal) -> str:
    return f"{number:.2f}".replace(".", ",")


def plain(text: str) -> str:
    """Words that a spreadsheet leaves alone."""
    return f"'{text}" if text.startswith(FORMULA) else text
