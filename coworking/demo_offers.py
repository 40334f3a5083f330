"""The demo's price list (DOMAIN §11.6); safe to run again."""

from __future__ import annotations

from typing import Any

from coworking.models import Kind, Offer, Unit
from venue.house.models import OperatingEntity

SORT = Offer.Sort
DESKS = [Kind.DESK]

OFFERS: list[dict[str, Any]] = [
    {"code": "hour", "name": "Heure", "name_en": "Hour", "kind": SORT.HOUR, "price_cents": 300},
    {"code": "half-day", "name": "Demi-journée", "name_en": "Half-day", "kind": SORT.HALF_DAY, "price_cents": 800},
    {"code": "day", "name": "Journée", "name_en": "Day", "kind": SORT.DAY, "price_cents": 1_400},
    {
        "code": "carnet",
        "name": "Carnet de 10 demi-journées",
        "name_en": "Book of 10 half-days",
        "kind": SORT.TICKET_BOOK,
        "price_cents": 7_000,
        "units": 10,
        "unit": Unit.HALF_DAY,
        "months": 12,
    },
    {
        "code": "mi-temps",
        "name": "Mi-temps, 10 jours par mois",
        "name_en": "Part-time, 10 days a month",
        "kind": SORT.PART_TIME,
        "price_cents": 9_500,
        "days_per_month": 10,
        "renews": True,
    },
    {
        "code": "resident",
        "name": "Résident·e",
        "name_en": "Resident",
        "kind": SORT.RESIDENT,
        "price_cents": 17_000,
        "renews": True,
    },
    {
        "code": "solidaire",
        "name": "Carnet solidaire de 10 demi-journées",
        "name_en": "Solidarity book of 10 half-days",
        "kind": SORT.SOLIDARITY,
        "price_cents": None,
        "units": 10,
        "unit": Unit.HALF_DAY,
        "months": 12,
    },
    {
        "code": "etude",
        "name": "Place d’étude",
        "name_en": "Study seat",
        "kind": SORT.STUDY,
        "price_cents": 0,
        "resource_kinds": [Kind.STUDY_SEAT],
    },
]


def seed_offers() -> None:
    """Once: later starts leave alone what the demo's visitors changed."""
    scic = OperatingEntity.objects.get(code="scic")
    for position, offer in enumerate(OFFERS):
        plain = {"entity": scic, "position": position, "resource_kinds": DESKS}
        Offer.objects.get_or_create(code=offer["code"], defaults=plain | offer)
