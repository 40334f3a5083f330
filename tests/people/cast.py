"""The cast: Amina (guest), Bruno (crew), Chidi (host), Dora (outsider), and the phones of the team."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from rest_framework.test import APIClient

from venue.house.models import Building
from venue.people import devices
from venue.people.models import Device, Person


def make_building(code: str = "preau", **facts: Any) -> Building:
    return Building.objects.get_or_create(code=code, defaults={"name": "Le Préau", "public_cap": 190} | facts)[0]


def make_person(first_name: str, *roles: str, building: Building | None = None, **facts: Any) -> Person:
    facts.setdefault("email", f"{first_name.lower()}@example.org")
    person = Person.objects.create(first_name=first_name, **facts)
    for role in roles:
        person.roles.create(name=role, building=building)
    return person


def make_device(name: str = "Door 1", *roles: str, **facts: Any) -> tuple[Device, str]:
    token = devices.make_token()
    now = timezone.now()
    facts.setdefault("lease_until", now + timedelta(hours=12))
    device = Device.objects.create(
        name=name, roles=list(roles) or ["host"], token_hash=devices.hash_of(token), **({"seen_at": now} | facts)
    )
    return device, token


def browser(person: Person | None = None) -> APIClient:
    """A browser, with the session of `person` if given."""
    client = APIClient()
    if person is not None:
        client.force_login(person)
    return client


def phone(token: str) -> APIClient:
    return APIClient(HTTP_AUTHORIZATION=f"Device {token}")
