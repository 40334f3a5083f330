"""The house that all worlds share: its rooms, its kitchen, and everybody who works in it, with a phone each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from canteen.models import Sitting
from events.models import EventDate
from tests import cast
from tests.canteen import kitchen
from tests.events import guests
from tests.people.cast import make_device, make_person
from venue.codes import keys
from venue.people.models import Device, Person

CREW = ("host", "cook", "animator", "prescriber", "manager")
# Amounts without persons (DESIGN §1.1).
BOOKS = ("accountant", "auditor")
PHONES = ("host", "cook", "animator")


@dataclass
class House:
    """`persons` by role, `phones` by role: the token of a paired device."""

    opens_at: datetime
    persons: dict[str, Person] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)
    dates: dict[str, EventDate] = field(default_factory=dict)
    door: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def browser(self, role: str) -> Client:
        """Somebody of that role, just signed in; `guest` is nobody in particular."""
        client = self.client()
        if role != "guest":
            client.force_login(self.persons[role])
        return client

    def phone(self, role: str) -> Client:
        return self.client(headers={"Authorization": f"Device {self.phones[role]}"})

    def client(self, **facts: Any) -> Client:
        """A browser with cookies of its own; all come through the same door, since hanging one costs a while."""
        client = Client(**facts)
        client.handler = self.door
        return client

    def everybody(self, *roles: str) -> dict[str, Client]:
        """A browser for each of these roles, and a phone for each that may have one."""
        seen = {f"{role}'s browser": self.browser(role) for role in roles}
        return seen | {f"{role}'s phone": self.phone(role) for role in roles if role in PHONES}


def open_house(at: datetime) -> House:
    """Sittings, and concerts where one pays what one can: `now` has begun, the next stands, `doomed` is cancelled.

    The next concert has one place, so that somebody waits for it.
    """
    house = House(opens_at=at)
    house.persons = {role: make_person(role.title(), role) for role in (*CREW, *BOOKS)}
    house.phones = {role: make_device(f"{role}'s phone", role)[1] for role in PHONES}
    Device.objects.update(lease_until=at + timedelta(days=9))
    cast.space()
    keys.current()
    menu = kitchen.menu(served_on=timezone.localdate(at))
    kitchen.published(menu, house.persons["cook"], allergens={"milk": "contains"})
    house.sittings = {
        "now": cast.sitting(at - timedelta(minutes=5), menu=menu),
        "tomorrow": cast.sitting(at + timedelta(days=1), menu=menu),
        "doomed": cast.sitting(at + timedelta(minutes=20), menu=menu),
    }
    entity = cast.entity()
    begins = {"now": timedelta(minutes=-5), "later": timedelta(days=3), "doomed": timedelta(days=4)}
    for name, after in begins.items():
        facts = {"capacity": 1 if name == "later" else 40, "starts_at": at + after, "hours": 2}
        house.dates[name] = guests.gig(slug=name, price="free_price", entity=entity, **facts)
    return house
