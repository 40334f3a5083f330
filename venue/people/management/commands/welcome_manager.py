"""`manage.py welcome_manager maud@example.org --name Maud`: the first manager of a new house."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from venue.people import persons
from venue.people.models import Person


class Command(BaseCommand):
    help = "Give somebody the role of manager; she then signs in with a code by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="her first name")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        person, _new = Person.objects.get_or_create(email=email, defaults={"first_name": options["name"][:40]})
        persons.give_role(person, "manager")
        self.stdout.write(f"{person} ({email}) is a manager.")
