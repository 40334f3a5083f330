"""The demo's desks, seats and rooms are those of DOMAIN §11.2, and stand inside their rooms."""

import math
from collections import Counter
from datetime import date

import pytest

from coworking import demo
from coworking.models import Kind, Resource
from venue.house import demo as house_demo
from venue.people import demo as people_demo
from venue.spaces import demo as spaces_demo

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spaces_demo, "seed_counts", lambda: None)
    for room in (house_demo, people_demo, spaces_demo, demo):
        room.seed(TODAY)


def count(**facts: object) -> int:
    return Resource.objects.filter(**facts).count()


@pytest.mark.usefixtures("house")
def test_seats_are_as_many_as_in_the_domain() -> None:
    desks, seats = {"kind": Kind.DESK}, {"kind": Kind.STUDY_SEAT}
    assert {
        "desks": (count(**desks, resident=None), count(**desks, resident__isnull=False)),
        "study": (count(**seats, bookable=True), count(**seats, bookable=False)),
        "study plugs, accessible": (count(**seats, plug=True), count(**seats, accessible=True)),
        "rooms": dict(Resource.objects.rooms().order_by("code").values_list("code", "seats")),
    } == {
        "desks": (18, 6),
        "study": (21, 9),
        "study plugs, accessible": (4, 2),
        "rooms": {"HALL": 80, "MR1": 14, "MR2": 8, "WORK": 19},
    }


@pytest.mark.usefixtures("house")
def test_each_seat_stands_in_its_room_an_arm_from_the_next() -> None:
    by_room: dict[str, list[tuple[float, float]]] = {}
    for seat in Resource.objects.seats().select_related("space"):
        corners = seat.space.shape["polygon"]
        (left, right), (top, bottom) = (sorted({corner[axis] for corner in corners}) for axis in (0, 1))
        x, y = seat.spot
        assert left + 0.6 <= x <= right - 0.6, seat
        assert top + 0.6 <= y <= bottom - 0.6, seat
        by_room.setdefault(seat.space.code, []).append((x, y))
        by_room[seat.space.code].append(tuple(seat.space.shape["label"]))
    for spots in by_room.values():
        apart = [math.dist(one, other) for one in set(spots) for other in set(spots) if one != other]
        assert min(apart) >= 1.1
    assert Counter({room: len(set(spots)) - 1 for room, spots in by_room.items()}) == {"COWO": 24, "STUD": 30}


@pytest.mark.usefixtures("house")
def test_seeding_again_leaves_alone_what_was_changed() -> None:
    Resource.objects.filter(code="STUD-07").update(name="Place du fond", plug=True)
    demo.seed(TODAY)
    assert (count(), count(name="Place du fond", plug=True)) == (58, 1)
