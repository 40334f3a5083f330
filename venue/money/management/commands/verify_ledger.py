"""`manage.py verify_ledger`: is every journal what was written? Exit code 1, and the first broken entry, if not."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

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
            raise CommandError(_("There is no such legal body."))
        if options["expect"] and (
            not options["entity"] or not re.fullmatch(r"\d{1,18}:[0-9a-f]{64}", options["expect"])
        ):
            raise CommandError(_("--expect takes NUMBER:HASH and needs --entity."))
        broken = 0
        for entity in entities:
            verdict = ledger.verify(entity, expect=options["expect"], workers=options["workers"])
            if verdict:
                words = _("%(entity)s: %(entries)s entries, all as they were written. Head %(head)s")
                facts = {"entity": entity.code, "entries": verdict.entries, "head": verdict.head}
                self.stdout.write(words % facts)
            else:
                broken += 1
                words = _("%(entity)s: entry %(number)s is broken (%(what)s).")
                facts = {"entity": entity.code, "number": verdict.first_broken, "what": verdict.words}
                self.stderr.write(words % facts)
        if broken:
            raise CommandError(_("A journal has been tampered with."))
