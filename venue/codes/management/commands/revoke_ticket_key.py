from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from venue.codes import keys
from venue.codes.models import SigningKey


class Command(BaseCommand):
    help = "Revoke a signing key that somebody else may hold: no QR code that it signed is good any longer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="the key's eight signs, as in the admin's list or in bytes 3–6 of a token")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            revoked = keys.revoke(bytes.fromhex(options["key"]))
        except (ValueError, SigningKey.DoesNotExist):
            known = ", ".join(str(key) for key in SigningKey.objects.filter(revoked_at=None))
            raise CommandError(f"There is no such key. Those that count: {known or 'none'}.") from None
        signs = SigningKey.objects.get(retired_at=None)
        self.stdout.write(f"{revoked} is revoked: its QR codes scan as forged. New ones are signed with {signs}.")
        self.stdout.write("Guests open their ticket's page again, or say the short code; paper must be printed anew.")
