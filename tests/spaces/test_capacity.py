"""Nobody is promised a place in a room or a building that would be too full (REQ-E2, DOMAIN §11.2)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.race import race
from tests.spaces.conftest import Room, paris, step, undone
from venue.house.models import Building
from venue.spaces import capacity
from venue.spaces.calendar import forget
from venue.spaces.capacity import Expected, OverCapacity, claim, release, worst
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db

EVENING = paris("2026-11-26 18:30"), paris("2026-11-26 22:00")


def claim_evening(room: Room, rows: int = 80, workshop: tuple[datetime, datetime] = EVENING) -> None:
    claim(room("CANT"), 40, *EVENING, source="sitting:3", title="Dîner du jeudi")
    claim(room("HALL"), rows, *EVENING, source="event:1", title="Concert-lecture", layout="rows")
    claim(room("STUD"), 30, *EVENING, source="opening:STUD", title="Étude ouverte")
    claim(room("COWO"), 24, *EVENING, source="opening:COWO", title="Coworking ouvert")
    claim(room("WORK"), 19, *workshop, source="booking:7", title="Atelier vélo")


def figures(refusal: pytest.ExceptionInfo[OverCapacity]) -> tuple[Any, ...]:
    told = refusal.value.figures
    return told["scope"], told["expected"], told["allowed"], [it["source"] for it in told["conflicts"]]


def standing() -> list[str]:
    return list(CapacityClaim.objects.filter(released_at=None).values_list("source", flat=True))


def test_the_thursday_of_the_domain_is_three_too_many(room: Room) -> None:
    with pytest.raises(OverCapacity) as refusal:
        claim_evening(room)
    assert figures(refusal) == (
        "building",
        193,
        190,
        ["sitting:3", "event:1", "opening:STUD", "opening:COWO"],
    )
    assert (refusal.value.figures["from"], refusal.value.figures["until"]) == (
        "2026-11-26T18:30:00+01:00",
        "2026-11-26T22:00:00+01:00",
    )
    assert refusal.value.status == 409


def test_with_three_chairs_less_it_fits(room: Room) -> None:
    claim_evening(room, rows=77)
    assert len(standing()) == 5


def test_with_the_workshop_moved_it_fits(room: Room) -> None:
    claim_evening(room, workshop=(paris("2026-11-26 16:30"), paris("2026-11-26 18:30")))
    assert len(standing()) == 5


def test_a_refused_claim_leaves_nothing_behind(room: Room) -> None:
    claim(room("WORK"), 10, *EVENING, source="booking:7", title="Atelier")
    with pytest.raises(OverCapacity):
        claim(room("WORK"), 20, *EVENING, source="booking:7", title="Atelier")
    assert list(CapacityClaim.objects.values_list("people", "released_at")) == [(10, None)]


def test_a_room_holds_what_its_usual_layout_holds(room: Room) -> None:
    with pytest.raises(OverCapacity) as refusal:
        claim(room("CANT"), 55, *EVENING, source="sitting:3", title="Dîner")
    assert figures(refusal) == ("space", 55, 54, [])


def test_another_layout_holds_another_number(room: Room) -> None:
    claim(room("CANT"), 55, *EVENING, source="party:1", title="Fête", layout="standing")
    with pytest.raises(OverCapacity) as refusal:
        claim(room("HALL"), 49, *EVENING, source="event:1", title="Repas", layout="tables")
    assert figures(refusal) == ("space", 49, 48, [])


def test_a_layout_holds_for_all_who_come_then(room: Room) -> None:
    claim(room("HALL"), 40, *EVENING, source="event:1", title="Repas", layout="tables")
    with pytest.raises(OverCapacity) as refusal:
        claim(room("HALL"), 9, *EVENING, source="event:2", title="Visite")
    assert figures(refusal) == ("space", 49, 48, ["event:1"])


def test_a_layout_that_the_room_does_not_know_is_refused(room: Room) -> None:
    with pytest.raises(capacity.UnknownLayout):
        claim(room("WORK"), 5, *EVENING, source="booking:7", title="Atelier", layout="rows")


def test_two_sittings_one_after_the_other_do_not_add_up(room: Room) -> None:
    noon, one, two = (paris(f"2026-11-26 {clock}") for clock in ("12:00", "13:00", "14:00"))
    claim(room("CANT"), 48, noon, one, source="sitting:1", title="12 h")
    claim(room("CANT"), 48, one, two, source="sitting:2", title="13 h")
    with pytest.raises(OverCapacity) as refusal:
        claim(room("CANT"), 7, noon, two, source="sitting:4", title="Toute la table")
    assert figures(refusal) == ("space", 55, 54, ["sitting:1"])


def test_the_yard_is_outside_the_cap_of_the_building(room: Room) -> None:
    claim_evening(room, rows=77)
    claim(room("YARD"), 60, *EVENING, source="event:2", title="Bal")
    assert "event:2" in standing()


def test_the_basement_has_a_cap_of_its_own(house: Building, room: Room) -> None:
    Building.objects.update(basement_cap=12)
    with pytest.raises(OverCapacity) as refusal:
        claim(room("WORK"), 13, *EVENING, source="booking:7", title="Atelier")
    assert figures(refusal) == ("basement", 13, 12, [])


def test_another_building_has_its_own_cap(room: Room) -> None:
    claim_evening(room, rows=77)
    annex = Building.objects.create(code="annexe", name="L’Annexe", public_cap=30)
    hall = room("HALL")
    hall.pk, hall.code, hall.building = None, "HALL2", annex
    hall.save()
    hall.layouts.create(name="rows", capacity=80, is_default=True)
    forget()
    claim(hall, 30, *EVENING, source="event:9", title="Bal")
    with pytest.raises(OverCapacity) as refusal:
        claim(hall, 1, *EVENING, source="event:10", title="Un de trop")
    assert figures(refusal) == ("building", 31, 30, ["event:9"])


def test_a_claim_replaces_the_earlier_one_of_its_source(room: Room) -> None:
    claim(room("CANT"), 54, *EVENING, source="sitting:3", title="Dîner")
    claim(room("CANT"), 40, *EVENING, source="sitting:3", title="Dîner")
    claims = [(it.people, it.released_at is None) for it in CapacityClaim.objects.order_by("pk")]
    assert claims == [(54, False), (40, True)]


def test_what_is_released_makes_room_and_is_remembered(room: Room) -> None:
    claim(room("WORK"), 19, *EVENING, source="booking:7", title="Atelier")
    release("booking:7")
    release("booking:7")
    claim(room("WORK"), 19, *EVENING, source="booking:8", title="Atelier")
    assert (standing(), CapacityClaim.objects.count()) == (["booking:8"], 2)


def last_seats(room: Room) -> list[Any]:
    """Ten claims of 10 people for the hall's 80 chairs, released together."""
    hall, numbers = room("HALL"), iter(range(10))

    def act() -> str:
        return claim(hall, 10, *EVENING, source=f"event:{next(numbers)}", title="Groupe").source

    return race(10, act)


@pytest.mark.django_db(transaction=True)
def test_claims_that_fit_alone_but_not_together_are_refused(room: Room) -> None:
    results = last_seats(room)
    assert (len(standing()), sorted(type(it).__name__ for it in results)) == (8, ["OverCapacity"] * 2 + ["str"] * 8)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_too_many_get_in(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait_instead(space: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")

    # The negative control: everybody looks (after the same rest) before anybody has written.
    monkeypatch.setattr(capacity, "lock", lambda space: None)
    monkeypatch.setattr(capacity, "_release", wait_instead)
    last_seats(room)
    assert len(standing()) == 10


@pytest.mark.django_db(transaction=True)
def test_a_claim_does_not_hold_up_those_who_count(room: Room) -> None:
    hall = room("HALL")
    with transaction.atomic():
        claim(hall, 10, *EVENING, source="event:1", title="Groupe")
        (movement,) = race(1, lambda: step(hall, 1, "12:00"))
    assert movement.pk


BEGIN = paris("2026-10-25 00:00")  # the night with 25 hours
expected = st.builds(
    lambda people, start, length, allowed: Expected(
        people, BEGIN + timedelta(minutes=start), BEGIN + timedelta(minutes=start + length), allowed
    ),
    st.integers(0, 60),
    st.integers(0, 240),
    st.integers(1, 120),
    st.none() | st.integers(0, 80),
)


def excess_minute_by_minute(claims: list[Expected], start: int, end: int, allowed: int) -> int:
    def excess(minute: int) -> int:
        now = BEGIN + timedelta(minutes=minute)
        here = [it for it in claims if it.starts_at <= now < it.ends_at]
        layouts = [it.allowed for it in here if it.allowed is not None]
        return sum(it.people for it in here) - min(layouts, default=allowed)

    return max(excess(minute) for minute in range(start, end))


@settings(max_examples=300, deadline=None)
@given(
    claims=st.lists(expected, max_size=8),
    start=st.integers(0, 200),
    length=st.integers(1, 160),
    allowed=st.integers(0, 150),
)
def test_the_worst_moment_is_that_of_looking_at_every_minute(
    claims: list[Expected], start: int, length: int, allowed: int
) -> None:
    period = BEGIN + timedelta(minutes=start), BEGIN + timedelta(minutes=start + length)
    peak = worst(claims, *period, allowed=allowed)
    assert peak.excess == excess_minute_by_minute(claims, start, start + length, allowed)
    assert period[0] <= peak.starts_at < peak.ends_at <= period[1]


asked = st.tuples(
    st.sampled_from(["CANT", "HALL", "STUD", "COWO", "WORK", "YARD"]),
    st.integers(1, 80),
    st.integers(0, 8),
    st.integers(1, 6),
    st.integers(1, 8),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(asked, max_size=14))
def test_whatever_is_asked_no_moment_is_ever_too_full(room: Room, claims: list[tuple[str, int, int, int, int]]) -> None:
    with undone():
        ask_for(room, claims)
        look_at_every_hour(room)


def ask_for(room: Room, claims: list[tuple[str, int, int, int, int]]) -> None:
    for code, people, start, length, source in claims:
        period = BEGIN + timedelta(hours=start), BEGIN + timedelta(hours=start + length)
        try:
            claim(room(code), people, *period, source=f"event:{source}", title="Quelque chose")
        except OverCapacity:
            continue


def look_at_every_hour(room: Room) -> None:
    taken = list(CapacityClaim.objects.filter(released_at=None).select_related("space"))
    for hour in range(15):
        now = BEGIN + timedelta(hours=hour, minutes=1)
        here = [it for it in taken if it.starts_at <= now < it.ends_at]
        assert sum(it.people for it in here if it.space.counts_in_building_cap) <= 190
        for code in {it.space.code for it in here}:
            assert sum(it.people for it in here if it.space.code == code) <= room(code).default_layout.capacity
