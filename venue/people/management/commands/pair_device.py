"""`manage.py pair_device --role host --name "Door 1"` prints the token of a new phone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from venue.house.models import Building
from venue.people import pairing
from venue.people.models import Scope


class Command(BaseCommand):
    help = "Pair a phone without a code: prints the token for its Authorization header."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", action="append", required=True, choices=[role.value for role in Scope.ROLES])
        parser.add_argument("--name", required=True, help='how the team calls it: "Door 1"')
        parser.add_argument("--building", help="the code of the only building where it counts")
        parser.add_argument("--space", action="append", default=[], help="the code of a space; repeat for several")

    def handle(self, *args: Any, **options: Any) -> None:
        building = None
        if options["building"]:
            building = Building.objects.filter(code=options["building"]).first()
            if building is None:
                raise CommandError(f"There is no building {options['building']!r}.")
        device, token = pairing.welcome(
            options["name"][:40], roles=sorted(set(options["role"])), building=building, spaces=options["space"]
        )
        self.stdout.write(token)
        self.stderr.write(f"{device.name}: {', '.join(device.roles)}, until {device.lease_until:%Y-%m-%d %H:%M} UTC")
