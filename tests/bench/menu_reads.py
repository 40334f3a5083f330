"""Reading the coming two weeks: our board, first told and unchanged, beside a stock DRF list of the same data.

Both go through the whole of Django (middleware, permissions, throttles) in one process, on the demo house.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  the apps come first
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402

from canteen.models import Dish, DishAllergen, Sitting  # noqa: E402
from tests.bench.tables import RUNS, Figure, Table, ratio  # noqa: E402
from venue.house import demo as house_demo  # noqa: E402
from venue.people.permissions import Anyone  # noqa: E402
from venue.spaces import demo as spaces_demo  # noqa: E402

READS = 40


class StockAllergen(serializers.ModelSerializer[DishAllergen]):
    class Meta:
        model = DishAllergen
        fields = ["allergen", "answer"]


class StockDish(serializers.ModelSerializer[Dish]):
    allergens = StockAllergen(many=True)

    class Meta:
        model = Dish
        fields = ["id", "course", "name", "tags", "allergens"]


class StockSitting(serializers.ModelSerializer[Sitting]):
    space = serializers.CharField(source="space.code")
    covers_left = serializers.IntegerField()
    cost_breakdown = serializers.SerializerMethodField()
    dishes = StockDish(source="menu.dishes", many=True)

    class Meta:
        model = Sitting
        fields = [
            "id",
            "starts_at",
            "ends_at",
            "space",
            "title",
            "state",
            "covers",
            "covers_left",
            "equilibrium_cents",
            "cost_breakdown",
            "dishes",
        ]

    def get_cost_breakdown(self, sitting: Sitting) -> list[dict[str, Any]]:
        if sitting.cost_version is None or sitting.equilibrium_cents is None:
            return []
        return [part._asdict() for part in sitting.cost_version.breakdown(price_cents=sitting.equilibrium_cents)]


class StockSittings(generics.ListAPIView[Sitting]):
    permission_classes = [Anyone]
    serializer_class = StockSitting

    def get_queryset(self) -> Any:
        now = timezone.now()
        coming = Sitting.objects.public().between(now, now + timedelta(days=14)).with_covers_left()
        return coming.select_related("space", "cost_version", "menu").prefetch_related("menu__dishes__allergens")


urlpatterns = [path("stock/", StockSittings.as_view()), path("", include("venue.urls"))]


@contextmanager
def a_demo_house() -> Iterator[None]:
    """A database of its own, seeded as of today and thrown away afterwards."""
    from canteen import demo

    owner = settings.DATABASES.get("owner", {})
    connection.settings_dict |= {name: owner[name] for name in ("USER", "PASSWORD") if name in owner}
    connection.settings_dict["OPTIONS"].pop("pool", None)
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        today = timezone.localdate()
        for seed in (house_demo.seed, spaces_demo.seed, demo.seed):
            seed(today)
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def a_second(read: Callable[[], Any], status: int) -> float:
    began = perf_counter()
    for _ in range(READS):
        if read().status_code != status:
            raise RuntimeError("not the answer that was to be measured")
    return READS / (perf_counter() - began)


def measure() -> list[Table]:
    stock, ours, unchanged = Figure("reads/s"), Figure("reads/s"), Figure("reads/s")
    with a_demo_house(), override_settings(ROOT_URLCONF=__name__, DEBUG=False, ALLOWED_HOSTS=["*"], DEMO=False):
        client = Client()
        board = "/api/v1/canteen/sittings/"
        first = client.get(board)
        etag, told = first["ETag"], len(first.json()["results"])
        for _ in range(RUNS):
            stock.runs.append(a_second(lambda: client.get("/stock/"), 200))
            ours.runs.append(a_second(lambda: client.get(board), 200))
            unchanged.runs.append(a_second(lambda: client.get(board, headers={"if-none-match": etag}), 304))
    table = Table(f"Reading {told} sittings with their menus, one process", ["what", "median (min … max)", "× stock"])
    table.rows = [
        ["stock DRF ModelSerializer list", str(stock), "1"],
        ["the board, told", str(ours), ratio(ours, stock)],
        ["the board, unchanged (304)", str(unchanged), ratio(unchanged, stock)],
    ]
    return [table]
