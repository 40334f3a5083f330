"""Reading how full the house is: ours, told anew and unchanged, beside a stock DRF list of the same data.

Both go through the whole of Django (middleware, permissions, throttles) in one process, on the demo house, with a
lunch of 90 scans behind it. The stock list counts as simply as can be (last recount plus what came after it): it knows
no closing time, no estimated leaving and no claimed layouts.
"""

import uuid
from datetime import timedelta
from typing import Any

from tests.bench.menu_reads import a_demo_house, a_second  # sets Django up

from django.db.models import IntegerField, Max, OuterRef, Q, Subquery, Sum  # isort: skip
from django.db.models.functions import Coalesce, Greatest  # isort: skip
from django.test import Client, override_settings  # isort: skip
from django.urls import include, path  # isort: skip
from django.utils import timezone  # isort: skip
from rest_framework import generics, serializers  # isort: skip

from tests.bench.tables import RUNS, Figure, Table, ratio  # isort: skip
from venue.people.permissions import Anyone  # isort: skip
from venue.spaces import levels, occupancy  # isort: skip
from venue.spaces.models import Layout, Movement, Recount, Space  # isort: skip


class StockSpace(serializers.ModelSerializer[Space]):
    space = serializers.CharField(source="code")
    level = serializers.SerializerMethodField()
    free = serializers.SerializerMethodField()
    revision = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    class Meta:
        model = Space
        fields = ["space", "level", "free", "revision", "updated_at"]

    def get_level(self, space: Any) -> str:
        if space.updated_at is None or space.updated_at < timezone.now() - timedelta(minutes=20):
            return "unknown"
        return levels.level(space.present, space.capacity, levels.thresholds(space.building_id))

    def get_free(self, space: Any) -> int | str | None:
        return levels.free(space.present, space.capacity) if space.has_bookable_seats else None


class StockOccupancy(generics.ListAPIView[Space]):
    permission_classes = [Anyone]
    serializer_class = StockSpace

    def get_queryset(self) -> Any:
        last = Recount.objects.filter(space=OuterRef("pk")).order_by("-at")
        moved = Movement.objects.filter(space=OuterRef("pk")).order_by().values("space")
        after = moved.filter(Q(at__gt=OuterRef("counted_at")) | Q(space__recounts=None))
        usual = Layout.objects.filter(space=OuterRef("pk"), is_default=True)
        number = {"output_field": IntegerField()}
        return Space.objects.filter(public=True, building__code="preau").annotate(
            counted_at=Subquery(last.values("at")[:1]),
            capacity=Subquery(usual.values("capacity")[:1]),
            present=Coalesce(Subquery(last.values("present")[:1]), 0)
            + Coalesce(Subquery(after.annotate(sum=Sum("step")).values("sum"), **number), 0),
            revision=Coalesce(Subquery(moved.annotate(sum=Max("pk")).values("sum"), **number), 0),
            updated_at=Greatest("counted_at", Subquery(moved.annotate(last=Max("at")).values("last"))),
        )


urlpatterns = [path("stock/", StockOccupancy.as_view()), path("", include("venue.urls"))]


def a_lunch() -> None:
    """Two sittings scanned into the canteen, the second one still there; a few taps at the hall's door."""
    canteen, hall = (Space.objects.get(code=code) for code in ("CANT", "HALL"))
    now = timezone.now()
    for about, began in (("sitting:1", 70), ("sitting:2", 20)):
        for minute in range(45):
            until = now - timedelta(minutes=began - 50)
            at = now - timedelta(minutes=began) + timedelta(seconds=20 * minute)
            occupancy.arrive(canteen, 1, request_id=uuid.uuid4(), by="bench", at=at, about=about, until=until)
    for _ in range(20):
        occupancy.move(hall, 1, request_id=uuid.uuid4(), by="bench")


def measure() -> list[Table]:
    stock, changed, ours, unchanged = (Figure("reads/s") for _ in range(4))
    with a_demo_house(), override_settings(ROOT_URLCONF=__name__, DEBUG=False, ALLOWED_HOSTS=["*"], DEMO=False):
        client, address = Client(), "/api/v1/occupancy/"
        a_lunch()
        hall = Space.objects.get(code="HALL")

        def read_after_a_step() -> Any:
            occupancy.move(hall, 1, request_id=uuid.uuid4(), by="bench")
            return client.get(address)

        for _ in range(RUNS):
            stock.runs.append(a_second(lambda: client.get("/stock/"), 200))
            changed.runs.append(a_second(read_after_a_step, 200))
            ours.runs.append(a_second(lambda: client.get(address), 200))
            tag = client.get(address)["ETag"]
            unchanged.runs.append(a_second(lambda tag=tag: client.get(address, headers={"if-none-match": tag}), 304))
    table = Table("Reading how full ten rooms are, one process", ["what", "median (min … max)", "× stock"])
    table.rows = [
        ["stock DRF ModelSerializer list", str(stock), "1"],
        ["ours, each read after a new movement (which is counted in)", str(changed), ratio(changed, stock)],
        ["ours, told", str(ours), ratio(ours, stock)],
        ["ours, unchanged (304)", str(unchanged), ratio(unchanged, stock)],
    ]
    return [table]
