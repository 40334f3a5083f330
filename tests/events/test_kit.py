"""Kit is never promised twice: single items by the database, stocks at the fullest moment (REQ-S6)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from events import kit
from events.models import KitReservation
from tests.events import cast
from tests.events.cast import HOUR, MONDAY, SATURDAY

pytestmark = pytest.mark.django_db
S = KitReservation.State


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_a_stock_is_counted_at_its_fullest_moment() -> None:
    tables, early = cast.item(), cast.date()
    late = cast.date(early.event, SATURDAY + 10 * HOUR)
    cast.reserved(early, tables, 12)
    cast.reserved(late, tables, 12)  # they never meet
    all_day = cast.date(early.event, hours=14)

    with pytest.raises(kit.KitTaken) as refused:
        cast.reserved(all_day, tables, 9)

    told = refused.value.figures["conflicts"]
    assert [(it["asked"], it["free"], it["quantity"], it["with"]) for it in told] == [(9, 8, 12, "Jeux de rue")] * 2
    assert cast.reserved(all_day, tables, 8).quantity == 8


def test_asking_again_replaces_what_was_asked() -> None:
    tables, date = cast.item(), cast.date()
    for quantity in (12, 20):
        cast.reserved(date, tables, quantity)
    assert list(KitReservation.objects.values_list("quantity", flat=True)) == [20]


def test_a_date_takes_its_kit_along_or_is_told_who_has_it() -> None:
    bike, first = cast.item("bike", 1), cast.date()
    cast.reserved(first, bike)
    cast.reserved(cast.date(first.event, SATURDAY + 20 * HOUR), bike)
    with pytest.raises(kit.KitTaken) as refused, transaction.atomic():
        kit.shift(first, 15 * HOUR)
    assert [(it["item"], it["free"]) for it in refused.value.figures["conflicts"]] == [("bike", 0)]
    kit.shift(first, 2 * HOUR)
    assert KitReservation.objects.get(date=first).during.lower == SATURDAY


def test_the_kit_of_a_cancelled_date_is_free_and_what_is_out_is_not() -> None:
    date, tables, chairs = cast.date(), cast.item(), cast.item("chairs", 80)
    cast.reserved(date, tables, 20)
    out = kit.check_out(cast.reserved(date, chairs, 30).pk)
    kit.release(date)
    assert kit.free([tables, chairs], *kit.usual_period(date)) == {tables.pk: 20, chairs.pk: 50}
    assert list(KitReservation.objects.exclude(pk=out.pk).values_list("state", flat=True)) == [S.RELEASED]
