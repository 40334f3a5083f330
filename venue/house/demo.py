"""The demo house of DOMAIN §11.1–11.2: a fictional place in real streets."""

from datetime import date
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from venue.house.models import Building, OperatingEntity


@transaction.atomic
def seed_all() -> None:
    """Every room's demo rows, from the ground floor up (`settings.DEMO_SEEDS`), with dates that derive from today."""
    for room in settings.DEMO_SEEDS:
        import_module(room).seed(timezone.localdate())


def seed(today: date) -> None:
    """Le Préau and its two legal bodies; safe to run again."""
    del today
    Building.objects.update_or_create(
        code="preau",
        defaults={
            "name": "Le Préau",
            "address": "12 rue Rabanesse",
            "postcode": "63000",
            "city": "Clermont-Ferrand",
            "latitude": "45.7722",
            "longitude": "3.0812",
            "erp_types": "N L S W",
            "public_cap": 190,
            "basement_cap": 19,
            "directions": "Arrêt de tram Universités, puis trois minutes à pied par la rue Kessler. "
            "Entrée de plain-pied par la cour, la porte bleue.",
            "directions_en": "Tram stop Universités, then three minutes on foot along rue Kessler. "
            "Step-free entrance through the yard, the blue door.",
        },
    )
    OperatingEntity.objects.update_or_create(
        code="scic",
        defaults={
            "name": "SCIC Le Préau",
            "legal_form": "scic_sas",
            "vat_registered": True,
            # Its check digit is wrong, so that no real body ever has it.
            "siret": "99999999900010",
            "address": "12 rue Rabanesse, 63000 Clermont-Ferrand",
            "legal_mention": "SAS à capital variable, RCS Clermont-Ferrand 999 999 999",
            "iban": "FR00 0000 0000 0000 0000 0000 000",
        },
    )
    OperatingEntity.objects.update_or_create(
        code="tablee",
        defaults={
            "name": "Association La Grande Tablée",
            "legal_form": "association",
            "vat_registered": True,
            "general_interest": True,
            "bar_quota": 5,
        },
    )
