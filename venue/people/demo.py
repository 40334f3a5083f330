"""The demo people of DOMAIN §11.8: fictional first names, addresses that no mail server will ever reach."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from venue.people.models import Person, Role


class Somebody(NamedTuple):
    first_name: str
    roles: tuple[str, ...]
    language: str = "fr"

    @property
    def email(self) -> str:
        letters = unicodedata.normalize("NFD", self.first_name.lower())
        plain = "".join(letter for letter in letters if letter.isascii())
        return f"{plain}@example.org"


# One manager, eight hosts, cooks and animators, two prescribers, those who look at the accounts.
TEAM = [
    Somebody("Maud", ("manager",)),
    Somebody("Chidi", ("host",)),
    Somebody("Inès", ("host",)),
    Somebody("Sofiane", ("host", "cook")),
    Somebody("Bruno", ("cook",)),
    Somebody("Fatou", ("cook",)),
    Somebody("Lucie", ("cook", "host")),
    Somebody("Noé", ("animator",)),
    Somebody("Aïcha", ("animator", "host"), "en"),
    Somebody("Hélène", ("prescriber",)),
    Somebody("Karim", ("prescriber",)),
    Somebody("Odile", ("accountant",)),
    Somebody("Théo", ("auditor",)),
]
# They come to work and to study. An address is enough to book; no role.
GUESTS = [
    Somebody("Nadia", ()),
    Somebody("Oscar", (), "en"),
    Somebody("Émile", ()),
    Somebody("Jade", ()),
    Somebody("Kenza", ()),
    Somebody("Louis", ()),
    Somebody("Manon", ()),
    Somebody("Tomás", (), "en"),
]
# Each has a desk of her own upstairs.
RESIDENTS = [Somebody(name, ()) for name in ("Anouk", "Basile", "Céleste", "Driss", "Elif", "Florian")]
# No address, no role: their first names are enough to lend a hand.
VOLUNTEERS = [
    "Amadou", "Brigitte", "Camille", "Dimitri", "Elsa", "Félix", "Ginette", "Hugo",
    "Jeanne", "Léo", "Mariam", "Paul", "Rosa", "Yuki",
]  # fmt: skip


def seed(today: date) -> None:
    """The team, its volunteers, and those who book places; safe to run again."""
    first_day = timezone.make_aware(datetime.combine(today - timedelta(days=400), time(9)))
    for somebody in [*TEAM, *GUESTS, *RESIDENTS]:
        person, new = Person.objects.get_or_create(
            email=somebody.email,
            defaults={"first_name": somebody.first_name, "language": somebody.language, "joined_at": first_day},
        )
        if new:  # later starts leave alone what the demo's visitors changed
            person.roles.bulk_create(Role(person=person, name=role, given_at=first_day) for role in somebody.roles)
    for first_name in VOLUNTEERS:
        Person.objects.get_or_create(
            first_name=first_name, email=None, phone=None, defaults={"joined_at": first_day + timedelta(days=30)}
        )


def told() -> Iterator[tuple[str, str, str]]:
    """(address, first name, roles in words) of those whom one may want to become in the demo house."""
    for somebody in TEAM:
        yield somebody.email, somebody.first_name, ", ".join(str(Role.Name(role).label) for role in somebody.roles)
    for somebody, what in ((GUESTS[0], _("books a study seat")), (RESIDENTS[0], _("has a desk of her own"))):
        yield somebody.email, somebody.first_name, what
