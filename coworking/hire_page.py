"""What the address where rooms are asked for says of itself when it is shared."""

from __future__ import annotations

from django.utils.translation import gettext as _

from venue.house.models import Building
from venue.pages import Card


def ask(building: Building, *, language: str) -> Card:
    del language
    return Card(
        title=_("Ask for a room – %(house)s") % {"house": building.name},
        description=_("A meeting, a party, a concert, a course: the rooms, how many they hold, what they cost."),
        asks=["/api/v1/coworking/hire-rooms/"],
    )
