from typing import Any

from django.core.management.base import BaseCommand

from venue.codes import keys


class Command(BaseCommand):
    help = "Begin a new signing key for tickets. Tickets already handed out stay good."

    def handle(self, *args: Any, **options: Any) -> None:
        fresh = keys.rotate()
        self.stdout.write(f"New tickets are signed with the key {fresh}.")
