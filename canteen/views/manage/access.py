"""Who manages what: a role counts in its building, and rows of another building are not found."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from canteen.menus import NamedCookNeeded
from venue.house.models import Building
from venue.people.managing import managed
from venue.people.models import Person
from venue.people.requests import Request

__all__ = ["filled", "managed", "named"]


def named(request: Request) -> Person:
    """The person who answers for what is written.

    A shared phone has no name to give, and some people have not written theirs yet: raises NamedCookNeeded.
    """
    if not isinstance(request.user, Person) or not request.user.first_name:
        raise NamedCookNeeded
    return request.user


def filled(
    form: type[serializers.Serializer[Any]], request: Request, building: Building, *, changing: Any = None
) -> dict[str, Any]:
    """The validated body: all fields of something new, or only those that change in `changing`; else 400."""
    read = form(changing, data=request.data, partial=changing is not None, context={"building": building})
    read.is_valid(raise_exception=True)
    facts: dict[str, Any] = read.validated_data
    return facts
