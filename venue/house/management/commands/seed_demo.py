"""`manage.py seed_demo`: the demo house of DOMAIN §11, its dates rolled to today; safe to run again at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from venue.house import demo


class Command(BaseCommand):
    help = "Fill the demo house, or move its dates to today."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        demo.seed_all()
