"""Which building a request means: its host name, or `?building=<code>`, else the first (DESIGN §4 Buildings)."""

from collections.abc import Iterable

from django.http import HttpRequest
from rest_framework.request import Request

from venue.errors import NotFound
from venue.house.models import Building


def building_of(request: HttpRequest | Request, among: Iterable[Building] | None = None) -> Building:
    """The building that `request` is about; `NotFound` for an unknown code.

    `among` are all buildings, in their order, for a caller that has them in memory.
    """
    buildings = Building.objects.all() if among is None else among
    code = request.GET.get("building", "")
    if code:
        chosen = next((building for building in buildings if building.code == code), None)
        if chosen is None:
            raise NotFound()
        return chosen
    host = request.get_host().rsplit(":", 1)[0]
    first = None
    for building in buildings:
        if building.host_name and building.host_name == host:
            return building
        first = first or building
    if first is None:
        raise NotFound()
    return first
