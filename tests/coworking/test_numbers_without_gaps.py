"""Invoices are numbered 1, 2, 3 … per legal body and year: no number twice, none left out, whatever races or fails."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction

from coworking import numbering
from coworking.models import Numbering
from tests import cast
from tests.race import race
from venue.house.models import OperatingEntity

SERIES = Numbering.Series.INVOICE


def draw() -> int:
    with transaction.atomic():
        return numbering.draw(cast.entity(), SERIES, 2026)


@pytest.mark.django_db
def test_each_body_year_and_series_counts_from_one() -> None:
    other = cast.entity("scic")
    drawn = [
        draw(),
        draw(),
        numbering.draw(other, SERIES, 2026),
        numbering.draw(cast.entity(), SERIES, 2027),
        numbering.draw(cast.entity(), Numbering.Series.QUOTE, 2026),
        draw(),
    ]
    assert drawn == [1, 2, 1, 1, 1, 3]


@pytest.mark.django_db
def test_what_fails_after_its_number_leaves_no_gap() -> None:
    draw()
    with transaction.atomic():
        assert numbering.draw(cast.entity(), SERIES, 2026) == 2
        transaction.set_rollback(True)
    assert draw() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_draw_one_to_eight() -> None:
    cast.entity()
    assert sorted(race(8, draw)) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_numbers_would_come_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: all have read before any writes."""
    draw()
    gate = threading.Barrier(4)

    def merely_read(entity: OperatingEntity, series: Numbering.Series, year: int) -> Numbering:
        read = Numbering.objects.get(entity=entity, series=series, year=year)
        gate.wait(timeout=10)
        return read

    monkeypatch.setattr(numbering, "_locked", merely_read)
    assert race(4, draw) == [2, 2, 2, 2]
