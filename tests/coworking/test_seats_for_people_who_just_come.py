"""REQ-W4: at least 30 % of a room's study seats are never bookable, whoever changes what at the same time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from coworking import resources, walk_in_share
from coworking.models import Kind, Resource
from coworking.resources import TooManyBookable
from tests.cast import entity, space
from tests.race import abreast, race
from venue.rules.models import RuleOverride


def study(seats: int = 10, walk_in: int = 3) -> list[Resource]:
    """STUD-01 …, of which the last `walk_in` cannot be booked."""
    room = space("STUD", 30, kind="study", has_bookable_seats=True)
    same: dict[str, Any] = {"space": room, "entity": entity(), "kind": Kind.STUDY_SEAT}
    return [
        Resource.objects.create(code=f"STUD-{number:02}", position=number, bookable=number <= seats - walk_in, **same)
        for number in range(1, seats + 1)
    ]


def bookable() -> int:
    return Resource.objects.in_use().filter(bookable=True).count()


def offer(seat: Resource) -> None:
    seat.bookable = True
    resources.save(seat)


@pytest.mark.django_db
def test_the_last_walk_in_seats_stay_so_and_the_sentence_says_how_many_can_be_booked() -> None:
    seat = study()[-1]
    with pytest.raises(TooManyBookable) as refused:
        offer(seat)
    assert refused.value.figures == {"share": 30, "seats": 10, "most": 7}
    assert "10" in str(refused.value.sentence)
    assert "7" in str(refused.value.sentence)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"retired_at": timezone.now()}, {"kind": Kind.DESK}])
def test_taking_a_walk_in_seat_away_counts_too(change: dict[str, Any]) -> None:
    seat = study()[-1]
    for name, value in change.items():
        setattr(seat, name, value)
    with pytest.raises(TooManyBookable):
        resources.save(seat)


@pytest.mark.django_db
def test_a_seat_that_moves_counts_in_both_rooms() -> None:
    first, *_others, last = study()
    other = space("STUD2", 10, kind="study")
    first.space = other  # alone there it would have to be a walk-in seat
    with pytest.raises(TooManyBookable):
        resources.save(first)
    last.space = other
    with pytest.raises(TooManyBookable):  # and the room that it leaves has seven of nine
        resources.save(last)


@pytest.mark.django_db
def test_a_house_whose_share_was_raised_can_still_change_a_name() -> None:
    first, *_others = study()
    RuleOverride.objects.bulk_create([RuleOverride(key="seat.walkin_pct", value=50, valid_from=date(2020, 1, 1))])
    first.name = "Près de la fenêtre"
    resources.save(first)
    first.bookable = False
    resources.save(first)
    with pytest.raises(TooManyBookable):
        offer(first)


def raise_share(pct: int, day: date) -> None:
    RuleOverride.objects.create(key="seat.walkin_pct", value=pct, valid_from=day)


@pytest.mark.django_db
@pytest.mark.parametrize(("days_ahead", "offered"), [(0, 5), (7, 5), (8, 7)])
def test_a_raised_share_keeps_the_last_seats_of_the_list_once_its_days_can_be_booked(
    days_ahead: int, offered: int
) -> None:
    study()
    raise_share(50, timezone.localdate() + timedelta(days=days_ahead))
    still = Resource.objects.filter(bookable=True).values_list("code", flat=True)
    assert list(still) == [f"STUD-{number:02}" for number in range(1, offered + 1)]


@pytest.mark.django_db
def test_a_lowered_share_offers_nothing_by_itself() -> None:
    study()
    raise_share(10, date(2020, 1, 1))
    assert (walk_in_share.keep(), bookable()) == (0, 7)


def one_more_each(monkeypatch: pytest.MonkeyPatch) -> int:
    """Two managers who see one seat too many for walk-ins each offer another one; how many can be booked then."""
    seats = iter(study(walk_in=4)[-2:])
    monkeypatch.setattr(resources, "lock_rooms", abreast(2, resources.lock_rooms))
    race(2, lambda: offer(next(seats)))
    return bookable()


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_leave_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    assert one_more_each(monkeypatch) == 7


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "lock_rooms", lambda rooms: None)
    monkeypatch.setattr(resources, "excess", abreast(2, resources.excess))
    assert one_more_each(monkeypatch) == 8
