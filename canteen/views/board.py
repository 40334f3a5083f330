"""What anybody may read about the sittings. Unchanged answers are 304, and cost one statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from time import monotonic
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import board, sittings
from canteen.serializers.board import SittingDetailSerializer, SittingListSerializer
from venue import rules
from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.house.models import Building
from venue.people.permissions import Anyone
from venue.people.requests import Request

LOOK_EVERY_S: Final = 15
USUAL_DAYS: Final = 14
MOST_DAYS: Final = 31

WINDOW = [
    OpenApiParameter("from", OpenApiTypes.STR, description="A day, or a time with its offset. Default: today."),
    OpenApiParameter("to", OpenApiTypes.STR, description="A day (included), or a time. At most 31 days in all."),
    OpenApiParameter("building", OpenApiTypes.STR),
]


class SittingsView(APIView):
    permission_classes = [Anyone]

    @extend_schema(parameters=WINDOW, responses=SittingListSerializer, operation_id="canteen_sittings")
    def get(self, request: Request) -> HttpResponse | Response:
        """The sittings of the coming days, with what there is to eat and how many covers are left."""
        building = building_of(request)
        starts, ends = window(request, building)
        if settings.DEMO:
            see_to_the_trial(int(monotonic() // LOOK_EVERY_S))
        pages = board.pages(building, starts, ends)
        return unless_unchanged(request, board.fingerprint(pages), lambda: f'{{"results":[{",".join(pages)}]}}')


class SittingView(APIView):
    permission_classes = [Anyone]

    @extend_schema(responses=SittingDetailSerializer, operation_id="canteen_sitting")
    def get(self, request: Request, pk: int) -> HttpResponse | Response:
        """One sitting, with the allergen sheet of its dishes and the words beside its price."""
        building = building_of(request)
        found = board.row(building, pk)
        if found is None:
            raise NotFound
        price = board.price(building, found)
        etag = board.fingerprint(found, price, rules.get("order.max_covers"))
        return unless_unchanged(request, etag, lambda: board.as_json(detail(found, price)))


@lru_cache(maxsize=1)
def see_to_the_trial(moment: int) -> None:
    """Once per process and moment, however many read."""
    del moment
    sittings.ensure_trial()


def detail(found: board.Row, price: dict[str, Any]) -> dict[str, Any]:
    return board.tell([found])[0] | {
        "allergen_names": board.allergen_names(),
        "allergen_sheet": board.allergen_sheet(found["menu_id"]),
        "price": price,
        "max_covers": rules.get("order.max_covers"),
    }


def unless_unchanged(request: Request, etag: str, write: Callable[[], str]) -> HttpResponse:
    """304 for who already has this; else the JSON that `write` writes: no renderer stands between."""
    if answer := get_conditional_response(request._request, etag=etag):
        unchanged: HttpResponse = answer
        return unchanged
    fresh = HttpResponse(write(), content_type="application/json")
    fresh["ETag"] = etag
    fresh["Cache-Control"] = "no-cache"
    return fresh


def window(request: Request, building: Building) -> tuple[datetime, datetime]:
    """The asked period, in whole days of the house's zone where days were given; 400 when it makes no sense."""
    zone = ZoneInfo(building.time_zone)
    today = timezone.now().astimezone(zone).date()
    starts = moment(request, "from", zone) or midnight(today, zone)
    ends = moment(request, "to", zone, last=True) or midnight(
        starts.astimezone(zone).date() + timedelta(days=USUAL_DAYS), zone
    )
    if not starts < ends:
        raise serializers.ValidationError({"to": [_("The end comes before the beginning.")]})
    if ends - starts > timedelta(days=MOST_DAYS, hours=1):  # an hour for the night of the clock change
        raise serializers.ValidationError({"to": [_("At most 31 days at once.")]})
    return starts, ends


def moment(request: Request, name: str, zone: ZoneInfo, *, last: bool = False) -> datetime | None:
    written = request.query_params.get(name)
    if not written:
        return None
    try:
        if len(written) <= 10 and (day := parse_date(written)):
            return midnight(day + timedelta(days=1) if last else day, zone)
        # A browser that forgets to escape the plus of an offset sends a space.
        at = parse_datetime(written.replace(" ", "+")) if len(written) <= 40 else None
    except (ValueError, OverflowError):
        at = None
    if at is None or timezone.is_naive(at) or not 2000 <= at.year <= 2200:
        raise serializers.ValidationError({name: [_("A day is needed, or a time with its offset.")]})
    return at


def midnight(day: date, zone: ZoneInfo) -> datetime:
    if not 2000 <= day.year <= 2200:
        raise ValueError(day)
    return datetime.combine(day, time.min, tzinfo=zone)
