"""Who keeps an entrance: the team and the hosts, their phones, and whoever leads an event on site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from events import team
from events.models import Event
from venue.people.actors import actor_of

if TYPE_CHECKING:  # rest_framework.views reads our settings while it loads
    from rest_framework.views import APIView


class AtAnEntrance(BasePermission):
    """Which one is asked when a ticket is shown: `team.keeps_entrance`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        actor = actor_of(request)
        if actor.has(*team.AT_THE_DOOR):
            return True
        return actor.kind == "person" and Event.objects.filter(site_lead=actor.id).exists()
