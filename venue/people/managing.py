"""Who manages what: a role counts in its building."""

from rest_framework.exceptions import PermissionDenied

from venue.house.choosing import building_of
from venue.house.models import Building
from venue.people.requests import Request


def managed(request: Request, *roles: str) -> Building:
    """The building that the request is about; 403 when none of the caller's roles counts there."""
    building = building_of(request)
    if not request.actor.has(*roles, building=building.pk):
        raise PermissionDenied
    return building
