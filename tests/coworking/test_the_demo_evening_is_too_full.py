"""DOMAIN §11.2 in the demo house: dinner 40, study 30, coworking 24, workshop 19 leave the hall 77, not 80."""

from __future__ import annotations

import pytest
import time_machine

from canteen import demo as canteen_demo
from coworking import demo, demo_hire, hire
from coworking.models import HireRequest, Invoice
from tests.coworking import cast
from venue.house import demo as house_demo
from venue.people import demo as people_demo
from venue.spaces import demo as spaces_demo
from venue.spaces.capacity import OverCapacity

pytestmark = pytest.mark.django_db


def test_the_concert_of_eighty_is_refused_by_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spaces_demo, "seed_counts", lambda: None)
    with time_machine.travel(cast.MONDAY, tick=False):
        for _ in range(2):
            for room in (house_demo, people_demo, spaces_demo, canteen_demo, demo, demo_hire):
                room.seed(cast.MONDAY.date())
        with pytest.raises(OverCapacity) as refused:
            hire.approve(HireRequest.objects.get(state="accepted").pk, by="house")
    figures = refused.value.figures
    assert (figures["expected"], figures["allowed"], figures["from"]) == (193, 190, "2026-11-26T18:00:00+00:00")
    assert sorted((it["space"], it["people"]) for it in figures["conflicts"]) == [
        ("CANT", 40),
        ("COWO", 24),
        ("STUD", 30),
        ("WORK", 19),
    ]
    assert [it.number for it in Invoice.objects.all()] == ["2026-0001"]
    assert sorted(HireRequest.objects.values_list("state", flat=True)) == [
        "accepted",
        "approved",
        "quoted",
        "requested",
    ]
