"""`manage.py verify_ledger`: is every journal what was written? Exit code 1, and the first broken entry, if not."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from venue.house.models import OperatingEntity
from venue.money import ledger


class Command(BaseCommand):
    help = "Checks every entry of the journals and names the first broken one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--entity", help="code of one legal body; all of them without it")
        parser.add_argument("--expect", default="", metavar="NUMBER:HASH", help="a head that was noted earlier")
        parser.add_argument("--workers", type=int, default=2, help="connections that read at once")

    def handle(self, *args: Any, **options: Any) -> None:
        entities = OperatingEntity.objects.all()
        if options["entity"]:
            entities = entities.filter(code=options["entity"])
        if not entities:
            raise CommandError(f"There is no legal body {options['entity'] or ''}.")
        if options["expect"] and (
            not options["entity"] or not re.fullmatch(r"\d{1,18}:[0-9a-f]{64}", options["expect"])
        ):
            raise CommandError("--expect takes NUMBER:HASH and needs --entity.")
        broken = 0
        for entity in entities:
            verdict = ledger.verify(entity, expect=options["expect"], workers=options["workers"])
            if verdict:
                self.stdout.write(f"{entity.code}: {verdict.entries} entries, all as written. Head {verdict.head}")
            else:
                broken += 1
                self.stderr.write(f"{entity.code}: entry {verdict.first_broken} is broken: {verdict.what}")
        if broken:
            raise CommandError("A journal has been tampered with.")
