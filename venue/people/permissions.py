"""Who may: deny by default, then a word. A permission asks the actor only; which row is the view's query."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from venue.people.actors import CREW, actor_of

if TYPE_CHECKING:  # rest_framework.views reads our settings while it loads
    from rest_framework.views import APIView


class Nobody(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return False


class Anyone(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return True


class SignedIn(BasePermission):
    """A person with a session; devices and guests are not."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return actor_of(request).kind == "person"


class Known(BasePermission):
    """A person or a paired device."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return actor_of(request).kind != "guest"


class OfRole(BasePermission):
    roles: ClassVar[frozenset[str]] = frozenset()

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return actor_of(request).has(*self.roles)


class Crew(OfRole):
    """Anybody with a role but accountant and auditor."""

    roles = CREW


class PerMethod:
    """For a view whose methods are open to different people: `who_may = {"GET": Anyone, "POST": SignedIn}`."""

    who_may: ClassVar[Mapping[str, type[BasePermission]]] = {}

    def get_permissions(self) -> list[BasePermission]:
        method = getattr(getattr(self, "request", None), "method", None) or "GET"
        return [self.who_may.get("GET" if method in {"HEAD", "OPTIONS"} else method, Nobody)()]


@functools.cache
def HasRole(*roles: str) -> type[OfRole]:  # noqa: N802  it reads as the class that it makes
    """`permission_classes = [HasRole("host", "manager")]`: one of these roles, held by a person or a device."""
    return type("HasRole_" + "_".join(sorted(roles)), (OfRole,), {"roles": frozenset(roles)})
