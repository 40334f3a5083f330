"""What coworking's public addresses say of themselves when a link is shared."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from venue.house.models import Building
from venue.pages import Card


def work(building: Building, *, language: str) -> Card:
    del language
    description = _("Desks, study seats at no charge and rooms: see on the plan what is free, and book it.")
    return Card(
        title=_("Work at %(house)s") % {"house": building.name},
        description=description,
        asks=[today(), "/api/v1/venue/"],
    )


def today() -> str:
    """What `readDay` of the browser asks for (frontend/src/lib/api/coworking.ts)."""
    return f"/api/v1/coworking/availability/?date={timezone.localdate()}"


def bookings(building: Building, *, language: str) -> Card:
    del language
    return Card(title=_("My bookings – %(house)s") % {"house": building.name}, description="", listed=False)


def here(building: Building, *, language: str) -> Card:
    """Where the square on a desk leads."""
    del language
    return Card(title=_("My place – %(house)s") % {"house": building.name}, description="", listed=False)


def passes(building: Building, *, language: str) -> Card:
    del language
    description = _("A desk by the hour, by the day or by the month, and at what you can; study seats at no charge.")
    return Card(
        title=_("Passes and prices – %(house)s") % {"house": building.name},
        description=description,
        asks=["/api/v1/coworking/offers/"],
    )
