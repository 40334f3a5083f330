"""Who is acting: a person, a paired device, or a guest of whom nothing is known."""

import uuid
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from venue.rows import prepared

if TYPE_CHECKING:
    from venue.people.models import Device, Person

# Crew is everybody with a role but accountant and auditor (DESIGN §1.1).
CREW = frozenset({"host", "cook", "animator", "prescriber", "manager"})
# No building has this id: only a role without a limit counts there.
EVERYWHERE = 0


@dataclass(frozen=True)
class Actor:
    """`ref` names the actor in rows that must outlive it: `person:<uuid>`, `device:<uuid>` or `guest`.

    `limits` holds (role, building id) for each role that counts in that building only. A device may be limited
    further, to `spaces` (codes) and `sittings` (ids); empty means all of them.
    """

    kind: Literal["person", "device", "guest"]
    ref: str
    roles: frozenset[str] = frozenset()
    language: str = "fr"
    name: str = ""
    limits: frozenset[tuple[str, int]] = frozenset()
    spaces: frozenset[str] = frozenset()
    sittings: frozenset[int] = frozenset()

    def has(self, *roles: str, building: int | None = None) -> bool:
        """Whether the actor holds one of these roles; with `building`, whether it counts in that one."""
        held = self.roles & set(roles)
        return any(self._counts_in(building, role) for role in held) if building is not None else bool(held)

    def buildings(self, *roles: str) -> frozenset[int] | None:
        """Ids of the buildings in which one of these roles counts; None when that is everywhere."""
        held = self.roles & set(roles)
        if held - {role for role, _ in self.limits}:
            return None
        return frozenset(place for role, place in self.limits if role in held)

    def _counts_in(self, building: int, role: str) -> bool:
        places = {place for limited, place in self.limits if limited == role}
        return not places or building in places

    @property
    def is_crew(self) -> bool:
        return bool(self.roles & CREW)

    def may_use_space(self, code: str) -> bool:
        return not self.spaces or code in self.spaces

    def may_use_sitting(self, sitting: int) -> bool:
        return not self.sittings or sitting in self.sittings

    @property
    def id(self) -> uuid.UUID | None:
        """The person's or device's own id; None for a guest."""
        return None if self.kind == "guest" else uuid.UUID(self.ref.partition(":")[2])


GUEST = Actor("guest", "guest")


def actor_of(request: HttpRequest) -> Actor:
    """Who sends this request, as the authentication classes found; a guest where nobody asked."""
    actor: Actor = getattr(request, "actor", GUEST)
    return actor


def actor_of_person(person: "Person") -> Actor:
    """One statement: the person's roles."""
    with prepared() as cursor:
        cursor.execute("SELECT name, building_id FROM people_role WHERE person_id = %s", [person.pk])
        grants = set(cursor.fetchall())
    everywhere = {name for name, building in grants if building is None}
    return Actor(
        "person",
        f"person:{person.pk}",
        frozenset(name for name, _ in grants),
        language=person.language,
        name=person.first_name,
        limits=frozenset((name, place) for name, place in grants if place and name not in everywhere),
    )


def actor_of_device(device: "Device") -> Actor:
    roles = frozenset(device.roles)
    place = device.building_id
    return Actor(
        "device",
        f"device:{device.pk}",
        roles,
        name=device.name,
        limits=frozenset((role, place) for role in roles) if place else frozenset(),
        spaces=frozenset(device.spaces),
        sittings=frozenset(device.sittings),
    )


def actor_from_device_token(token: str) -> Actor | None:
    """The device that holds `token`; None when it is unknown, revoked or its lease is over. One statement."""
    from venue.people import devices  # noqa: PLC0415  models cannot load before the apps are ready

    try:
        return actor_of_device(devices.recognise(token))
    except devices.NotRecognised:
        return None


def actor_from_session(key: str) -> Actor | None:
    """The person who is signed in with that session, for a socket; None when it is over. Three statements, no write.

    Not Django's `get_user()`: after a change of SECRET_KEY that gives the session another key, which a socket cannot
    tell the browser.
    """
    from venue.people.models import Person  # noqa: PLC0415  models cannot load before the apps are ready

    if not key.isalnum():
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = Person.objects.filter(pk=session.get(SESSION_KEY), is_active=True).first()
    if person is None:
        return None
    proof = session.get(HASH_SESSION_KEY, "")
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return actor_of_person(person) if any(constant_time_compare(proof, known) for known in hashes) else None
