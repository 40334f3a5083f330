"""Kit is never promised twice: single items by the database, stocks at the fullest moment (REQ-S6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from events import kit
from events.models import KitReservation
from tests.events import cast
from tests.events.cast import HOUR, MONDAY, SATURDAY
from tests.people.cast import browser, make_person

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


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 20), st.integers(1, 12)), max_size=8), st.integers(0, 20))
def test_the_fullest_moment_is_that_of_a_watch_that_looks_every_minute(
    uses: list[tuple[int, int, int]], begins: int
) -> None:
    def at(minute: int) -> datetime:
        return MONDAY + timedelta(minutes=minute)

    period = range(begins, begins + 6)
    seen = max(sum(many for many, start, long in uses if start <= minute < start + long) for minute in period)
    known = [kit.Use(many, at(start), at(start + long)) for many, start, long in uses]
    assert kit.peak(known, at(period.start), at(period.stop)) == seen


def test_what_is_out_past_its_time_is_out_until_it_is_back() -> None:
    pot, date = cast.item("pot", 1), cast.date()
    out = kit.check_out(cast.reserved(date, pot).pk)
    with time_machine.travel(SATURDAY + 48 * HOUR, tick=False):
        tonight = (SATURDAY + 47 * HOUR, SATURDAY + 52 * HOUR)
        assert kit.free([pot], *tonight) == {pot.pk: 0}
        kit.bring_back(out.pk)
        assert kit.free([pot], *tonight) == {pot.pk: 1}


def test_what_does_not_come_back_cannot_be_promised_and_the_next_date_is_warned() -> None:
    tables, date = cast.item(), cast.date()
    later = cast.date(date.event, SATURDAY + 20 * HOUR)
    cast.reserved(later, tables, 19)
    out = kit.check_out(cast.reserved(date, tables, 12).pk)

    kit.bring_back(out.pk, missing=3, note="restées sur la place")
    kit.bring_back(out.pk, missing=2, note="une retrouvée")

    tables.refresh_from_db()
    assert (tables.missing, kit.free([tables], *kit.usual_period(date))) == (2, {tables.pk: 18})
    assert {
        pk: [(it["asked"], it["free"]) for it in told] for pk, told in kit.conflicts([date.pk, later.pk]).items()
    } == {later.pk: [(19, 18)]}


# --- over HTTP -------------------------------------------------------------------------------------------------------


@pytest.fixture
def bruno() -> APIClient:
    return browser(make_person("Bruno", "animator"))


def test_kit_is_reserved_from_loading_until_it_is_back_unless_hours_are_said(bruno: APIClient) -> None:
    cast.item()
    path = f"/api/v1/planning/dates/{cast.date().pk}/kit/"
    usual = bruno.post(path, {"item": "tables", "quantity": 12}, format="json")
    said = {"item": "tables", "quantity": 6, "from": "2027-04-23T18:00:00+02:00", "until": "2027-04-25T09:00:00+02:00"}
    longer = bruno.post(path, said, format="json")
    assert [(it.status_code, it.json()["from"], it.json()["quantity"]) for it in (usual, longer)] == [
        (201, "2027-04-24T13:00:00+02:00", 12),
        (201, "2027-04-23T18:00:00+02:00", 6),
    ]
    assert [it["quantity"] for it in bruno.get(path).json()["results"]] == [6]


def test_the_list_says_how_many_are_free_in_a_period(bruno: APIClient) -> None:
    tables, date = cast.item(), cast.date()
    cast.reserved(date, tables, 12)
    asked = ["from=2027-04-24&to=2027-04-24", "from=2027-04-25T08:00:00%2B02:00", "from=soon"]
    answers = [bruno.get(f"/api/v1/planning/kit/?{words}") for words in asked]
    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert [answer.json()["results"][0]["free"] for answer in answers[:2]] == [8, 20]


def test_kit_goes_out_and_comes_back_with_what_is_missing(bruno: APIClient) -> None:
    reservation = cast.reserved(cast.date(), cast.item(), 12)
    path = f"/api/v1/planning/kit-reservations/{reservation.pk}"
    steps = [
        ("checkout", {}),
        ("checkout", {}),
        ("release", {}),
        ("return", {"missing": 13}),
        ("return", {"missing": 1}),
    ]
    answers = [bruno.post(f"{path}/{step}/", body, format="json").json() for step, body in steps]
    assert [answer.get("code") or answer["state"] for answer in answers] == [
        "out",
        "out",
        "wrong_state",
        "too_many_missing",
        "back",
    ]
