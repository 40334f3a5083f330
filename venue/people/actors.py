"""Who is acting: a person, a paired device, or a guest of whom nothing is known."""

from dataclasses import dataclass
from typing import Literal

# Crew is everybody with a role but accountant and auditor (DESIGN §1.1).
CREW = frozenset({"host", "cook", "animator", "prescriber", "manager"})


@dataclass(frozen=True)
class Actor:
    """`ref` names the actor in rows that must outlive it: `person:<uuid>`, `device:<uuid>` or `guest`."""

    kind: Literal["person", "device", "guest"]
    ref: str
    roles: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))

    @property
    def is_crew(self) -> bool:
        return bool(self.roles & CREW)


GUEST = Actor("guest", "guest")
