"""Nobody in two places, no table promised twice, no sixth bar, whatever races; each with its negative control."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from events import bars, crew, kit
from events.models import CrewPlace, CrewSlot, EventDate, KitItem, KitReservation, TemporaryBar
from tests.events import cast
from tests.events.cast import ANIMATOR, MONDAY
from tests.people.cast import make_person
from tests.race import abreast, race
from venue.house.models import OperatingEntity

pytestmark = pytest.mark.django_db(transaction=True)
locking = pytest.mark.parametrize("locks", [True, False])


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=True):
        yield


def each(act: Callable[[Any], Any], *of: Any) -> list[str]:
    """`act` on all of these at once; the kinds of what came of it."""
    turns = iter(of)
    return sorted(type(it).__name__ for it in race(len(of), lambda: act(next(turns))))


def dates(number: int) -> list[EventDate]:
    """Of as many events, at one hour."""
    return [cast.date(cast.event(f"fete-{n}", dated=False)) for n in range(number)]


@locking
def test_of_twenty_tables_twelve_are_promised_once(locks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    tables, two = cast.item(), dates(2)
    if not locks:
        monkeypatch.setattr(kit, "lock", lambda items: list(KitItem.objects.filter(pk__in=[*items])))
        monkeypatch.setattr(kit, "peak", abreast(2, kit.peak))

    came = each(lambda date: cast.reserved(date, tables, 12), *two)

    promised = sum(KitReservation.objects.values_list("quantity", flat=True))
    assert (came, promised) == (
        (["KitReservation", "KitTaken"], 12) if locks else (["KitReservation", "KitReservation"], 24)
    )


@locking
def test_a_single_item_goes_to_one_event_even_if_nobody_counted(locks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    bike, six = cast.item("bike", 1), dates(6)
    if not locks:
        monkeypatch.setattr(kit, "peak", lambda *_: 0)  # all find it free: the database says no
    came = each(lambda date: cast.reserved(date, bike), *six)
    assert came == ["KitReservation", *["KitTaken"] * 5]


@locking
def test_the_last_bar_of_the_year_is_claimed_once(locks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    six = [date.event for date in dates(6)]
    OperatingEntity.objects.update(bar_quota=5)
    for event in six[:4]:
        bars.claim(event)
    if not locks:
        monkeypatch.setattr(bars, "lock", lambda pk: OperatingEntity.objects.get(pk=pk))
        monkeypatch.setattr(bars, "used", abreast(2, bars.used))

    came = each(bars.claim, *six[4:])

    assert (came, TemporaryBar.objects.count()) == (
        (["BarQuotaReached", "list"], 5) if locks else (["list", "list"], 6)
    )


@locking
def test_the_last_place_in_a_slot_goes_to_one(locks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    slot = cast.slot(cast.date(), most=1)
    applied = [crew.apply(slot.pk, make_person(name)).pk for name in ("Dora", "Eric")]
    if not locks:
        slots = CrewSlot.objects.select_related("date__event")
        monkeypatch.setattr(crew, "locked", lambda pk: slots.get(pk=pk))
        monkeypatch.setattr(crew, "lock_people", abreast(2, crew.lock_people))

    came = each(lambda pk: crew.confirm(pk, by=ANIMATOR), *applied)

    assert came == (["CrewPlace", "SlotFull"] if locks else ["CrewPlace", "CrewPlace"])


def test_one_person_is_confirmed_in_one_of_six_places_at_one_hour() -> None:
    date, dora = cast.date(), make_person("Dora")
    applied = [crew.apply(cast.slot(date, after=number / 4).pk, dora).pk for number in range(6)]
    came = each(lambda pk: crew.confirm(pk, by=ANIMATOR), *applied)
    assert came == ["CrewPlace", *["DoubleDuty"] * 5]
    assert CrewPlace.objects.filter(state="confirmed").count() == 1
