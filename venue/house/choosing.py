"""Which building a request means: its host name, or `?building=<code>`, else the first (DESIGN §4 Buildings)."""

from django.http import HttpRequest
from rest_framework.request import Request

from venue.errors import NotFound
from venue.house.models import Building


def building_of(request: HttpRequest | Request) -> Building:
    """The building that `request` is about; `NotFound` for an unknown code."""
    code = request.GET.get("building", "")
    if code:
        chosen = Building.objects.filter(code=code[:20].replace("\x00", "")).first()
        if chosen is None:
            raise NotFound()
        return chosen
    host = request.get_host().rsplit(":", 1)[0]
    first = None
    for building in Building.objects.all():
        if building.host_name and building.host_name == host:
            return building
        first = first or building
    if first is None:
        raise NotFound()
    return first
