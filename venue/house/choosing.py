"""Which building a request means: its host name, or `?building=<code>`, else the first (DESIGN §4 Buildings)."""

import time

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from venue.errors import NotFound
from venue.house.models import Building


class NoBuildingYet(NotFound):
    """Nobody has written down yet what this house is."""

    code = "no_building_yet"
    message = _("This house opens soon.")


# Every public page asks, and a building changes once in years: each process looks again every few seconds.
_FRESH_SECONDS = 5.0
_known: list[tuple[float, list[Building]]] = []


def forget() -> None:
    """Look again at the next question (tests)."""
    _known.clear()


def building_of(request: HttpRequest | Request) -> Building:
    """The building that `request` is about; `NotFound` for an unknown code, `NoBuildingYet` in a new house."""
    code = request.GET.get("building", "")
    host = request.get_host().rsplit(":", 1)[0]
    buildings = _buildings()
    for building in buildings:
        if building.code == code if code else building.host_name == host:
            return building
    if not buildings:
        raise NoBuildingYet()
    if code:
        raise NotFound()
    return buildings[0]


def _buildings() -> list[Building]:
    # A house without any is asked again each time: whoever has just written its name wants to see it.
    if not _known or not _known[0][1] or time.monotonic() - _known[0][0] > _FRESH_SECONDS:
        _known[:] = [(time.monotonic(), list(Building.objects.all()))]
    return _known[0][1]
