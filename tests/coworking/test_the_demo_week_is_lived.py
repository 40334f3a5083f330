"""The demo's coworking is full of people at its first start, as DOMAIN §11.6 tells, and goes on living."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from coworking import demo, demo_hire, demo_waiting, demo_week, report
from coworking.models import Booking, BookingChange, BookingState, HireRequest, Invoice, Pass, PassUse, WaitingPlace
from tests.coworking.cast import PARIS
from venue.house import demo as house_demo
from venue.house.models import Building
from venue.money import ledger
from venue.people import demo as people_demo
from venue.spaces import demo as spaces_demo
from venue.spaces import hours
from venue.spaces.reading import read_house

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, 5, tzinfo=PARIS)
ALL = (house_demo, people_demo, spaces_demo, demo, demo_week, demo_hire, demo_waiting)


def start(*rooms: object) -> None:
    for room in rooms or ALL:
        room.seed(timezone.localdate())  # type: ignore[attr-defined]


@pytest.fixture(scope="module", autouse=True)
def thursday(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One start for all tests: it is the start that takes time."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(NOON, tick=False):
        with patch.object(spaces_demo, "seed_counts"):
            start()
        yield
        transaction.set_rollback(True)


def booked(monday: date) -> list[Booking]:
    week = (monday, monday + timedelta(days=7))
    seats = Booking.objects.filter(resource__kind__in=["desk", "study_seat"], walk_in=False)
    return list(seats.filter(starts_at__date__gte=week[0], starts_at__date__lt=week[1]))


def test_the_week_is_that_of_the_domain() -> None:
    last_week = booked(date(2026, 11, 16))
    assert (len(last_week), len(booked(date(2026, 11, 23)))) == (30, 30)
    assert Counter(it.release for it in last_week) == {"": 24, "no_show": 4, "pause": 2}
    assert BookingChange.objects.filter(booking__in=last_week, what="extended").count() == 1


def test_some_sit_some_are_expected_and_the_rest_is_over() -> None:
    states = Counter(Booking.objects.filter(starts_at__date=NOON.date()).values_list("state", flat=True))
    assert {"checked_in", "confirmed", "finished", "released"} <= set(states)
    assert not Booking.objects.filter(starts_at__date__lt=NOON.date(), state__in=["confirmed", "checked_in", "paused"])
    assert Booking.objects.filter(state=BookingState.CONFIRMED, starts_at__date__gt=NOON.date()).exists()


def test_whoever_sits_is_counted_and_nobody_else() -> None:
    house = read_house("preau", NOON)
    assert house is not None
    sitting = Counter(
        Booking.objects.filter(state=BookingState.CHECKED_IN).values_list("resource__space__code", flat=True)
    )
    assert {it.code: it.present for it in house.rooms if it.present} == dict(sitting)
    assert sitting["COWO"] > 2


def test_everybody_came_within_opening_hours() -> None:
    for booking in Booking.objects.select_related("resource__space"):
        assert hours.covers(booking.resource.space, booking.starts_at, booking.ends_at), booking


def test_desks_were_used_with_passes() -> None:
    # One of her five Wednesdays was 11 November, a holiday.
    nadia = Pass.objects.get(person__first_name="Nadia")
    assert (nadia.offer.code, nadia.units, nadia.units_left, nadia.uses.count()) == ("carnet", 10, 6, 4)
    came = Booking.objects.filter(resource__kind="desk", person__isnull=False, checked_in_at__isnull=False)
    assert PassUse.objects.count() == came.count()
    monthly = Pass.objects.filter(state="active").exclude(pk=nadia.pk).values("offer__code").annotate(all=Count("pk"))
    assert dict(monthly.values_list("offer__code", "all")) == {"mi-temps": 2, "resident": 6}


def test_two_rooms_are_wanted_twice_and_a_hire_waits_for_its_yes() -> None:
    waiting = WaitingPlace.objects.values_list("resource__code", flat=True)
    assert [code for code in waiting if code.startswith("MR")] == ["MR1", "MR2"]
    assert WaitingPlace.objects.filter(person__first_name="Nadia").count() == 1
    assert (HireRequest.objects.filter(state="accepted").count(), Invoice.objects.count()) == (1, 1)


def test_the_report_has_weeks_with_hours_and_income() -> None:
    house = Building.objects.get(code="preau")
    shown = report.report(house, report.weeks(house, date(2026, 10, 12), date(2026, 11, 22)))
    for _week, line in shown.weeks:
        assert 0 < line.total.walk_in_min < line.total.used_min < line.total.offered_min
        assert line.total.no_shows > 0
        assert line.income_cents is not None
    entity = Booking.objects.select_related("resource__entity").first()
    assert entity is not None
    assert ledger.verify(entity.resource.entity).first_broken is None


def test_a_second_start_adds_nothing_and_a_later_one_goes_on() -> None:
    def rows() -> tuple[int, ...]:
        return tuple(it.objects.count() for it in (Booking, BookingChange, PassUse, Pass, WaitingPlace))

    before = rows()
    start()
    assert rows() == before
    with time_machine.travel(NOON + timedelta(days=4), tick=False):
        start(demo_week)
    missed = Booking.objects.filter(by="demo", state=BookingState.CONFIRMED, starts_at__lt=NOON + timedelta(days=4))
    assert not missed.filter(resource__kind__in=["desk", "study_seat"]).exclude(person__first_name="Nadia")
    assert Counter(it.release for it in booked(date(2026, 11, 23))) == {"": 24, "no_show": 4, "pause": 2}


def test_while_the_house_is_open_people_come() -> None:
    with time_machine.travel(NOON.replace(hour=14, minute=12), tick=False):
        demo_week.pulse()
    manon = Booking.objects.get(person__first_name="Manon", starts_at=NOON.replace(hour=14, minute=0))
    assert manon.state == BookingState.CHECKED_IN
