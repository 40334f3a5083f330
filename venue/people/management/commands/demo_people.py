"""`manage.py demo_people` says who lives in the demo house and how to become each of them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from venue.people.demo import told


class Command(BaseCommand):
    help = "The demo's people, and how to sign in as each of them."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo house (DEMO=1).")
        with translation.override(options.get("language") or settings.LANGUAGE_CODE):
            self.stdout.write(_("To become one of these people: enter the address on {door}").format(door=door()))
            self.stdout.write(_("then the code that appears in this terminal and on {page}").format(page=mailbox()))
            self.stdout.write("")
            for email, first_name, roles in told():
                self.stdout.write(f"  {email:22} {first_name:9} {roles}")


def door() -> str:
    return f"{settings.PUBLIC_URL}/connexion/"


def mailbox() -> str:
    return f"{settings.PUBLIC_URL}/demo/mail/"
