"""What the house knows of somebody, told to her and erased when she asks (DOMAIN REQ-P3).

Each room tells and forgets its own (`settings.OWN_DATA`). Bookings have no person; those that name her address count as
hers once that address is proven, because whoever reads its letters could open them anyway.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from venue.people import persons
from venue.people.models import PairingCode, Person


def told_to(person: Person) -> dict[str, Any]:
    """Everything that leads to her, by room."""
    address = proven_address(person)
    rooms = {room: import_string(f"{module}.told_to")(person, address) for room, module in settings.OWN_DATA.items()}
    return {"people": _people(person)} | rooms


@transaction.atomic
def erase(person: Person) -> None:
    """She is forgotten at once; what she answered for stays without her name. Raises LastManager."""
    persons.keep_a_manager(without=person)
    address = proven_address(person)
    for module in settings.OWN_DATA.values():
        import_string(f"{module}.forget")(person, address)
    persons.erase(person)


def proven_address(person: Person) -> str:
    """Her e-mail if she has shown that she reads it, else ''."""
    proven = EmailAddress.objects.filter(user=person, email=person.email or "", verified=True)
    return person.email or "" if proven.exists() else ""


def _people(person: Person) -> dict[str, Any]:
    return {
        "first_name": person.first_name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "joined_at": person.joined_at,
        "last_sign_in": person.last_login,
        "roles": [
            {"role": role.name, "building": role.building.code if role.building else None, "given_at": role.given_at}
            for role in person.roles.select_related("building").order_by("given_at", "pk")
        ],
        "ways_in": [
            {"kind": way.type, "since": way.created_at, "last_used": way.last_used_at}
            for way in Authenticator.objects.filter(user=person).order_by("pk")
        ],
        "pairing_codes": list(PairingCode.objects.filter(made_by=person).values("made_at", "valid_until", "roles")),
    }
